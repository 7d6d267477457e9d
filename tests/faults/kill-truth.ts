/** The truth of one Vorgang after all its kills: what the devices and the journal hold against what the seat says. */
import type { JsonObject } from '../../electron/contract/json.ts';
import type { Operation } from '../../electron/contract/operation.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import type { JournalEvent } from '../../electron/journal/port.ts';
import { foldOperations, operationEventKinds } from '../../electron/operations/operation-fold.ts';
import { foldVorgang, vorgangEventKinds } from '../../electron/vorgang/vorgang-state.ts';
import type { Booking, PrinterJob } from '../support/seat-counter.ts';

/** `lost`: known once and gone, or booked and not believed · `double`: done twice · `wrong`: believed and not so. */
export interface Flaw {
  kind: 'lost' | 'double' | 'wrong';
  what: string;
}

/** Every page of it lies in the tray, whatever the printer calls the job. */
const isWhole = (job: PrinterJob): boolean => job.sheetsOut >= job.pages;
const isDone = ({ phase, details }: Operation): boolean => phase === 'done' && details.released !== true;

/** What the clerk sees on the terminal and in the tray while an act is unknown. */
export function decisionOf(
  operation: Operation,
  bookings: readonly Booking[],
  jobs: readonly PrinterJob[],
): 'done' | 'declined' {
  if (operation.kind === 'print') {
    const job = jobs.find(({ name }) => name === operation.details.jobName);
    return job !== undefined && isWhole(job) ? 'done' : 'declined';
  }
  if (operation.kind === 'payment' && operation.details.method === 'card') {
    return bookings.some(({ kind, reversed }) => kind === 'payment' && !reversed) ? 'done' : 'declined';
  }
  // Cash in the drawer and a seal on the paper: the act of a person is done before it is told to the seat.
  return 'done';
}

export function flawsAtEnd(view: VorgangView, bookings: readonly Booking[], jobs: readonly PrinterJob[]): Flaw[] {
  const flaws: Flaw[] = [];
  const say = (kind: Flaw['kind'], what: string) => flaws.push({ kind, what });
  const { operations, summary } = view;
  if (summary.phase !== 'done') say('wrong', `ended as ${summary.phase}`);
  for (const { phase, id } of operations)
    if (phase === 'intended' || phase === 'unknown') say('wrong', `${id} is ${phase}`);

  const paid = operations.filter((operation) => operation.kind === 'payment' && isDone(operation));
  if (paid.length > 1) say('double', `paid ${paid.length} times`);
  const due = paid.filter(({ details }) => details.method === 'card').map(({ details }) => details.amountCents);
  const booked = bookings
    .filter(({ kind, reversed }) => kind === 'payment' && !reversed)
    .map(({ amountCents }) => amountCents);
  if (booked.length > 1) say('double', `terminal booked ${booked.join(' and ')}`);
  if (due.length === 0 && booked.length > 0) say('lost', `booked ${booked.join()}, the seat knows nothing`);
  if (due.length > 0 && booked.length === 0) say('wrong', `paid ${due.join()}, nothing booked`);
  if (due.length > 0 && booked.length > 0 && due[0] !== booked[0])
    say('wrong', `booked ${booked[0]} instead of ${due[0]}`);

  for (const kind of ['print', 'seal'] as const) {
    const acts = operations.filter((operation) => operation.kind === kind);
    for (const subject of new Set(acts.map((operation) => operation.subject))) {
      const done = acts.filter((operation) => operation.subject === subject && isDone(operation));
      if (done.length !== 1) say(done.length === 0 ? 'lost' : 'double', `${kind} ${subject} done ${done.length} times`);
      if (kind === 'print') flaws.push(...printFlaws(subject, acts, done[0], jobs));
    }
  }
  return flaws;
}

function printFlaws(
  subject: string,
  acts: readonly Operation[],
  done: Operation | undefined,
  jobs: readonly PrinterJob[],
): Flaw[] {
  const names = new Set(acts.filter((act) => act.subject === subject).map(({ details }) => details.jobName));
  const printed = jobs.filter((job) => names.has(job.name) && isWhole(job));
  if (printed.length > 1) return [{ kind: 'double', what: `${subject} came out ${printed.length} times` }];
  const [job] = printed;
  if (!job) return [{ kind: 'wrong', what: `${subject} never came out whole` }];
  return job.sha256 === done?.details.sha256
    ? []
    : [{ kind: 'wrong', what: `${subject} is another paper than stated` }];
}

/** What the window was told before the kill must stand in the journal after it. */
export interface Told {
  vorgangId: string;
  /** Facts as the clerk proposed them, or null where only their presence is known. */
  facts: ReadonlyMap<string, JsonObject | null>;
  operations: readonly Operation[];
  /** Headers seen at the kill before: the journal only grows. */
  headers: readonly string[];
}

export const headersOf = (events: readonly JournalEvent[]): string[] =>
  events.map(({ sequence, at, kind, vorgangId }) => `${sequence} ${at} ${kind} ${vorgangId ?? ''}`);

export function flawsInJournal(events: readonly JournalEvent[], told: Told): Flaw[] {
  const flaws: Flaw[] = [];
  const lost = (what: string) => flaws.push({ kind: 'lost', what });
  const headers = headersOf(events);
  const gone = told.headers.findIndex((header, index) => headers[index] !== header);
  if (gone >= 0) lost(`event ${gone + 1} is not what it was`);
  const own = events.filter(({ vorgangId }) => vorgangId === told.vorgangId);
  const of = (kinds: readonly string[]) => own.filter(({ kind }) => kinds.includes(kind));
  const state = foldVorgang(of(vorgangEventKinds));
  for (const [stepId, values] of told.facts) {
    const fact = state?.facts[stepId];
    if (fact === undefined) lost(`facts of ${stepId}`);
    else if (values !== null && !holds(fact as JsonObject, values)) lost(`values of ${stepId}`);
  }
  const kept = foldOperations(of(operationEventKinds));
  for (const { id, phase } of told.operations) {
    const now = kept.find((operation) => operation.id === id);
    if (!now) lost(`operation ${id}`);
    else if ((phase === 'done' || phase === 'declined') && now.phase !== phase)
      lost(`${id} was ${phase}, is ${now.phase}`);
  }
  const issued = of(['receipt-issued']).map(({ body }) => body?.operationId);
  if (new Set(issued).size !== issued.length) flaws.push({ kind: 'double', what: 'two receipts for one payment' });
  return flaws;
}

/** Fields that do not apply are dropped by the step; those it kept must be what was proposed. */
function holds(fact: JsonObject, proposed: JsonObject): boolean {
  const kept = Object.entries(fact);
  return kept.length > 0 && kept.every(([name, value]) => !(name in proposed) || same(value, proposed[name]));
}

const same = (kept: unknown, typed: unknown): boolean =>
  typeof typed === 'string' ? kept === typed.normalize('NFC').trim() : kept === typed;

/** Receipts of a seat are numbered 1, 2, 3 … and there is one for each payment. */
export function receiptFlaws(events: readonly JournalEvent[]): Flaw[] {
  const numbers = events.filter(({ kind }) => kind === 'receipt-issued').map(({ body }) => String(body?.number));
  const gap = numbers.findIndex((number, index) => !number.endsWith(`Q${String(index + 1).padStart(5, '0')}`));
  return gap < 0 ? [] : [{ kind: 'wrong', what: `receipt ${gap + 1} is ${numbers[gap]}` }];
}
