/** The Vorgänge as retention needs them, from the journal: how they stand, when they ended, what of them is gone. */
import type { Journal, JournalEvent } from '../journal/port.ts';
import type { Ledger } from '../operations/port.ts';
import { isAccessLog } from './access-log.ts';
import type { Gone, RetentionSubject } from './due-erasures.ts';

/** Written with the hand-over, on the Vorgang whose document went out. */
const handedOverKind = 'erasure-ordered';
const readKinds = ['vorgang-opened', 'vorgang-finished', 'vorgang-cancelled', 'erased', handedOverKind];

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

/** No more than deadlines need: a journal of years is kept in memory as this. */
interface Told {
  number: string;
  serviceId: string;
  /** Empty while no opening was read. */
  openedOn: string;
  endedOn: string | null;
  phase: RetentionSubject['phase'];
  erased: Gone | null;
  handedOverOn: string | null;
}

export interface SubjectReader {
  /** Reads what is new since the last call. */
  read(): RetentionSubject[];
  /** The first reading of a long journal, piece by piece with a pause between two. */
  prepare(pause: () => Promise<void>): Promise<void>;
}

const eventsPerPiece = 500;
const nothingYet = { endedOn: null, phase: 'open', handedOverOn: null, erased: null } as const;

export function createSubjectReader(sources: SubjectSources): SubjectReader {
  const { journal } = sources;
  const all = new Map<string, Told>();
  let through = 0;
  /** An ended Vorgang gets no more biometrics. */
  const withBiometrics = new Map<string, boolean>();

  function hasBiometrics(vorgangId: string): boolean {
    const known = withBiometrics.get(vorgangId);
    if (known !== undefined) return known;
    const answer = journal.events({ vorgangId, kinds: ['biometrics-recorded'] }).some(({ body }) => body !== null);
    withBiometrics.set(vorgangId, answer);
    return answer;
  }

  /** False when nothing more is there. */
  function readPiece(): boolean {
    const events = journal.events({ kinds: readKinds, afterSequence: through, first: eventsPerPiece });
    for (const event of events) {
      through = event.sequence;
      if (event.vorgangId === null || isAccessLog(event.vorgangId)) continue;
      // One that was taken up here was opened at another seat.
      const told = all.get(event.vorgangId) ?? { ...openingOf(event.vorgangId, event), ...nothingYet };
      all.set(event.vorgangId, take(told, event));
    }
    return events.length === eventsPerPiece;
  }

  function openingOf(vorgangId: string, event?: JournalEvent): Pick<Told, 'number' | 'serviceId' | 'openedOn'> {
    const opening =
      event?.kind === 'vorgang-opened' ? event : journal.events({ vorgangId, kinds: ['vorgang-opened'] })[0];
    const text = (name: string): string => (typeof opening?.body?.[name] === 'string' ? opening.body[name] : '');
    return {
      number: text('number'),
      serviceId: text('serviceId'),
      openedOn: opening ? sources.dayOf(opening.at) : '',
    };
  }

  function take(told: Told, { kind, at, body }: JournalEvent): Told {
    if (kind === 'vorgang-finished') return { ...told, endedOn: sources.dayOf(at), phase: 'done' };
    if (kind === 'vorgang-cancelled') return { ...told, endedOn: sources.dayOf(at), phase: 'cancelled' };
    if (kind === handedOverKind) return { ...told, handedOverOn: sources.dayOf(at) };
    if (kind !== 'erased') return told;
    const whole = body?.what === 'vorgang' || told.erased === 'vorgang';
    return whole ? { ...told, number: '', serviceId: '', erased: 'vorgang' } : { ...told, erased: 'biometrics' };
  }

  return {
    read() {
      while (readPiece());
      const open = new Set(sources.ledger.open().map(({ vorgangId }) => vorgangId));
      const byTill = sources.heldByTill();
      const byCentre = sources.heldByCentre();
      const holdOf = (id: string, { phase }: Told) =>
        open.has(id) ? 'operation' : byTill.has(id) ? 'till' : phase !== 'open' && byCentre.has(id) ? 'centre' : null;
      return [...all].flatMap(([vorgangId, known]) => {
        const told = known.openedOn === '' ? { ...known, ...openingOf(vorgangId) } : known;
        // Handed over here, but nothing of it ever came here: its own seat counts its days.
        if (told.openedOn === '' && told.endedOn === null) return [];
        const subject: RetentionSubject = {
          ...told,
          vorgangId,
          number: told.number || shortId(vorgangId),
          hold: holdOf(vorgangId, told),
          get hasBiometrics() {
            return hasBiometrics(vorgangId);
          },
        };
        return [subject];
      });
    },
    async prepare(pause) {
      while (readPiece()) await pause();
    },
  };
}

/** Enough to tell two apart, in place of a number that is gone. */
export const shortId = (vorgangId: string): string => `Kennung ${vorgangId.slice(0, 8)}`;
