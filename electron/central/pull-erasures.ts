/** What another seat erased is erased here too, whether this seat had picked the Vorgang up or had given it away. */
import { AppError } from '../contract/app-error.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreLine } from './centre-line.ts';

interface Row {
  vorgang_id: string;
  scope: 'vorgang' | 'biometrics';
  /** As PostgreSQL writes it: microseconds matter when the next page begins here. */
  at: string;
  is_before: boolean;
}

const pageRows = 1_000;
/** Nothing at the centre takes as long to commit: what was under way at the last look is seen at the next. */
const overlap = '1 hour';
/** After a restart it is asked from here; a little too early costs nothing. */
const setting = 'centre-erasures-through';
const noteEveryMs = 10 * 60_000;
const beginning = '2000-01-01T00:00:00Z';

export class ErasurePuller {
  readonly #line: CentreLine;
  readonly #journal: SealedJournal;
  #through: string | null = null;

  constructor(line: CentreLine, journal: SealedJournal) {
    this.#line = line;
    this.#journal = journal;
  }

  /** Gives the Vorgänge erased here by this call. `acknowledged`: what is not yet at the centre waits for the next call. */
  async pull(acknowledged: number): Promise<string[]> {
    const journal = this.#journal;
    const noted = journal.setting(setting);
    const since = this.#through ?? (typeof noted === 'string' ? noted : beginning);
    const waiting = new Set(journal.centre.vorgaengeAfter(acknowledged));
    const erased = new Set<string>();
    let through = since;
    let isComplete = true;
    for (let from = { at: since, id: '', scope: '', isOverlap: true }; ; ) {
      const rows = await this.#page(from);
      for (const row of rows) {
        if (waiting.has(row.vorgang_id)) isComplete = false;
        else if (this.#eraseHere(row)) erased.add(row.vorgang_id);
        if (isComplete && !row.is_before) through = row.at;
      }
      const last = rows.at(-1);
      if (!last || rows.length < pageRows) break;
      from = { at: last.at, id: last.vorgang_id, scope: last.scope, isOverlap: false };
    }
    this.#through = through;
    if (Date.parse(through) - Date.parse(typeof noted === 'string' ? noted : beginning) > noteEveryMs) {
      journal.putSetting(setting, through);
    }
    return [...erased];
  }

  /** A page after `from`; the first one begins earlier by the overlap. */
  async #page(from: { at: string; id: string; scope: string; isOverlap: boolean }): Promise<Row[]> {
    return this.#line.run(async (client) => {
      const { rows } = await client.query<Row>({
        name: 'erasures',
        text: `SELECT vorgang_id, scope, to_char(erased_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
                 erased_at < $1::timestamptz AS is_before
               FROM zp.erasures
               WHERE (erased_at, vorgang_id, scope) > ($1::timestamptz - $4::interval, $2::text, $3::text)
               ORDER BY erased_at, vorgang_id, scope LIMIT ${pageRows}`,
        values: [from.at, from.id, from.scope, from.isOverlap ? overlap : '0'],
      });
      return rows;
    });
  }

  #eraseHere({ vorgang_id: vorgangId, scope: what }: Row): boolean {
    if (!this.#journal.centre.hasKey(vorgangId, what)) return false;
    try {
      this.#journal.erase({ vorgangId, what, reason: 'an einem anderen Platz gelöscht', actor: 'seat' });
      return true;
    } catch (error) {
      // Destroyed here before, and a copy from elsewhere came in after it: it goes with the Vorgang.
      if (error instanceof AppError && (error.code === 'vorgang.erased' || error.code === 'vorgang.not-found'))
        return false;
      throw error;
    }
  }
}
