/** Which Vorgänge a keyed hash stands for. */
import { type JournalKeys, searchKeys } from './journal-keys.ts';
import type { GuardedTables } from './rows.ts';
import { hashTerm } from './search-terms.ts';
import type { Sqlite } from './sqlite-file.ts';

export class SearchTerms {
  readonly #keys: JournalKeys;
  readonly #insert;
  readonly #find;
  readonly #ofVorgang;
  readonly #delete;

  constructor(db: Sqlite, keys: JournalKeys) {
    this.#keys = keys;
    this.#insert = db.prepare<[Buffer, string]>('INSERT OR IGNORE INTO search_terms (term, vorgang_id) VALUES (?, ?)');
    this.#find = db
      .prepare<[Buffer], string>('SELECT vorgang_id FROM search_terms WHERE term = ? ORDER BY vorgang_id')
      .pluck();
    this.#ofVorgang = db.prepare<[string], Buffer>('SELECT term FROM search_terms WHERE vorgang_id = ?').pluck();
    this.#delete = db.prepare<[string]>('DELETE FROM search_terms WHERE vorgang_id = ?');
  }

  add(vorgangId: string, terms: readonly string[], tables: GuardedTables): void {
    for (const term of terms) {
      const hash = hashTerm(this.#keys.of(this.#keys.newest).search, term);
      if (!hash) continue;
      if (this.#insert.run(hash, vorgangId).changes === 1) tables.digest.add('term', hash, vorgangId);
    }
  }

  find(term: string): string[] {
    const found = this.hashesOf(term).flatMap((hash) => this.#find.all(hash));
    return [...new Set(found)].sort();
  }

  /** One for each generation that may have been the newest when the term was added. */
  hashesOf(term: string): Buffer[] {
    return searchKeys(this.#keys).flatMap((key) => hashTerm(key, term) ?? []);
  }

  removeOf(vorgangId: string, tables: GuardedTables): void {
    for (const term of this.#ofVorgang.all(vorgangId)) tables.digest.remove('term', term, vorgangId);
    this.#delete.run(vorgangId);
  }
}
