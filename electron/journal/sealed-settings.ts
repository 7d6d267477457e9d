/** Small settings of the seat that live and travel with the journal, sealed under the seat's key. */
import { AppError } from '../contract/app-error.ts';
import { type JsonValue, jsonValue } from '../contract/json.ts';
import type { KeyRing } from './key-ring.ts';
import type { GuardedTables } from './rows.ts';
import { type RandomBytes, seal, unseal } from './sealing.ts';
import type { Sqlite } from './sqlite-file.ts';

const settingAad = (name: string): Buffer => Buffer.from(JSON.stringify(['setting', name]), 'utf8');

export class SealedSettings {
  readonly #keys: KeyRing;
  readonly #randomBytes: RandomBytes;
  readonly #select;
  readonly #replace;

  constructor(db: Sqlite, keys: KeyRing, randomBytes: RandomBytes) {
    this.#keys = keys;
    this.#randomBytes = randomBytes;
    this.#select = db.prepare<[string], Buffer>('SELECT sealed FROM settings WHERE name = ?').pluck();
    this.#replace = db.prepare<[string, Buffer]>('INSERT OR REPLACE INTO settings (name, sealed) VALUES (?, ?)');
  }

  get(name: string): JsonValue | null {
    const sealed = this.#select.get(name);
    if (!sealed) return null;
    let plain: Buffer | null = null;
    // It is of the generation in which it was last put.
    for (const generation of this.#keys.generationsOf('seat', null)) {
      const key = this.#keys.find('seat', null, generation);
      plain ??= typeof key === 'string' ? null : unseal(key, settingAad(name), sealed);
    }
    if (!plain) throw new AppError('journal.damaged', { part: 'settings' });
    return jsonValue.parse(JSON.parse(plain.toString('utf8')));
  }

  put(name: string, value: JsonValue, tables: GuardedTables): void {
    const before = this.#select.get(name);
    if (before) tables.digest.remove('setting', name, before);
    const plain = Buffer.from(JSON.stringify(value), 'utf8');
    const key = this.#keys.forSealing('seat', null, () => tables);
    const sealed = seal(key, settingAad(name), plain, this.#randomBytes);
    this.#replace.run(name, sealed);
    tables.digest.add('setting', name, sealed);
  }
}
