/** Counts wrong PINs per name and locks it after five; kept in the journal, so that a restart forgives nothing. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SignInJournal } from './port.ts';

const settingName = 'wrong-pins';
const attemptsMax = 5;
const lockMs = 15 * 60_000;
/**
 * Names that exist nowhere are counted like others; more than this at once is no mistyping, and the oldest of them go.
 * Those of real clerks stay, else 500 invented names would lift a lock.
 */
const unknownNamesMax = 500;

const counts = z.record(z.string(), z.object({ wrong: z.int(), atMs: z.number(), known: z.boolean() }));
type Counts = z.infer<typeof counts>;

export class WrongPins {
  readonly #journal: SignInJournal;
  readonly #clock: { nowMs(): number };

  constructor(journal: SignInJournal, clock: { nowMs(): number }) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Whole minutes, rounded up; 0 when the name is free. A clock set back does not lock longer than 15 minutes. */
  minutesLocked(name: string): number {
    const entry = this.#read()[keyOf(name)];
    if (!entry || entry.wrong < attemptsMax) return 0;
    const leftMs = Math.min(entry.atMs + lockMs - this.#clock.nowMs(), lockMs);
    return Math.max(0, Math.ceil(leftMs / 60_000));
  }

  /** Durable before it returns. Gives how many attempts are left after this one. */
  count(name: string, known: boolean): number {
    const all = this.#read();
    const before = all[keyOf(name)];
    // Full and no longer locked: the lock has run out and counting begins again.
    const wrong = (before && before.wrong < attemptsMax ? before.wrong : 0) + 1;
    all[keyOf(name)] = { wrong, atMs: this.#clock.nowMs(), known };
    const unknown = Object.entries(all).filter(([, entry]) => !entry.known);
    unknown.sort(([, a], [, b]) => b.atMs - a.atMs);
    for (const [key] of unknown.slice(unknownNamesMax)) delete all[key];
    this.#journal.putSetting(settingName, all);
    return attemptsMax - wrong;
  }

  clear(name: string): void {
    const all = this.#read();
    if (!(keyOf(name) in all)) return;
    delete all[keyOf(name)];
    this.#journal.putSetting(settingName, all);
  }

  #read(): Counts {
    return counts.parse(this.#journal.setting(settingName) ?? {});
  }
}

/** What was typed as a name may be a PIN: it is not kept as such. */
const keyOf = (name: string): string => createHash('sha256').update(name, 'utf8').digest('base64');
