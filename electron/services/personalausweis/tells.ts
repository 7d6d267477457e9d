/** What the hand-over may learn of an application, and by what it is found: no picture, no register data beyond the name. */
import type { FieldValues } from '../../contract/field.ts';
import { handOverFacts } from '../facts.ts';
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { Facts } from '../service.ts';
import { residenceOf, stepIds } from './applicant.ts';
import { pinLetterStep } from './declarations.ts';
import { hasAddress } from './register-data.ts';

function holder(facts: Facts): { surname: string; givenNames: string; birthDate: string } {
  const identity = valuesOf(facts, stepIds.identity);
  const corrected = valuesOf(facts, stepIds.registerData);
  const names = text(corrected, 'surname') === '' ? identity : corrected;
  return {
    surname: text(names, 'surname'),
    givenNames: text(names, 'givenNames'),
    birthDate: text(identity, 'birthDate'),
  };
}

/** Surname and birth date as one term: the centre cannot tell from it how many people share a surname. */
export function searchTerms(facts: Facts): string[] {
  const { surname, birthDate } = holder(facts);
  return surname === '' || birthDate === '' ? [] : [`${surname} ${birthDate}`];
}

export function tells(facts: Facts): FieldValues {
  const letter = handOverFacts.safeParse(facts[pinLetterStep.id]).data?.items['pin-letter'];
  return {
    ...holder(facts),
    documentKind: 'personalausweis',
    delivery: textOf(facts, stepIds.declarations, 'delivery'),
    pinLetterAt: letter?.at ?? '',
    oldDocument: textOf(facts, stepIds.oldDocument, 'decision'),
    // PAuswG § 9 Abs. 2: then the representative is the applying person, who alone may have the PIN letter.
    represented: textOf(facts, stepIds.representatives, 'acting') !== '',
    // PAuswV § 18 Abs. 5: whoever has no dwelling in Germany collects it in person.
    noProxy: !hasAddress(residenceOf(facts)),
  };
}
