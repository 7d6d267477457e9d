/**
 * How long a citizen was served: from the call to the end of the Vorgang, without the time in which it was parked and somebody else
 * had the clerk. Kept with the journal, so that a restart neither loses nor doubles a time.
 */
import { z } from 'zod';
import type { JsonValue } from '../contract/json.ts';
import type { Journal } from '../journal/port.ts';

const served = z.object({
  entry: z.string(),
  vorgangId: z.string(),
  activeMs: z.number(),
  /** Set while the clerk is with this citizen. */
  sinceMs: z.number().nullable(),
  /** False after a restart in the middle: the time cannot be told any more. */
  isWhole: z.boolean(),
});
export type Served = z.infer<typeof served>;

/** Somebody did not come. It may still be taken back, so it is written down when the day is over. */
const absence = z.object({ entry: z.string(), serviceId: z.string(), bucket: z.int() });
export type Absence = z.infer<typeof absence>;

const settingName = 'appointments-served';
const stored = z.object({ day: z.string(), served: z.array(served), absent: z.array(absence) });

export class ServiceClock {
  readonly #journal: Pick<Journal, 'setting' | 'putSetting'>;
  #day = '';
  #served: Served[] = [];
  #absent: Absence[] = [];

  constructor(journal: Pick<Journal, 'setting' | 'putSetting'>) {
    this.#journal = journal;
    const found = stored.safeParse(journal.setting(settingName)).data;
    if (!found) return;
    this.#day = found.day;
    this.#absent = found.absent;
    this.#served = found.served.map((each) => ({
      ...each,
      isWhole: each.isWhole && each.sinceMs === null,
      sinceMs: null,
    }));
  }

  get open(): readonly Served[] {
    return this.#served;
  }

  /** Gives who did not come on the day before, and that day; nothing of it is left here then. */
  beginDay(day: string): { day: string; absent: Absence[] } {
    const before = { day: this.#day, absent: this.#absent };
    if (this.#day === day) return { day, absent: [] };
    this.#day = day;
    this.#absent = [];
    this.#write([]);
    return before;
  }

  setAbsent(entry: string, absent: Absence | null): void {
    const others = this.#absent.filter((each) => each.entry !== entry);
    if (absent === null && others.length === this.#absent.length) return;
    this.#absent = absent === null ? others : [...others, absent];
    this.#write(this.#served);
  }

  begin(entry: string, vorgangId: string, calledAtMs: number, nowMs: number): void {
    const activeMs = Math.max(0, nowMs - calledAtMs);
    const others = this.#served.filter((each) => each.entry !== entry).map((each) => paused(each, nowMs));
    this.#write([...others, { entry, vorgangId, activeMs, sinceMs: nowMs, isWhole: true }]);
  }

  /** The clerk is with that Vorgang now, or with none. */
  turnTo(vorgangId: string | null, nowMs: number): void {
    const next = this.#served.map((each) =>
      each.vorgangId === vorgangId ? { ...each, sinceMs: each.sinceMs ?? nowMs } : paused(each, nowMs),
    );
    if (next.some((each, index) => each.sinceMs !== this.#served[index]?.sinceMs)) this.#write(next);
  }

  /** Takes it off the list: a time is given once. Milliseconds, null when it cannot be told. */
  end(entry: string, endedAtMs: number): number | null {
    const found = this.#served.find((each) => each.entry === entry);
    if (!found) return null;
    this.#write(this.#served.filter((each) => each !== found));
    return found.isWhole ? paused(found, endedAtMs).activeMs : null;
  }

  #write(next: Served[]): void {
    this.#served = next;
    this.#journal.putSetting(settingName, { day: this.#day, served: next, absent: this.#absent } as JsonValue);
  }
}

const paused = (each: Served, nowMs: number): Served =>
  each.sinceMs === null
    ? each
    : { ...each, activeMs: each.activeMs + Math.max(0, nowMs - each.sinceMs), sinceMs: null };
