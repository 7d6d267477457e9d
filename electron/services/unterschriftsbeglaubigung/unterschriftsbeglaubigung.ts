/** Certifying a signature, officially or publicly; the signature itself is on the citizen's own paper. */
import { officialSignatureRequest } from '../official-signature-request.ts';
import { publicSignatureRequest } from '../public-signature-request.ts';
import { textOf } from '../read-facts.ts';
import type { ServiceDeclaration } from '../service.ts';
import { isOfficial, isPublic } from './certification-kind.ts';
import { choiceStep } from './choice.ts';
import { feeStep } from './fee.ts';
import {
  checkStep,
  handOverStep,
  officialDocumentStep,
  officialRegisterStep,
  publicDocumentStep,
  publicRegisterStep,
  sealStep,
} from './papers.ts';
import { actValue, officialActStep, personName, publicActStep, signatoryStep } from './signatory.ts';

export const unterschriftsbeglaubigung: ServiceDeclaration = {
  id: 'unterschriftsbeglaubigung',
  title: 'Unterschrift beglaubigen',
  summary: 'Amtlich (VwVfG § 34) oder öffentlich (BeglG RP § 2), mit Vermerk und Siegel',
  minutes: 10,
  steps: [
    choiceStep,
    { ...officialSignatureRequest, when: isOfficial },
    { ...publicSignatureRequest, when: isPublic },
    signatoryStep,
    officialActStep,
    publicActStep,
    checkStep,
    feeStep,
    officialDocumentStep,
    publicDocumentStep,
    sealStep,
    officialRegisterStep,
    publicRegisterStep,
    handOverStep,
  ],
  person: personName,
  result: (facts, context) => ({
    act: isPublic(facts) ? 'public-certification' : 'official-certification',
    certifiedOn: context.today,
    reference: context.vorgangNumber,
    official: context.clerk.displayName,
    place: actValue(facts, 'place'),
    manner: actValue(facts, 'manner'),
    signatures: Number(actValue(facts, 'signatures')),
    recipient: isPublic(facts) ? null : textOf(facts, 'official-request', 'recipient'),
  }),
};
