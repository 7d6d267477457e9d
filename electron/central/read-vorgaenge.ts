/** Reads Vorgänge at the centre without taking them in: proven, unsealed in memory, kept nowhere. For a search by name or number. */
import { AppError } from '../contract/app-error.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';
import { type ForeignEventRow, foreignEventColumns, toForeign } from './foreign-event-row.ts';
import { readKeys } from './read-keys.ts';

/** Thirty applications with their receipts stay far below. */
const maxBytes = 32 * 1024 * 1024;
const maxEvents = 10_000;
/** Bodies that say how a Vorgang stands; pictures and prints are under another key, and results are for the maker. */
const readKinds = ['vorgang-opened', 'facts-recorded', 'vorgang-given-back'];

/** Throws `centre.*`; `centre.tampered` when one cannot be proven. What is erased is left out. */
export async function readVorgaenge(
  line: CentreLine,
  journal: SealedJournal,
  vorgangIds: readonly string[],
): Promise<Map<string, JournalEvent[]>> {
  if (vorgangIds.length === 0) return new Map();
  const { events, keys } = await line.transaction(async (client) => {
    const size = await client.query<{ events: string; bytes: string | null }>(
      `SELECT count(*) AS events, sum(length(sealed)) FILTER (WHERE kind = ANY ($2)) AS bytes FROM zp.sealed_events
       WHERE vorgang_id = ANY ($1) AND scope <> 'seat'`,
      [vorgangIds, readKinds],
    );
    if (Number(size.rows[0]?.events) > maxEvents || Number(size.rows[0]?.bytes) > maxBytes) {
      throw new AppError('centre.refused', { problem: 'too-large' });
    }
    const found = await client.query<ForeignEventRow & { vorgang_id: string }>(
      `SELECT vorgang_id, ${foreignEventColumns}, CASE WHEN kind = ANY ($2) THEN sealed END AS sealed
       FROM zp.sealed_events WHERE vorgang_id = ANY ($1) AND scope <> 'seat' ORDER BY epoch, seat, sequence`,
      [vorgangIds, readKinds],
    );
    const wrapped = await readKeys(client, vorgangIds);
    return { events: found.rows, keys: wrapped.filter(({ scope }) => scope === 'vorgang') };
  }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return new Map(
    vorgangIds.map((vorgangId) => {
      const content = {
        events: events.filter((row) => row.vorgang_id === vorgangId).map((row) => toForeign(row, vorgangId)),
        keys: keys.filter((key) => key.vorgangId === vorgangId),
      };
      return [vorgangId, journal.centre.openForeign(vorgangId, content)];
    }),
  );
}
