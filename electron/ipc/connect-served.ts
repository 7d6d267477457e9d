/** A client of contracts served in the same process: for power events, scripts and tests, through the same checks as a window. */
import { connect, type Link } from '../contract/connect.ts';
import type { Calls, Client, Contract, Events } from '../contract/define-contract.ts';
import type { Served } from './serve.ts';

export function connectServed<C extends Calls, E extends Events>(
  contract: Contract<C, E>,
  served: readonly Served[],
  caller = 'seat',
): Client<C, E> {
  const link: Link = {
    async invoke(channel, payload) {
      const handler = served.map((entry) => entry.channels.get(channel)).find((found) => found);
      if (!handler) return { ok: false, error: { code: 'ipc.unknown-call', params: { call: channel } } };
      return handler(payload, caller);
    },
    on(channel, listener) {
      const stops = served.map((entry) =>
        entry.subscribe((name, payload) => {
          if (name === channel) listener(payload);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
  return connect(contract, link);
}
