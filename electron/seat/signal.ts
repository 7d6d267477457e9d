/** One thing that happens at the seat and whoever wants to know: rooms hear of each other without knowing each other. */

export interface Signal<T> {
  emit(value: T): void;
  /** In the order of listening; a listener must not throw. */
  on(listener: (value: T) => void): void;
}

export function createSignal<T = void>(): Signal<T> {
  const listeners: ((value: T) => void)[] = [];
  return {
    emit(value) {
      for (const listener of listeners) listener(value);
    },
    on(listener) {
      listeners.push(listener);
    },
  };
}
