/** The names of the day: sealed, for this day only. Emptied when the day is over; the database overwrites what it lets go of. */
import { z } from 'zod';
import type { JsonValue } from '../contract/json.ts';
import type { Journal } from '../journal/port.ts';

const dayEntry = z.object({
  id: z.string(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  title: z.string(),
  serviceId: z.string().nullable(),
  isCancelled: z.boolean(),
});
export type DayEntry = z.infer<typeof dayEntry>;

/** What came from the configured source, what a clerk brought, what the training seat invented: each replaced as a whole. */
export const layers = ['training', 'source', 'file'] as const;
export type Layer = (typeof layers)[number];

const kept = z.object({
  day: z.string(),
  readAt: z.string().nullable(),
  source: z.array(dayEntry).nullable(),
  file: z.array(dayEntry).nullable(),
  training: z.array(dayEntry).nullable(),
});
export type Kept = z.infer<typeof kept>;

const settingName = 'appointments-day';
const empty = (day: string): Kept => ({ day, readAt: null, source: null, file: null, training: null });

export class DayStore {
  readonly #journal: Pick<Journal, 'setting' | 'putSetting'>;
  #kept: Kept;

  constructor(journal: Pick<Journal, 'setting' | 'putSetting'>) {
    this.#journal = journal;
    this.#kept = kept.safeParse(journal.setting(settingName)).data ?? empty('');
  }

  get day(): string {
    return this.#kept.day;
  }

  get readAt(): string | null {
    return this.#kept.readAt;
  }

  has(layer: Layer): boolean {
    return this.#kept[layer] !== null;
  }

  /** Of two under one id the layer that is nearer to the clerk counts. */
  entries(): DayEntry[] {
    const all = new Map<string, DayEntry>();
    for (const layer of layers) for (const entry of this.#kept[layer] ?? []) all.set(entry.id, entry);
    return [...all.values()];
  }

  put(layer: Layer, entries: readonly DayEntry[], readAt: string): void {
    if (JSON.stringify(this.#kept[layer]) === JSON.stringify(entries)) {
      this.#kept = { ...this.#kept, readAt };
      return;
    }
    this.#write({ ...this.#kept, [layer]: [...entries], readAt });
  }

  /** Nothing of another day is left after this. */
  begin(day: string): void {
    if (this.#kept.day !== day) this.#write(empty(day));
  }

  /** The names go, the day goes on. */
  forget(): void {
    this.#write(empty(this.#kept.day));
  }

  #write(next: Kept): void {
    this.#journal.putSetting(settingName, next as JsonValue);
    this.#kept = next;
  }
}
