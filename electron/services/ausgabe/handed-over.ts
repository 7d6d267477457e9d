/** What the answers of a hand-over mean: which document, for whom, who took it, whether it went out, and why not. */
import type { FieldValues } from '../../contract/field.ts';
import { type FindFacts, findFacts, handOverFacts } from '../facts.ts';
import { text, textOf, ticked, valuesOf } from '../read-facts.ts';
import type { Facts, FieldProblemText } from '../service.ts';

export const stepIds = {
  find: 'find',
  delivery: 'delivery',
  document: 'document',
  receiver: 'receiver',
  chip: 'chip-check',
  chipFault: 'chip-fault',
  oldDocument: 'old-document',
  handOver: 'hand-over',
  refusal: 'refusal',
  told: 'told',
} as const;

export const itemIds = {
  document: 'document',
  blockingPassword: 'blocking-password',
  pinLetter: 'pin-letter',
} as const;

/** The application or the recorded arrival; null when the document was ordered in the Fachverfahren and nobody booked it in. */
export function foundIn(facts: Facts): FindFacts | null {
  const found = findFacts.safeParse(facts[stepIds.find]).data;
  return found?.vorgangId == null ? null : found;
}

/** The application of this authority that the hand-over ends; null when there is none at the seats. */
export function application(facts: Facts): FindFacts | null {
  const found = foundIn(facts);
  return found?.serviceId === 'personalausweis' ? found : null;
}

export const isDirectDelivery = (facts: Facts): boolean => application(facts)?.about.delivery === 'direct';
/** The consignment reached the person: nobody comes to the counter. */
export const isDelivered = (facts: Facts): boolean =>
  isDirectDelivery(facts) && textOf(facts, stepIds.delivery, 'result') === 'delivered';

export function holderName(facts: Facts): string {
  const typed = valuesOf(facts, stepIds.document);
  const name = `${text(typed, 'givenNames')} ${text(typed, 'surname')}`.trim();
  return name === '' ? (foundIn(facts)?.person ?? '') : name;
}

export const isByProxy = (facts: Facts): boolean => textOf(facts, stepIds.receiver, 'who') === 'proxy';

export function receiverName(facts: Facts): string {
  if (textOf(facts, stepIds.receiver, 'who') === 'holder') return holderName(facts);
  return textOf(facts, stepIds.receiver, 'name');
}

/** PAuswV § 18 Abs. 5: an exit ban or no dwelling in Germany; then nobody else may collect it. */
export function excludesProxy(facts: Facts): boolean {
  return application(facts)?.about.noProxy === true || ticked(valuesOf(facts, stepIds.document), 'noProxy');
}

/** What speaks against it, in the order of the steps: the first one ends the hand-over. */
const refusals: readonly { stepId: string; field: string; value: string; text: string }[] = [
  {
    stepId: stepIds.document,
    field: 'comparison',
    value: 'wrong',
    text: 'Das Dokument gehört nicht zu dieser Person.',
  },
  {
    stepId: stepIds.document,
    field: 'comparison',
    value: 'faulty',
    text: 'Das Dokument hat einen Fehler oder Schaden.',
  },
  {
    stepId: stepIds.receiver,
    field: 'power',
    value: 'missing',
    text: 'Die schriftliche Vollmacht fehlt oder passt nicht.',
  },
  { stepId: stepIds.receiver, field: 'match', value: 'doubt', text: 'Es bleiben Zweifel an der Person.' },
  { stepId: stepIds.chipFault, field: 'decision', value: 'complain', text: 'Der Chip antwortet nicht.' },
  {
    stepId: stepIds.oldDocument,
    field: 'decision',
    value: 'missing',
    text: 'Der alte Ausweis fehlt, ohne Verlustanzeige.',
  },
];

/** Why it is not handed over, German; null while nothing speaks against it. `before`: only what earlier steps found. */
export function refusal(facts: Facts, before?: string): string | null {
  const end = before === undefined ? refusals.length : refusals.findIndex(({ stepId }) => stepId === before);
  const found = refusals.slice(0, end).find(({ stepId, field, value }) => textOf(facts, stepId, field) === value);
  return found?.text ?? null;
}

/** Whether the counter is still on the way to a hand-over when it comes to this step. */
export const goesOn = (facts: Facts, before?: string): boolean =>
  !isDelivered(facts) && refusal(facts, before) === null;

export const handedOver = (facts: Facts): Readonly<Record<string, { at: string; receipt: boolean }>> =>
  handOverFacts.safeParse(facts[stepIds.handOver]).data?.items ?? {};

/** When the document left the office, ISO; null while it is here. */
export const documentGivenAt = (facts: Facts): string | null => handedOver(facts)[itemIds.document]?.at ?? null;

/** The card changed hands at the counter, or the maker reported its delivery. */
export const isOut = (facts: Facts): boolean => documentGivenAt(facts) !== null || isDelivered(facts);

const sameValues = (one: FieldValues, other: FieldValues): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((id) => one[id] === other[id]);

/** What went out of the house cannot be answered differently afterwards. */
export function settledProblems(
  values: FieldValues,
  facts: Facts,
  at: { stepId: string; fieldId: string },
): FieldProblemText[] {
  if (documentGivenAt(facts) === null || sameValues(values, valuesOf(facts, at.stepId))) return [];
  return [{ fieldId: at.fieldId, text: 'Das Dokument ist schon ausgehändigt; diese Angabe steht fest.' }];
}
