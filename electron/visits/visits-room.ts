/** Rounds of Hausbesuche: read from the open Vorgänge each time, so that a new date or another seat's visit is there at once. */
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { ClerkView } from '../contract/session.ts';
import type { RoundView, visitsContract } from '../contract/visits.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Journal } from '../journal/port.ts';
import type { PlannedVisit } from '../services/hausbesuch/visit-facts.ts';
import { type PaperSeat, roundPaper } from './round-paper.ts';

export interface VisitsParts {
  journal: Pick<Journal, 'append'>;
  seat: PaperSeat;
  /** Open Vorgänge with a planned visit. */
  planned(): readonly (PlannedVisit & { vorgangId: string; number: string })[];
  devices: Pick<CounterDevices, 'print'>;
  pdf(definition: DocumentDefinition): Promise<Uint8Array>;
  nowIso(): string;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
}

type Calls = Implementation<(typeof visitsContract)['calls'], unknown>;

const media = 'iso_a4_210x297mm';

export function createVisitsRoom(parts: VisitsParts): Calls {
  function rounds(): RoundView[] {
    const inOrder = parts
      .planned()
      .toSorted(
        (a, b) =>
          a.day.localeCompare(b.day) ||
          a.round.localeCompare(b.round) ||
          a.order - b.order ||
          a.from.localeCompare(b.from),
      );
    const found: RoundView[] = [];
    for (const { day, round, ...visit } of inOrder) {
      const last = found.at(-1);
      if (last?.day === day && last.round === round) last.visits.push(visit);
      else found.push({ day, round, visits: [visit] });
    }
    return found;
  }

  return {
    async rounds() {
      parts.clerk();
      return rounds();
    },
    async print({ day, round }) {
      const { userName } = parts.clerk();
      const found = rounds().find((candidate) => candidate.day === day && candidate.round === round);
      if (!found) throw new AppError('vorgang.not-found');
      const nowIso = parts.nowIso();
      const pdf = await parts.pdf(roundPaper(found, parts.seat, nowIso));
      // Names leave the seat on paper: who printed them when is kept, whom it names only by number.
      parts.journal.append({
        kind: 'visit-list-printed',
        scope: 'seat',
        actor: userName,
        body: { day, visits: found.visits.map(({ number }) => number) },
      });
      const jobName = `Besuchsliste-${parts.seat.id}-${nowIso.replaceAll(/[^0-9]/g, '')}`;
      const outcome = await parts.devices.print(
        { jobName, pdf, media, copies: 1 },
        () => {},
        new AbortController().signal,
      );
      if (outcome.kind === 'rejected') throw new AppError(outcome.code);
      if (outcome.kind !== 'printer-says-done') throw new AppError('printer.rejected');
      return {};
    },
  };
}
