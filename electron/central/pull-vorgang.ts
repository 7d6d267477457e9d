/** Fetches other seats' events on one Vorgang into this seat's journal, when they are needed and never before. */
import { AppError } from '../contract/app-error.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';
import { type ForeignEventRow, foreignEventColumns, toForeign } from './foreign-event-row.ts';
import { readKeys } from './read-keys.ts';

/** A Vorgang with photo, signature and fingerprints stays far below; anything above is not taken into memory. */
const maxBytes = 64 * 1024 * 1024;
const maxEvents = 10_000;

/** How many events other seats wrote on the content of each Vorgang: cheap enough to ask at every round. */
export async function countForeign(
  { line, seatId }: { line: CentreLine; seatId: string },
  vorgangIds: readonly string[],
): Promise<Map<string, number>> {
  if (vorgangIds.length === 0) return new Map();
  return line.run(async (client) => {
    const { rows } = await client.query<{ id: string; count: string }>({
      name: 'count-foreign',
      text: `SELECT vorgang_id AS id, count(*) FROM zp.sealed_events
             WHERE vorgang_id = ANY ($1) AND scope <> 'seat' AND seat <> $2 GROUP BY vorgang_id`,
      values: [vorgangIds, seatId],
    });
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  });
}

/** Gives the number of new events. Throws `centre.*`, `vorgang.erased` (here or anywhere else); what cannot be proven does not come in. */
export async function pullVorgang(
  { line, journal, seatId }: { line: CentreLine; journal: SealedJournal; seatId: string },
  vorgangId: string,
  actor: string,
): Promise<number> {
  const content = await line.transaction(async (client) => {
    const size = await client.query<{ events: string; bytes: string | null }>(
      `SELECT count(*) AS events, sum(length(sealed)) AS bytes FROM zp.sealed_events
       WHERE vorgang_id = $1 AND scope <> 'seat' AND seat <> $2`,
      [vorgangId, seatId],
    );
    if (Number(size.rows[0]?.events) > maxEvents || Number(size.rows[0]?.bytes) > maxBytes) {
      throw new AppError('centre.refused', { problem: 'too-large' });
    }
    const events = await client.query<ForeignEventRow>(
      `SELECT ${foreignEventColumns}, sealed
       FROM zp.sealed_events WHERE vorgang_id = $1 AND scope <> 'seat' AND seat <> $2 ORDER BY epoch, seat, sequence`,
      [vorgangId, seatId],
    );
    const keys = await readKeys(client, [vorgangId]);
    const erased = await client.query(`SELECT 1 FROM zp.erasures WHERE vorgang_id = $1 AND scope = 'vorgang'`, [
      vorgangId,
    ]);
    if (erased.rowCount !== 0) return null;
    return {
      events: events.rows.map((row) => toForeign(row, vorgangId)),
      keys: keys.filter(({ seat }) => seat !== seatId),
    };
  }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
  if (!content) throw new AppError('vorgang.erased');
  return journal.centre.importForeign(vorgangId, content, actor);
}
