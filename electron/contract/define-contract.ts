/** One mechanism for every process boundary: named calls with checked input and output, and named events. */
import { z } from 'zod';
import { errorReport } from './app-error.ts';

export interface CallShape {
  input: z.ZodType;
  output: z.ZodType;
}
export type Calls = Readonly<Record<string, CallShape>>;
export type Events = Readonly<Record<string, z.ZodType>>;

export interface Contract<C extends Calls = Calls, E extends Events = Events> {
  readonly name: string;
  readonly calls: C;
  readonly events: E;
}

export function defineContract<const C extends Calls, const E extends Events>(shape: {
  name: string;
  calls: C;
  events: E;
}): Contract<C, E> {
  return shape;
}

/** The only prefix the preload lets through. */
export const channelPrefix = 'counter:';
export const callChannel = (contract: string, call: string): string => `${channelPrefix}${contract}/${call}`;
export const eventChannel = (contract: string, event: string): string => `${channelPrefix}${contract}!${event}`;

/** Errors cross as data: Electron's invoke would keep nothing of an exception but its message. */
export const reply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorReport }),
]);
export type Reply = z.infer<typeof reply>;

/** What an implementation of a contract looks like: one method a call. */
export type Implementation<C extends Calls, Context> = {
  [K in keyof C]: (input: z.output<C[K]['input']>, context: Context) => Promise<z.input<C[K]['output']>>;
};

/** What a caller of a contract gets: one method a call, one subscription an event. */
export type Client<C extends Calls, E extends Events> = {
  [K in keyof C]: (input: z.input<C[K]['input']>) => Promise<z.output<C[K]['output']>>;
} & { on<K extends keyof E>(event: K, listener: (payload: z.output<E[K]>) => void): () => void };

export type ClientOf<T> = T extends Contract<infer C, infer E> ? Client<C, E> : never;
