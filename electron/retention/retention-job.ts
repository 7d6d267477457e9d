/** When runs happen: at start, every night, soon after a Vorgang ended, and when a lead asks; one at a time. */
import { isAppError } from '../contract/app-error.ts';
import type { Journal } from '../journal/port.ts';

export interface JobParts {
  journal: Pick<Journal, 'events'>;
  clock: { nowMs(): number; after(delayMs: number, action: () => void): () => void };
  /** Open acts of the last run are settled first. */
  settled: Promise<void>;
  run(trigger: 'start' | 'night' | 'end' | 'lead', actor: string): Promise<number>;
  /** The work at the centre; it knows itself whether this night is done, and survives a line that is down. */
  atCentre(night: string): Promise<number>;
  overdue(): number;
  onOverdue(count: number): void;
  dayOf(iso: string): string;
  warn(event: string, fields: Record<string, string | number>): void;
}

export const lookEveryMs = 15 * 60_000;
/** The night's run belongs to the day that begins two hours late. */
const nightMs = 2 * 3_600_000;

export class RetentionJob {
  readonly #parts: JobParts;
  #stopTimer: () => void = () => {};
  #stopped = false;
  #nightOf = '';
  #endedThrough = 0;
  #running: Promise<number> = Promise.resolve(0);

  constructor(parts: JobParts) {
    this.#parts = parts;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  start(): void {
    this.#nightOf = this.#night();
    this.#endedThrough = this.#lastEnd(0);
    void this.#parts.settled.then(() => this.#look(true));
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  /** Throws AppError `journal.*`. */
  runNow(actor: string): Promise<number> {
    return this.#inTurn('lead', actor);
  }

  async #look(isStart: boolean): Promise<void> {
    if (this.#stopped) return;
    try {
      const trigger = isStart ? 'start' : this.#cause();
      if (trigger !== null) await this.#inTurn(trigger, 'seat');
      if (!this.#stopped) await this.#parts.atCentre(this.#night());
      if (trigger !== null && !this.#stopped) this.#watch();
    } catch (error) {
      this.#nightOf = ''; // tried again at the next look
      this.#parts.warn('retention', { code: isAppError(error) ? error.code : 'internal' });
    }
    if (!this.#stopped) this.#stopTimer = this.#parts.clock.after(lookEveryMs, () => void this.#look(false));
  }

  #cause(): 'night' | 'end' | null {
    const night = this.#night();
    const end = this.#lastEnd(this.#endedThrough);
    const isNight = night !== this.#nightOf;
    const isEnd = end > this.#endedThrough;
    this.#nightOf = night;
    this.#endedThrough = end;
    return isNight ? 'night' : isEnd ? 'end' : null;
  }

  #watch(): void {
    const count = this.#parts.overdue();
    if (count > 0) this.#parts.warn('retention-overdue', { count });
    this.#parts.onOverdue(count);
  }

  #inTurn(trigger: 'start' | 'night' | 'end' | 'lead', actor: string): Promise<number> {
    const mine = this.#running.catch(() => 0).then(() => (this.#stopped ? 0 : this.#parts.run(trigger, actor)));
    this.#running = mine;
    return mine;
  }

  #night(): string {
    return this.#parts.dayOf(new Date(this.#parts.clock.nowMs() - nightMs).toISOString());
  }

  #lastEnd(afterSequence: number): number {
    const kinds = ['vorgang-finished', 'vorgang-cancelled'];
    return this.#parts.journal.events({ kinds, afterSequence, last: 1 })[0]?.sequence ?? afterSequence;
  }
}
