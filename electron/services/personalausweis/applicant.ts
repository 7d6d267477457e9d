/** What the answers mean for the application: age on its day, who acts, where the person lives, how the card is delivered. */
import { addYears, ageInYears } from '../../contract/calendar-date.ts';
import { text, textOf, ticked, valuesOf } from '../read-facts.ts';
import type { Facts, ServiceContext } from '../service.ts';

export const stepIds = {
  identity: 'identity',
  competence: 'competence',
  representatives: 'representatives',
  registerData: 'register-data',
  reason: 'reason',
  photo: 'photo',
  declarations: 'declarations',
  oldDocument: 'old-document',
} as const;

/** Null until a birth date, or an age found by the authority, is known. */
export function ageOn(facts: Facts, day: string, today: string): number | null {
  const identity = valuesOf(facts, stepIds.identity);
  const birth = text(identity, 'birthDate');
  if (birth === '') return null;
  const age = ageInYears(birth, day);
  if (age !== null) return age;
  const found = text(identity, 'foundAge');
  return found === '' ? null : Number(found) + Number(day.slice(0, 4)) - Number(today.slice(0, 4));
}

/** True when the person has completed the years that the law row names; an unknown age reaches no limit. */
export function hasReached(facts: Facts, context: ServiceContext, lawKey: string): boolean {
  const age = ageOn(facts, context.today, context.today);
  return age !== null && age >= context.law(lawKey).value;
}

export function paysHigherFee(facts: Facts, context: ServiceContext): boolean {
  return hasReached(facts, context, 'personalausweis.age.higher-fee');
}

export function validityYears(facts: Facts, context: ServiceContext): number {
  const key = paysHigherFee(facts, context) ? 'personalausweis.validity.from-24' : 'personalausweis.validity.under-24';
  return context.law(key).value;
}

/** PAuswV § 17 Abs. 1, 4: only who reaches the eID age while the card is valid gets a PIN letter. */
export function getsPinLetter(facts: Facts, context: ServiceContext): boolean {
  const lastDay = addYears(context.today, validityYears(facts, context));
  const age = ageOn(facts, lastDay, context.today);
  return age !== null && age >= context.law('personalausweis.age.eid').value;
}

/** PAuswG § 9 Abs. 2: minors below the limit and persons unable to act do not apply themselves; older minors may be applied for. */
export function isRepresented(facts: Facts, context: ServiceContext): boolean {
  const identity = valuesOf(facts, stepIds.identity);
  if (ticked(identity, 'incapable')) return true;
  if (!hasReached(facts, context, 'personalausweis.age.applies-alone')) return true;
  return ticked(identity, 'custodianApplies') && !hasReached(facts, context, 'personalausweis.age.custodian-until');
}

export function fullName(facts: Facts): string {
  const corrected = valuesOf(facts, stepIds.registerData);
  const values = text(corrected, 'surname') === '' ? valuesOf(facts, stepIds.identity) : corrected;
  return `${text(values, 'givenNames')} ${text(values, 'surname')}`.trim();
}

/** Representatives who are present and sign, in the order in which they sign. */
export function signingRepresentatives(facts: Facts): string[] {
  const values = valuesOf(facts, stepIds.representatives);
  const name = (prefix: string): string =>
    `${text(values, `${prefix}GivenNames`)} ${text(values, `${prefix}Surname`)}`.trim();
  const first = name('first');
  if (first === '') return [];
  return text(values, 'acting') === 'both' ? [first, name('second')] : [first];
}

/** Whom the texts address: the person, or whoever acts for them. */
export function actingPerson(facts: Facts, context: ServiceContext): string {
  if (!isRepresented(facts, context)) return fullName(facts);
  return signingRepresentatives(facts)[0] ?? '';
}

export function isDirectDelivery(facts: Facts): boolean {
  return textOf(facts, stepIds.declarations, 'delivery') === 'direct';
}

export function residenceOf(facts: Facts): string {
  return textOf(facts, stepIds.competence, 'residence');
}

/** Another authority is competent: PAuswG § 8 Abs. 4. */
export function isElsewhere(residence: string): boolean {
  return residence === 'elsewhere' || residence === 'abroad';
}

export function isPhotoByAuthority(facts: Facts): boolean {
  return textOf(facts, stepIds.photo, 'source') === 'authority';
}
