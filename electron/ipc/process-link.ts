/** The same contracts over a message channel between two processes: both sides may serve and both may call. */
import { AppError } from '../contract/app-error.ts';
import type { Link } from '../contract/connect.ts';
import type { Served } from './serve.ts';

/** What a forked Node process, an Electron utility process and a parent port have in common. */
export interface MessagePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

type Message =
  | { type: 'call'; id: number; channel: string; payload: unknown }
  | { type: 'reply'; id: number; reply: unknown }
  | { type: 'event'; channel: string; payload: unknown };

export interface ProcessLink extends Link {
  /** Calls without an answer fail with `device-host.gone` when the other side ends. */
  readonly closed: boolean;
}

/** `caller` is what implementations of this side see as their caller. */
export function linkProcess(port: MessagePort, served: readonly Served[], caller: string): ProcessLink {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let nextId = 1;
  let closed = false;

  const post = (message: Message) => {
    if (!closed) port.post(message);
  };
  for (const contract of served) {
    contract.subscribe((channel, payload) => post({ type: 'event', channel, payload }));
  }

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.type === 'reply') {
      waiting.get(message.id)?.resolve(message.reply);
      waiting.delete(message.id);
    } else if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener(message.payload);
    } else if (message.type === 'call') {
      const handler = served.map((contract) => contract.channels.get(message.channel)).find((found) => found);
      const answer = handler
        ? handler(message.payload, caller)
        : Promise.resolve({ ok: false, error: { code: 'ipc.unknown-call', params: { call: message.channel } } });
      void answer.then((reply) => post({ type: 'reply', id: message.id, reply }));
    }
  });
  port.onClose(() => {
    closed = true;
    for (const call of waiting.values()) call.reject(new AppError('device-host.gone'));
    waiting.clear();
  });

  return {
    get closed() {
      return closed;
    },
    invoke(channel, payload) {
      if (closed) return Promise.reject(new AppError('device-host.gone'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ type: 'call', id, channel, payload });
      });
    },
    on(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      set.add(listener);
      listeners.set(channel, set);
      return () => set.delete(listener);
    },
  };
}
