/** Puts the gate in front of a contract: while the line is cut off, what is personal neither comes in nor goes out. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { Reply } from '../contract/define-contract.ts';
import type { GateRules } from './gate-rules.table.ts';

interface Channels {
  readonly channels: ReadonlyMap<string, (payload: unknown, caller: string) => Promise<Reply>>;
  subscribe(listener: (channel: string, payload: unknown) => void): () => void;
}

export interface Guard {
  rules(): GateRules;
  /** Whatever must hold before a call is let through; throws AppError. */
  before(call: string, payload: unknown): Promise<void>;
}

type Need = keyof GateRules | null;

/** `contract/call` without the prefix. Everything that is not named here shows something personal. */
const needs: Readonly<Record<string, Need>> = {
  'vorgang/services': null,
  'vorgang/abort': null,
  'vorgang/answer': null,
  'till/abort': null,
  'till/answer': null,
  'vorgang/start': 'beginVorgang',
  'vorgang/act': 'capturePersonal',
  'appointments/startVorgang': 'beginVorgang',
  'appointments/times': null,
  'appointments/exportTimes': null,
  'central/list': 'exchange',
  'central/search': 'exchange',
  'central/seats': 'exchange',
  'central/takeUp': 'exchange',
  'central/giveBack': 'exchange',
};

const callOf = (channel: string): string => channel.slice(channel.indexOf(':') + 1);
const refused = (error: AppError): Reply => ({ ok: false, error: { code: error.code, params: { ...error.params } } });

/** Both before the call and before its answer: the line may go while an act runs. The act itself goes on to its outcome. */
export function guardServed(served: Channels, guard: Guard): Channels {
  const channels = new Map<string, (payload: unknown, caller: string) => Promise<Reply>>();
  for (const [channel, handle] of served.channels) {
    const call = callOf(channel);
    const need: Need = Object.hasOwn(needs, call) ? (needs[call] ?? null) : 'showPersonal';
    const closed = (): boolean => need !== null && !guard.rules()[need];
    channels.set(channel, async (payload, caller) => {
      if (closed())
        return refused(new AppError(guard.rules().showPersonal ? 'centre.unsteady' : 'centre.disconnected'));
      try {
        await guard.before(call, payload);
      } catch (error) {
        if (isAppError(error)) return refused(error);
        throw error;
      }
      const reply = await handle(payload, caller);
      return need !== null && reply.ok && !guard.rules().showPersonal
        ? refused(new AppError('centre.disconnected'))
        : reply;
    });
  }
  return {
    channels,
    subscribe: (listener) =>
      served.subscribe((channel, payload) => {
        if (guard.rules().showPersonal) listener(channel, payload);
      }),
  };
}
