/** What another seat erased is erased here too: its key is gone at the centre, so it goes in this journal. */
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';

/** Gives the Vorgänge erased here by this call. */
export async function pullErasures(line: CentreLine, journal: SealedJournal): Promise<string[]> {
  const foreign = journal.centre.foreignKeys();
  if (foreign.length === 0) return [];
  const ids = [...new Set(foreign.map(({ vorgangId }) => vorgangId))];
  const gone = await line.run(async (client) => {
    const { rows } = await client.query<{ vorgang_id: string; scope: string }>(
      'SELECT DISTINCT vorgang_id, scope FROM zp.wrapped_keys WHERE vorgang_id = ANY ($1) AND wrapped IS NULL',
      [ids],
    );
    return rows;
  });
  const erased: string[] = [];
  for (const id of ids) {
    const scopes = gone.filter(({ vorgang_id }) => vorgang_id === id).map(({ scope }) => scope);
    const what = scopes.includes('vorgang') ? 'vorgang' : 'biometrics';
    const stillHere = foreign.some((key) => key.vorgangId === id && scopes.includes(key.scope));
    if (!stillHere) continue;
    journal.erase({ vorgangId: id, what, reason: 'an einem anderen Platz gelöscht', actor: 'seat' });
    erased.push(id);
  }
  return erased;
}
