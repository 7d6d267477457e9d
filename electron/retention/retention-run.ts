/** One run: what is due goes, piece by piece, and a summary is written. Stopped at any line, the next run ends it. */
import { isAppError } from '../contract/app-error.ts';
import type { DueView } from '../contract/retention.ts';
import type { Journal } from '../journal/port.ts';
import { isAccessLog } from './access-log.ts';

export const ranKind = 'retention-ran';
export const reasonPrefix = 'retention.';

export interface RunParts {
  journal: Pick<Journal, 'append' | 'events' | 'erase'>;
  /** Due and not held, read anew at each call. */
  due(): DueView[];
  /** Money is written into the Kassenbuch before its Vorgang goes. */
  bookMoney(): void;
  /** Whoever keeps something of the Vorgang in memory lets go of it. */
  onErased(vorgangId: string): void;
  dayOf(iso: string): string;
  nowIso(): string;
  /** Lets the seat do something else between two pieces. */
  pause(): Promise<void>;
  stopped(): boolean;
}

/** Each is a transaction with a checkpoint of its own: so many at once nobody notices at the counter. */
const perPiece = 10;
const mostPerRun = 500;

/** Returns how many were erased. Throws AppError `journal.*`; what was erased before stays erased. */
export async function runRetention(parts: RunParts, trigger: string, actor: string): Promise<number> {
  parts.bookMoney();
  const tried = new Set<string>();
  let erased = 0;
  // The counter goes on between two pieces, so each piece looks anew at what is due.
  while (tried.size < mostPerRun) {
    const piece = parts
      .due()
      .filter(({ vorgangId, what }) => !tried.has(`${what} ${vorgangId}`))
      .slice(0, perPiece);
    if (piece.length === 0) break;
    for (const { vorgangId, what, because } of piece) {
      tried.add(`${what} ${vorgangId}`);
      // An access log is kept like a Vorgang.
      const order = { vorgangId, what: what === 'log' ? ('vorgang' as const) : what, reason: because, actor };
      if (eraseOne(parts.journal, order)) erased += 1;
      parts.onErased(vorgangId);
    }
    await parts.pause();
    if (parts.stopped()) return erased;
  }
  summarize(parts, trigger, actor);
  return erased;
}

function eraseOne(journal: RunParts['journal'], order: Parameters<Journal['erase']>[0]): boolean {
  try {
    journal.erase(order);
    return true;
  } catch (error) {
    if (isAppError(error) && (error.code === 'vorgang.erased' || error.code === 'vorgang.not-found')) return false;
    throw error;
  }
}

/** Counts from the journal, so that erasures of a run that was killed are in the next summary. Once a day, or when something went. */
function summarize(parts: RunParts, trigger: string, actor: string): void {
  const last = parts.journal.events({ kinds: [ranKind], last: 1 })[0];
  const gone = parts.journal
    .events({ kinds: ['erased'], afterSequence: last?.sequence ?? 0 })
    .filter(({ body }) => String(body?.reason).startsWith(reasonPrefix));
  const day = parts.dayOf(parts.nowIso());
  if (gone.length === 0 && last !== undefined && parts.dayOf(last.at) === day) return;
  const biometrics = gone.filter(({ body }) => body?.what === 'biometrics').length;
  const logs = gone.filter(({ vorgangId }) => isAccessLog(vorgangId ?? '')).length;
  const vorgaenge = gone.length - biometrics - logs;
  const body = { trigger, day, biometrics, vorgaenge, logs, left: parts.due().length };
  parts.journal.append({ kind: ranKind, scope: 'seat', actor, body });
}
