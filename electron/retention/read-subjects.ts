/** The Vorgänge as retention needs them, from the journal: how they stand, when they ended, what of them is gone. */
import type { Journal, JournalEvent } from '../journal/port.ts';
import type { Ledger } from '../operations/port.ts';
import { isAccessLog } from './access-log.ts';
import type { Gone, RetentionSubject } from './due-erasures.ts';

const endKinds = ['vorgang-finished', 'vorgang-cancelled'];
/** Written with the hand-over, on the Vorgang whose document went out. */
const handedOverKind = 'erasure-ordered';
const readKinds = ['vorgang-opened', ...endKinds, 'erased', handedOverKind];

export interface SubjectSources {
  journal: Pick<Journal, 'events'>;
  ledger: Pick<Ledger, 'open'>;
  /** Vorgänge whose money is owed, or not yet in a closing of the till. */
  heldByTill(): ReadonlySet<string>;
  /** Vorgänge with something the centre does not have: its ledgers are read from what an erasure would take. */
  heldByCentre(): ReadonlySet<string>;
  /** The calendar day at the counter. */
  dayOf(iso: string): string;
}

interface Told {
  opened: JournalEvent | undefined;
  ended: JournalEvent | undefined;
  erased: Gone | null;
  handedOver: JournalEvent | undefined;
}

const nothingTold: Told = { opened: undefined, ended: undefined, erased: null, handedOver: undefined };

export function createSubjectReader(sources: SubjectSources): () => RetentionSubject[] {
  const { journal } = sources;
  /** An ended Vorgang gets no more biometrics. */
  const withBiometrics = new Map<string, boolean>();

  function hasBiometrics(vorgangId: string): boolean {
    const known = withBiometrics.get(vorgangId);
    if (known !== undefined) return known;
    const answer = journal.events({ vorgangId, kinds: ['biometrics-recorded'] }).some(({ body }) => body !== null);
    withBiometrics.set(vorgangId, answer);
    return answer;
  }

  function subjectsOf(
    vorgangId: string,
    { opened, ended, erased, handedOver }: Told,
    hold: RetentionSubject['hold'],
  ): RetentionSubject[] {
    // One that was taken up here was opened at another seat.
    const opening = opened ?? journal.events({ vorgangId, kinds: ['vorgang-opened'] })[0];
    // Handed over here, but nothing of it ever came here: its own seat counts its days.
    if (!opening && !ended) return [];
    const text = (name: string): string => (typeof opening?.body?.[name] === 'string' ? opening.body[name] : '');
    const subject = {
      vorgangId,
      number: text('number') || shortId(vorgangId),
      serviceId: text('serviceId'),
      phase: ended ? (ended.kind === 'vorgang-cancelled' ? 'cancelled' : 'done') : 'open',
      openedOn: opening ? sources.dayOf(opening.at) : '',
      endedOn: ended ? sources.dayOf(ended.at) : null,
      handedOverOn: handedOver ? sources.dayOf(handedOver.at) : null,
      hold,
      erased,
      get hasBiometrics() {
        return hasBiometrics(vorgangId);
      },
    } as const;
    return [subject];
  }

  return () => {
    const told = new Map<string, Told>();
    for (const event of journal.events({ kinds: readKinds })) {
      if (event.vorgangId === null || isAccessLog(event.vorgangId)) continue;
      const before = told.get(event.vorgangId) ?? nothingTold;
      told.set(event.vorgangId, take(before, event));
    }
    const open = new Set(sources.ledger.open().map(({ vorgangId }) => vorgangId));
    const byTill = sources.heldByTill();
    const byCentre = sources.heldByCentre();
    const holdOf = (id: string, { ended }: Told) =>
      open.has(id) ? 'operation' : byTill.has(id) ? 'till' : ended && byCentre.has(id) ? 'centre' : null;
    return [...told].flatMap(([id, state]) => subjectsOf(id, state, holdOf(id, state)));
  };
}

function take(told: Told, event: JournalEvent): Told {
  if (event.kind === 'vorgang-opened') return { ...told, opened: event };
  if (endKinds.includes(event.kind)) return { ...told, ended: event };
  if (event.kind === handedOverKind) return { ...told, handedOver: event };
  const whole = event.body?.what === 'vorgang' || told.erased === 'vorgang';
  return { ...told, erased: whole ? 'vorgang' : 'biometrics' };
}

/** Enough to tell two apart, in place of a number that is gone. */
export const shortId = (vorgangId: string): string => `Kennung ${vorgangId.slice(0, 8)}`;
