/** Abort signals of the calls that are under way, by the id main gave them. */

export class RunningCalls {
  readonly #controllers = new Map<string, AbortController>();

  async run<T>(callId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#controllers.set(callId, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#controllers.delete(callId);
    }
  }

  abort(callId: string): void {
    this.#controllers.get(callId)?.abort();
  }

  abortAll(): void {
    for (const controller of this.#controllers.values()) controller.abort();
  }
}
