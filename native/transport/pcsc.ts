/**
 * Card readers over PC/SC. Contexts are never shared between waiting and working: libpcsclite holds a lock on a context
 * while it waits. Readers are looked up by name at each call, so that a reader that was unplugged works again afterwards.
 */
import { DeviceError } from '../core/device-error.ts';
import type { Exchange } from '../core/transport.ts';
import { connectCard } from './pcsc/card-connection.ts';
import { toPcscError } from './pcsc/pcsc-error.ts';
import { findReader, isSoftwareReader } from './pcsc/reader-name.ts';
import { type Handle, loadWinscard, type ReaderState, type Winscard } from './pcsc/winscard.ts';

export interface PcscConnection extends Exchange {
  readonly atr: Uint8Array;
}

export interface PcscSlot {
  readonly name: string;
  /** True when the reader itself is software (vpcd). */
  readonly software: boolean;
  /** Throws when the service or the reader is gone. */
  present(): Promise<boolean>;
  /** Rejects with `card.absent` after the timeout, `device.cancelled` on the signal, `device.disconnected` when the reader goes. */
  waitForCard(options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  /** Exclusive; ends with a reset of the card. Rejects with `card.absent` or `device.in-use`. */
  connect(): Promise<PcscConnection>;
  close(): Promise<void>;
}

/** SCARD_STATE_* of winscard.h; the upper 16 bits of a state count events. */
const stateUnaware = 0;
const stateUnknown = 0x04;
const stateUnavailable = 0x08;
const statePresent = 0x20;
/** A cancel that comes before the wait has begun is lost; short slices bound what that costs. */
const waitSliceMs = 1000;

export async function listPcscReaders(): Promise<string[]> {
  const winscard = await loadWinscard();
  return withContext(winscard, (context) => readerNames(winscard, context));
}

/** `reader` is a name or a part of one; absent takes the first reader, real ones before virtual ones. */
export async function openPcscSlot(options: { reader?: string }): Promise<PcscSlot> {
  const winscard = await loadWinscard();
  const names = await withContext(winscard, (context) => readerNames(winscard, context));
  const name = findReader(names, options.reader);
  if (name === undefined) throw new DeviceError('device.not-found', `${names.length} readers, none fits`);

  const currentName = async (context: Handle) => {
    const found = findReader(await readerNames(winscard, context), name);
    if (found === undefined) throw new DeviceError('device.disconnected', 'reader is unplugged');
    return found;
  };
  const look = async (context: Handle, seen: ReaderState, timeoutMs: number): Promise<ReaderState> => {
    const { code, states } = await winscard.getStatusChange(context, timeoutMs, [seen]);
    const now = toPcscError(code)?.code === 'device.timeout' ? seen : states[0];
    if (now === seen) return seen;
    fail(code, 'GetStatusChange');
    if (now === undefined || (now.eventState & (stateUnknown | stateUnavailable)) !== 0) {
      throw new DeviceError('device.disconnected', 'reader is unplugged');
    }
    return { ...now, currentState: now.eventState };
  };
  const firstLook = async (context: Handle) => look(context, unseen(await currentName(context)), 0);

  return {
    name,
    software: isSoftwareReader(name),
    present: () => withContext(winscard, async (context) => hasCard(await firstLook(context))),
    waitForCard: ({ timeoutMs, signal }) =>
      withContext(winscard, async (context) => {
        const onAbort = () => winscard.cancel(context);
        signal.addEventListener('abort', onAbort, { once: true });
        try {
          const deadline = performance.now() + timeoutMs;
          for (let seen = await firstLook(context); !hasCard(seen); ) {
            if (signal.aborted) throw new DeviceError('device.cancelled');
            const leftMs = Math.ceil(deadline - performance.now());
            if (leftMs <= 0) throw new DeviceError('card.absent', `no card within ${timeoutMs} ms`);
            seen = await look(context, seen, Math.min(leftMs, waitSliceMs));
          }
        } finally {
          signal.removeEventListener('abort', onAbort);
        }
      }),
    connect: () =>
      keepContext(winscard, async (context, release) => {
        const reader = await currentName(context);
        const state = await look(context, unseen(reader), 0);
        if (!hasCard(state)) throw new DeviceError('card.absent');
        return { atr: state.atr, ...(await connectCard(winscard, context, reader, release)) };
      }),
    async close() {},
  };
}

function unseen(reader: string): ReaderState {
  return { reader, currentState: stateUnaware, eventState: stateUnaware, atr: new Uint8Array(0) };
}

function hasCard(state: ReaderState): boolean {
  return (state.eventState & statePresent) !== 0;
}

async function readerNames(winscard: Winscard, context: Handle): Promise<string[]> {
  const { code, readers } = await winscard.listReaders(context);
  if (toPcscError(code)?.code === 'device.not-found') return [];
  fail(code, 'ListReaders');
  return readers;
}

function withContext<T>(winscard: Winscard, work: (context: Handle) => Promise<T>): Promise<T> {
  return keepContext(winscard, async (context, release) => {
    const value = await work(context);
    await release();
    return value;
  });
}

/** The context lives until `release` is called or the work fails. */
async function keepContext<T>(
  winscard: Winscard,
  work: (context: Handle, release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const { code, context } = await winscard.establishContext();
  fail(code, 'EstablishContext');
  const release = async () => {
    await winscard.releaseContext(context);
  };
  try {
    return await work(context, release);
  } catch (error) {
    await release();
    throw error;
  }
}

function fail(code: number, what: string): void {
  const error = toPcscError(code, what);
  if (error) throw error;
}
