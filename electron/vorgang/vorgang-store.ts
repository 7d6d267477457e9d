/** Vorgänge in the journal: opened, appended to, folded again; a cache spares the folding, the journal stays the truth. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { Journal, NewEvent } from '../journal/port.ts';
import { foldVorgang, type VorgangState, vorgangEventKinds } from './vorgang-state.ts';

const counterSetting = 'vorgang-counter';
const cacheSize = 200;

export class VorgangStore {
  readonly #journal: Journal;
  readonly #cache = new Map<string, VorgangState>();
  /** What the overview shows; null until it was asked for. */
  #current: Set<string> | null = null;
  #since = '';

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** `day` is the calendar day of the application at the seat, `YYYY-MM-DD`. */
  open(order: { serviceId: string; seatId: string; day: string; actor: string }): VorgangState {
    const year = order.day.slice(0, 4);
    const last = this.#journal.setting(counterSetting);
    const lastOf = typeof last === 'object' && last !== null && !Array.isArray(last) ? last : {};
    const next = (lastOf.year === year && typeof lastOf.value === 'number' ? lastOf.value : 0) + 1;
    const number = `${order.seatId}-${year}-${String(next).padStart(6, '0')}`;
    const id = randomUUID();
    // The number is used up before the Vorgang exists: a crash leaves a gap, never the same number twice.
    this.#journal.putSetting(counterSetting, { year, value: next });
    this.#journal.append({
      kind: 'vorgang-opened',
      vorgangId: id,
      scope: 'vorgang',
      actor: order.actor,
      body: { serviceId: order.serviceId, number, day: order.day },
    });
    this.#journal.index(id, [number]);
    this.#current?.add(id);
    return this.get(id);
  }

  /** Throws `vorgang.not-found`. */
  get(vorgangId: string): VorgangState {
    const cached = this.#cache.get(vorgangId);
    if (cached) return cached;
    const state = foldVorgang(this.#journal.events({ vorgangId, kinds: vorgangEventKinds }));
    if (!state) throw new AppError('vorgang.not-found');
    this.#keep(state);
    return state;
  }

  /** Events came in from elsewhere, or went: the next look folds anew. */
  forget(vorgangId: string): void {
    this.#cache.delete(vorgangId);
    this.#current?.add(vorgangId);
  }

  /** Open here, or ended at this ISO time or later. What ended before is found by search. */
  current(endedSince: string): VorgangState[] {
    if (this.#current === null || endedSince < this.#since)
      this.#current = new Set(this.#journal.currentIds(endedSince));
    this.#since = endedSince;
    const states = [...this.#current].map((id) => [id, this.#find(id)] as const);
    const isCurrent = (state: VorgangState | null): state is VorgangState =>
      state !== null && (state.endedAt === null || state.endedAt >= endedSince);
    for (const [id, state] of states) if (!isCurrent(state)) this.#current.delete(id);
    return states.map(([, state]) => state).filter(isCurrent);
  }

  /** Facts and pictures of citizens are not kept in memory without limit. */
  #keep(state: VorgangState): void {
    this.#cache.delete(state.id);
    if (this.#cache.size >= cacheSize) this.#cache.delete(this.#cache.keys().next().value ?? '');
    this.#cache.set(state.id, state);
  }

  #find(vorgangId: string): VorgangState | null {
    try {
      return this.get(vorgangId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'vorgang.not-found') return null;
      throw error;
    }
  }

  /** Makes the Vorgang findable; the journal keeps keyed hashes only. */
  index(vorgangId: string, terms: readonly string[]): void {
    this.#journal.index(vorgangId, terms);
  }

  /** `null` takes the step's facts back. `also` is written in one piece with them. */
  recordFacts(
    vorgangId: string,
    stepId: string,
    value: JsonValue,
    actor: string,
    virtual = false,
    also: readonly NewEvent[] = [],
  ): VorgangState {
    return this.#append(vorgangId, 'facts-recorded', 'vorgang', { stepId, value }, actor, virtual, also);
  }

  recordBiometrics(
    vorgangId: string,
    name: string,
    value: JsonObject | null,
    actor: string,
    virtual: boolean,
  ): VorgangState {
    return this.#append(vorgangId, 'biometrics-recorded', 'biometrics', { name, value }, actor, virtual);
  }

  finish(vorgangId: string, result: JsonObject, actor: string): VorgangState {
    return this.#append(vorgangId, 'vorgang-finished', 'vorgang', { result }, actor, false);
  }

  cancel(vorgangId: string, reason: string, actor: string): VorgangState {
    return this.#append(vorgangId, 'vorgang-cancelled', 'vorgang', { reason }, actor, false);
  }

  #append(
    vorgangId: string,
    kind: string,
    scope: 'vorgang' | 'biometrics',
    body: JsonObject,
    actor: string,
    virtual: boolean,
    also: readonly NewEvent[] = [],
  ): VorgangState {
    const before = this.get(vorgangId);
    const events = this.#journal.appendAll([{ kind, vorgangId, scope, actor, virtual, body }, ...also]);
    const state = foldVorgang(events.slice(0, 1), before);
    if (state) this.#keep(state);
    return this.get(vorgangId);
  }
}
