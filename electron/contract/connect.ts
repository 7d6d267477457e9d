/** Makes a typed client of a contract over anything that can invoke a channel and listen to one. */
import { AppError } from './app-error.ts';
import {
  type Calls,
  type Client,
  type Contract,
  callChannel,
  type Events,
  eventChannel,
  reply,
} from './define-contract.ts';

export interface Link {
  invoke(channel: string, payload: unknown): Promise<unknown>;
  on(channel: string, listener: (payload: unknown) => void): () => void;
}

/** Every call rejects with AppError only; an answer outside the contract is `internal`. */
export function connect<C extends Calls, E extends Events>(contract: Contract<C, E>, link: Link): Client<C, E> {
  const client: Record<string, unknown> = {
    on(event: string, listener: (payload: unknown) => void) {
      const shape = contract.events[event];
      return link.on(eventChannel(contract.name, event), (payload) => {
        const parsed = shape?.safeParse(payload);
        if (parsed?.success) listener(parsed.data);
      });
    },
  };
  for (const [name, shape] of Object.entries(contract.calls)) {
    client[name] = async (input: unknown) => {
      const answer = reply.safeParse(await link.invoke(callChannel(contract.name, name), input));
      if (!answer.success) throw new AppError('internal', { call: name });
      if (!answer.data.ok) {
        const { code, params, incident } = answer.data.error;
        throw new AppError(code, params, incident === undefined ? undefined : { incident });
      }
      return shape.output.parse(answer.data.value);
    };
  }
  return client as Client<C, E>;
}
