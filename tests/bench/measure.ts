/** Times and what becomes of them in a report. */

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}

/** One after the other: what a person waits for, not what the machine can stand. */
export async function repeat(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let turn = 0; turn < count; turn += 1) durations.push((await timed(work)).ms);
  return durations;
}

/** Adds up time by key, in the order the keys came. */
export class Shares {
  readonly #ms = new Map<string, number>();
  #key: string | null = null;
  #since = 0;

  /** The time until the next call belongs to `key`; null ends. */
  enter(key: string | null): void {
    const now = performance.now();
    if (this.#key !== null) this.#ms.set(this.#key, (this.#ms.get(this.#key) ?? 0) + now - this.#since);
    this.#key = key;
    this.#since = now;
  }

  get ms(): Record<string, number> {
    return Object.fromEntries(this.#ms);
  }
}

export const rounded = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value < 10 ? Math.round(value * 1000) / 1000 : Math.round(value),
    ]),
  );

export function printTable(title: string, values: Readonly<Record<string, number>>): void {
  console.log(`\n${title}`);
  const width = Math.max(...Object.keys(values).map((key) => key.length));
  for (const [key, value] of Object.entries(values))
    console.log(`  ${key.padEnd(width)}  ${String(value).padStart(9)}`);
}
