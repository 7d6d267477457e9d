/** What the order to the manufacturer needs, gathered from the facts; images stay where their steps keep them. */
import { checkFacts, feeFacts, fingerprintFacts, handOverFacts, signatureFacts } from '../facts.ts';
import { valuesOf } from '../read-facts.ts';
import type { Facts, ServiceContext } from '../service.ts';
import { isRepresented, paysHigherFee, residenceOf, stepIds, validityYears } from './applicant.ts';
import { signatureImage } from './biometrics.ts';
import { hasAddress, noResidenceText } from './register-data.ts';

export function order(facts: Facts, context: ServiceContext): Readonly<Record<string, unknown>> {
  const identity = valuesOf(facts, stepIds.identity);
  const fee = feeFacts.safeParse(facts.fee).data;
  const letter = handOverFacts.safeParse(facts['pin-letter']).data?.items['pin-letter'];
  return {
    document: 'personalausweis',
    appliedOn: context.today,
    reference: context.vorgangNumber,
    authority: context.seat.authority,
    validityYears: validityYears(facts, context),
    birthDate: identity.birthDate ?? '',
    person: valuesOf(facts, stepIds.registerData),
    residence: hasAddress(residenceOf(facts)) ? 'registered' : noResidenceText,
    identity,
    competence: valuesOf(facts, stepIds.competence),
    representatives: isRepresented(facts, context) ? valuesOf(facts, stepIds.representatives) : null,
    reason: valuesOf(facts, stepIds.reason),
    photo: valuesOf(facts, stepIds.photo),
    fingerprints: fingerprintFacts.safeParse(facts.fingerprints).data ?? null,
    signature: signatureFacts.safeParse(facts.signature).success ? signatureImage : null,
    confirmedBy: checkFacts.safeParse(facts.check).data?.by ?? null,
    declarations: valuesOf(facts, stepIds.declarations),
    pinLetterHandedOverAt: letter?.at ?? null,
    oldDocument: valuesOf(facts, stepIds.oldDocument),
    fee:
      fee === undefined
        ? null
        : { totalCents: fee.totalCents, phase: fee.phase, higher: paysHigherFee(facts, context) },
  };
}
