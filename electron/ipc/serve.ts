/** Turns an implementation of a contract into channels: input checked, errors mapped to replies, bugs logged under an incident. */
import { randomUUID } from 'node:crypto';
import { DeviceError } from '../../native/core/device-error.ts';
import { AppError, type ErrorReport } from '../contract/app-error.ts';
import {
  type Calls,
  type Contract,
  callChannel,
  type Events,
  eventChannel,
  type Implementation,
  type Reply,
} from '../contract/define-contract.ts';

export interface Served {
  /** Channel → handler; the handler never throws. */
  readonly channels: ReadonlyMap<string, (payload: unknown, caller: string) => Promise<Reply>>;
  /** Receives every event as it goes out. */
  subscribe(listener: (channel: string, payload: unknown) => void): () => void;
}

export interface ServedContract<E extends Events> extends Served {
  emit<K extends keyof E & string>(event: K, payload: unknown): void;
}

/** Told of exceptions that are bugs; the incident number goes to the window, the exception to the log. */
export type ReportBug = (incident: string, where: string, error: unknown) => void;

/** `caller` in an implementation's context names the window or process that calls. */
export function serve<C extends Calls, E extends Events>(
  contract: Contract<C, E>,
  implementation: Implementation<C, { caller: string }>,
  reportBug: ReportBug,
): ServedContract<E> {
  const listeners = new Set<(channel: string, payload: unknown) => void>();
  const channels = new Map<string, (payload: unknown, caller: string) => Promise<Reply>>();
  for (const [name, shape] of Object.entries(contract.calls)) {
    const channel = callChannel(contract.name, name);
    channels.set(channel, async (payload, caller) => {
      const input = shape.input.safeParse(payload);
      if (!input.success) return { ok: false, error: { code: 'ipc.bad-request', params: { call: channel } } };
      try {
        const run = implementation[name as keyof C];
        return { ok: true, value: await run(input.data as never, { caller }) };
      } catch (error) {
        return { ok: false, error: toErrorReport(error, channel, reportBug) };
      }
    });
  }
  return {
    channels,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event, payload) {
      const channel = eventChannel(contract.name, event);
      for (const listener of listeners) listener(channel, payload);
    },
  };
}

/** Expected errors keep their code; anything else becomes `internal` with an incident number. */
export function toErrorReport(error: unknown, where: string, reportBug: ReportBug): ErrorReport {
  if (error instanceof AppError && error.code !== 'internal') {
    return { code: error.code, ...(Object.keys(error.params).length > 0 ? { params: { ...error.params } } : {}) };
  }
  if (error instanceof DeviceError) return { code: error.code };
  const incident = randomUUID().slice(0, 8);
  reportBug(incident, where, error);
  return { code: 'internal', incident };
}
