/** Abort signals of the calls that are under way, by the id main gave them. */

/** So many aborts may arrive before their call does; older ones belong to calls that are over. */
const earlyMax = 64;

export class RunningCalls {
  readonly #controllers = new Map<string, AbortController>();
  /** An act of several calls may be aborted between two of them: the next one must not begin. */
  readonly #early = new Set<string>();
  readonly #outliving = new Set<AbortController>();

  /** With `outlives` the work is not aborted when this process leaves: a print job goes on and is found again by its name. */
  async run<T>(callId: string, work: (signal: AbortSignal) => Promise<T>, outlives = false): Promise<T> {
    const controller = new AbortController();
    if (outlives) this.#outliving.add(controller);
    this.#controllers.set(callId, controller);
    if (this.#early.has(callId)) controller.abort();
    try {
      return await work(controller.signal);
    } finally {
      this.#controllers.delete(callId);
      this.#outliving.delete(controller);
    }
  }

  abort(callId: string): void {
    this.#controllers.get(callId)?.abort();
    this.#early.add(callId);
    for (const oldest of this.#early) {
      if (this.#early.size <= earlyMax) break;
      this.#early.delete(oldest);
    }
  }

  abortAll(): void {
    for (const controller of this.#controllers.values()) {
      if (!this.#outliving.has(controller)) controller.abort();
    }
  }
}
