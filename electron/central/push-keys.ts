/** Wrapped keys of later generations on their way to the centre, and older ones there replaced by the same wrapped anew. */
import type pg from 'pg';
import type { EventScope } from '../journal/port.ts';
import type { WrappedKey } from '../journal/sealed-event.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';

/** Those the centre keeps in the table it had before there were generations. */
export const isFirstGeneration = ({ generation, wrappedBy }: WrappedKey): boolean =>
  generation === 1 && wrappedBy === 1;

export async function putKeys(client: pg.Client, keys: readonly WrappedKey[]): Promise<void> {
  if (keys.length === 0) return;
  await client.query({
    name: 'put-keys',
    text: 'SELECT zp.put_keys($1, $2, $3, $4, $5)',
    values: [
      keys.map(({ vorgangId }) => vorgangId),
      keys.map(({ scope }) => scope),
      keys.map(({ generation }) => generation),
      keys.map(({ wrappedBy }) => wrappedBy),
      keys.map(({ wrapped }) => wrapped),
    ],
  });
}

/** Per round: a moment's work for the centre, and a cut line costs one of them. */
const keysPerRound = 200;

interface Old {
  vorgang_id: string;
  scope: EventScope;
  generation: number;
}

/**
 * One round of own keys that the centre still has under an older generation; the centre's rows are the list of what is to be
 * done. Gives how many were replaced: 0, nothing is left to do, or it has not been wrapped anew here yet.
 */
export async function replaceOldKeys(line: CentreLine, journal: SealedJournal): Promise<number> {
  const newest = journal.generation;
  if (newest === 1) return 0;
  return line.transaction(async (client) => {
    const { rows } = await client.query<Old>(
      `SELECT vorgang_id, scope, generation FROM (
         SELECT vorgang_id, scope, 1 AS generation FROM zp.wrapped_keys
         WHERE ortsverwaltung = zp.my_ov() AND seat = zp.my_seat() AND wrapped IS NOT NULL
         UNION ALL
         SELECT vorgang_id, scope, generation FROM zp.later_keys
         WHERE ortsverwaltung = zp.my_ov() AND seat = zp.my_seat() AND wrapped IS NOT NULL AND wrapped_by < $1) o
       LIMIT $2`,
      [newest, keysPerRound],
    );
    const names = rows.map(({ vorgang_id: vorgangId, scope, generation }) => ({ vorgangId, scope, generation }));
    const keys = journal.centre.wrappedKeys(names).filter(({ wrappedBy }) => wrappedBy === newest);
    await putKeys(client, keys);
    return keys.length;
  });
}
