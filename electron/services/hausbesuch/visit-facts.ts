/** What the other parts of a Hausbesuch ask the facts: is there a visit, what is done there, when and where, and what came of it. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import type { FieldView } from '../../contract/field.ts';
import { type FindFacts, findFacts } from '../facts.ts';
import { text, textOf, ticked, valuesOf } from '../read-facts.ts';
import type { Facts, ServiceContext } from '../service.ts';

export const ids = {
  exemption: 'exemption',
  person: 'person',
  decision: 'exemption-decision',
  place: 'visit-place',
  tasks: 'tasks',
  handOverApplication: 'hand-over-application',
  handOverRequest: 'hand-over-request',
  applicationRequest: 'application-request',
  plan: 'plan',
  sealOut: 'seal-out',
  result: 'result',
  officialResult: 'official-result',
  publicResult: 'public-result',
  handOverResult: 'hand-over-result',
  applicationResult: 'application-result',
  papersBack: 'papers-back',
} as const;

/** What may be done away from the seat; the devices stay, so nothing that needs one is among it. */
export const tasks = [
  { id: 'officialSignature', label: 'Unterschrift amtlich beglaubigen', outcome: 'officialOutcome' },
  { id: 'publicSignature', label: 'Unterschrift öffentlich beglaubigen', outcome: 'publicOutcome' },
  { id: 'handOver', label: 'Ausweis oder Pass aushändigen', outcome: 'handOverOutcome' },
  { id: 'application', label: 'Unterschrift zu einem vorbereiteten Antrag holen', outcome: 'applicationOutcome' },
] as const;
export type TaskId = (typeof tasks)[number]['id'];

export const wantsExemption = (facts: Facts): boolean => textOf(facts, ids.exemption, 'answer') === 'wanted';
export const isExempt = (facts: Facts): boolean =>
  wantsExemption(facts) && textOf(facts, ids.decision, 'decision') === 'granted';
/** A refused exemption leaves the visit. */
export const isVisit = (facts: Facts): boolean => !wantsExemption(facts) || !isExempt(facts);

export const hasTask = (facts: Facts, task: TaskId): boolean =>
  isVisit(facts) && ticked(valuesOf(facts, ids.tasks), task);
export const chosenTasks = (facts: Facts) => tasks.filter(({ id }) => hasTask(facts, id));
export const hasSignature = (facts: Facts): boolean =>
  hasTask(facts, 'officialSignature') || hasTask(facts, 'publicSignature');

export const wasMet = (facts: Facts): boolean => textOf(facts, ids.result, 'met') === 'met';
export function isTaskDone(facts: Facts, task: TaskId): boolean {
  const field = tasks.find(({ id }) => id === task)?.outcome ?? '';
  return hasTask(facts, task) && wasMet(facts) && textOf(facts, ids.result, field) === 'done';
}

/** The application or the recorded arrival of the document that is taken along; null when nobody at the seats knows one. */
export function documentFound(facts: Facts): FindFacts | null {
  const found = findFacts.safeParse(facts[ids.handOverApplication]).data;
  return hasTask(facts, 'handOver') && found?.vorgangId != null ? found : null;
}

/** Entered with day and time: from then on the card is out of the house. */
export const isHandedOver = (facts: Facts): boolean =>
  isTaskDone(facts, 'handOver') && facts[ids.handOverResult] !== undefined;

export const paysBefore = (facts: Facts): boolean => textOf(facts, ids.plan, 'payment') === 'before';

export function personName(facts: Facts): string {
  const values = valuesOf(facts, ids.person);
  return `${text(values, 'givenNames')} ${text(values, 'surname')}`.trim();
}

export function registerAddress(facts: Facts): string {
  const values = valuesOf(facts, ids.person);
  return `${text(values, 'street')}, ${text(values, 'postcode')} ${text(values, 'city')}`;
}

export function personText(facts: Facts): string {
  const born = formatGermanDate(textOf(facts, ids.person, 'birthDate'));
  return `${personName(facts)}, geboren am ${born}, ${registerAddress(facts)}`;
}

export function visitAddress(facts: Facts): string {
  const values = valuesOf(facts, ids.place);
  return [text(values, 'facility'), text(values, 'street'), `${text(values, 'postcode')} ${text(values, 'city')}`]
    .filter((line) => line !== '')
    .join(', ');
}

export const visitCity = (facts: Facts): string => textOf(facts, ids.place, 'city');

/** `24.11.2026, 10:00 bis 12:00 Uhr`; empty while it is not planned. */
export function visitTime(facts: Facts): string {
  const values = valuesOf(facts, ids.plan);
  const day = text(values, 'day');
  return day === '' ? '' : `${formatGermanDate(day)}, ${text(values, 'from')} bis ${text(values, 'until')} Uhr`;
}

/** Who goes: one clerk, or two where the office wants it so. */
export function visitClerks(facts: Facts): string {
  const values = valuesOf(facts, ids.plan);
  return [text(values, 'firstClerk'), text(values, 'clerks') === 'two' ? text(values, 'secondClerk') : '']
    .filter((name) => name !== '')
    .join(' und ');
}

/** One of the seals kept here; typed where the seat's policy names none. */
export function sealField({ seat }: ServiceContext, label: string, group?: string): FieldView {
  const common = { id: 'sealNumber', label, required: true, ...(group === undefined ? {} : { group }) };
  if (seat.sealNumbers.length === 0) return { ...common, type: 'text', maxLength: 40 };
  const options = seat.sealNumbers.map((number) => ({ value: number, label: `Siegel Nr. ${number}` }));
  return { ...common, type: 'select', options };
}

export interface PlannedVisit {
  day: string;
  round: string;
  order: number;
  from: string;
  until: string;
  person: string;
  address: string;
  contact: string;
  clerks: string;
  tasks: string[];
  ready: boolean;
}

/** What a round's list needs; null without a planned visit, or once the person was met or the visit is over. */
export function plannedVisit(facts: Facts): PlannedVisit | null {
  const plan = valuesOf(facts, ids.plan);
  const place = valuesOf(facts, ids.place);
  const result = valuesOf(facts, ids.result);
  const isOver = wasMet(facts) || text(result, 'next') === 'end';
  if (!isVisit(facts) || text(plan, 'day') === '' || isOver) return null;
  return {
    ...{ day: text(plan, 'day'), round: text(plan, 'round'), order: Number(text(plan, 'order')) },
    ...{ from: text(plan, 'from'), until: text(plan, 'until') },
    ...{ person: personName(facts), address: visitAddress(facts), clerks: visitClerks(facts) },
    contact: [text(place, 'contact'), text(place, 'phone'), text(place, 'access')].filter(Boolean).join(', '),
    tasks: chosenTasks(facts).map(({ label }) => label),
    ready: facts.packing !== undefined,
  };
}
