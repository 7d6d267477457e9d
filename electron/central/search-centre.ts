/** Finds Vorgänge of the Ortsverwaltung by keyed hash, and tells the centre the hashes of this seat's. */
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';

const hitsMax = 50;
const termsMax = 1_000;

/** Ids of Vorgänge, at most 50; the term itself does not leave the seat. */
export async function searchCentre(line: CentreLine, journal: SealedJournal, term: string): Promise<string[]> {
  const hashes = journal.centre.hashesOfTerm(term);
  if (hashes.length === 0) return [];
  return line.run(async (client) => {
    const { rows } = await client.query<{ vorgang_id: string }>({
      name: 'search',
      text: `SELECT DISTINCT vorgang_id FROM zp.search_terms
             WHERE ortsverwaltung = zp.my_ov() AND term = ANY ($1) LIMIT $2`,
      values: [hashes, hitsMax],
    });
    return rows.map(({ vorgang_id }) => vorgang_id);
  });
}

/** The Vorgänge must be known at the centre. Doing it twice adds nothing. */
export async function pushTerms(
  line: CentreLine,
  journal: SealedJournal,
  vorgangIds: readonly string[],
): Promise<void> {
  const rows = vorgangIds.flatMap((vorgangId) =>
    journal.centre.termsOf(vorgangId).map((term) => ({ vorgangId, term })),
  );
  for (let start = 0; start < rows.length; start += termsMax) {
    const part = rows.slice(start, start + termsMax);
    await line.run((client) =>
      client.query('SELECT zp.put_terms($1, $2)', [
        part.map(({ vorgangId }) => vorgangId),
        part.map(({ term }) => term),
      ]),
    );
  }
}
