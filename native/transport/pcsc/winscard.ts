/**
 * The PC/SC functions of the system's own library through koffi: libpcsclite on Linux (LP64: DWORD is 8 bytes wide),
 * WinSCard on Windows (DWORD 4 bytes, reader names as UTF-16). Every call runs off the event loop.
 */
import type koffiModule from 'koffi';
import type { TypeObject } from 'koffi';
import { DeviceError } from '../../core/device-error.ts';

/** SCARDCONTEXT and SCARDHANDLE; a bigint where it does not fit a double. */
export type Handle = number | bigint;

export interface ReaderState {
  reader: string;
  currentState: number;
  eventState: number;
  atr: Uint8Array;
}

/** Each call gives the return code as an unsigned 32-bit number. */
export interface Winscard {
  establishContext(): Promise<{ code: number; context: Handle }>;
  releaseContext(context: Handle): Promise<number>;
  listReaders(context: Handle): Promise<{ code: number; readers: string[] }>;
  getStatusChange(context: Handle, timeoutMs: number, states: readonly ReaderState[]): Promise<StatusChange>;
  /** The one synchronous call: it must overtake a waiting getStatusChange, and never waits itself. */
  cancel(context: Handle): number;
  connect(context: Handle, reader: string): Promise<{ code: number; card: Handle; protocol: number }>;
  transmit(card: Handle, protocol: number, command: Uint8Array): Promise<{ code: number; response: Uint8Array }>;
  disconnectWithReset(card: Handle): Promise<number>;
}

export interface StatusChange {
  code: number;
  states: ReaderState[];
}

type NativeType = string | TypeObject | ReturnType<typeof koffiModule.out>;

const scopeSystem = 2;
const shareExclusive = 1;
const protocolT0OrT1 = 3;
const resetCard = 1;
/** Extended answers have up to 65 538 bytes; Windows drivers refuse buffers over 65 544. */
const receiveBufferBytes = 65_538;
const readerListBytes = 16_384;
const atrMax = 33;

let loaded: Promise<Winscard> | undefined;

/** Loaded at the first call; rejects with `device.driver-missing` when koffi or the library cannot be loaded. */
export function loadWinscard(): Promise<Winscard> {
  loaded ??= bindWinscard().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function bindWinscard(): Promise<Winscard> {
  const windows = process.platform === 'win32';
  const libraryName = windows ? 'winscard.dll' : 'libpcsclite.so.1';
  let koffi: typeof koffiModule;
  try {
    koffi = (await import('koffi')).default;
  } catch (cause) {
    throw new DeviceError('device.driver-missing', 'koffi cannot be loaded', { cause });
  }
  let library: ReturnType<typeof koffi.load>;
  try {
    library = koffi.load(libraryName);
  } catch (cause) {
    throw new DeviceError('device.driver-missing', `${libraryName} cannot be loaded`, { cause });
  }

  const dword = windows ? 'uint32' : 'ulong';
  const result = windows ? 'int32' : 'long';
  const handle = windows ? 'uintptr' : 'long';
  const text = windows ? 'str16' : 'str';
  const wide = windows ? 'W' : '';
  const out = (type: string | TypeObject) => koffi.out(koffi.pointer(type));
  const inout = (type: string | TypeObject) => koffi.inout(koffi.pointer(type));
  const readerState = koffi.struct({
    szReader: text,
    pvUserData: 'void *',
    dwCurrentState: dword,
    dwEventState: dword,
    cbAtr: dword,
    rgbAtr: koffi.array('uint8', windows ? 36 : atrMax),
  });
  const ioRequest = koffi.struct({ dwProtocol: dword, cbPciLength: dword });

  const define = (name: string, types: NativeType[]) => {
    const native = library.func(name, result, types);
    return (...values: unknown[]) =>
      new Promise<number>((resolve, reject) => {
        native.async(...values, (error: unknown, code: number | bigint) => {
          if (error) reject(error);
          else resolve(unsigned(code));
        });
      });
  };
  const establish = define('SCardEstablishContext', [dword, 'void *', 'void *', out(handle)]);
  const release = define('SCardReleaseContext', [handle]);
  const list = define(`SCardListReaders${wide}`, [handle, 'void *', 'void *', inout(dword)]);
  const statusChange = define(`SCardGetStatusChange${wide}`, [handle, dword, inout(readerState), dword]);
  const connect = define(`SCardConnect${wide}`, [handle, text, dword, dword, out(handle), out(dword)]);
  const transmit = define('SCardTransmit', [
    handle,
    koffi.pointer(ioRequest),
    'void *',
    dword,
    'void *',
    'void *',
    inout(dword),
  ]);
  const disconnect = define('SCardDisconnect', [handle, dword]);
  const cancel = library.func('SCardCancel', result, [handle]);

  return {
    async establishContext() {
      const context: Handle[] = [0];
      const code = await establish(scopeSystem, null, null, context);
      return { code, context: context[0] ?? 0 };
    },
    releaseContext: (context) => release(context),
    async listReaders(context) {
      const buffer = Buffer.alloc(readerListBytes);
      const length: Handle[] = [windows ? readerListBytes / 2 : readerListBytes];
      const code = await list(context, null, buffer, length);
      const bytes = Math.min(Number(length[0]) * (windows ? 2 : 1), readerListBytes);
      const names = buffer.toString(windows ? 'utf16le' : 'utf8', 0, code === 0 ? bytes : 0);
      return { code, readers: names.split('\0').filter((name) => name !== '') };
    },
    async getStatusChange(context, timeoutMs, states) {
      const native = states.map((state) => ({
        szReader: state.reader,
        pvUserData: null,
        dwCurrentState: state.currentState,
        dwEventState: 0,
        cbAtr: 0,
        rgbAtr: new Uint8Array(windows ? 36 : atrMax),
      }));
      const code = await statusChange(context, timeoutMs, native, native.length);
      return {
        code,
        states: native.map((state, index) => ({
          reader: states[index]?.reader ?? '',
          currentState: unsigned(state.dwCurrentState),
          eventState: unsigned(state.dwEventState),
          atr: Uint8Array.from(state.rgbAtr).subarray(0, Math.min(Number(state.cbAtr), atrMax)),
        })),
      };
    },
    cancel: (context) => unsigned(cancel(context)),
    async connect(context, reader) {
      const card: Handle[] = [0];
      const protocol: Handle[] = [0];
      const code = await connect(context, reader, shareExclusive, protocolT0OrT1, card, protocol);
      return { code, card: card[0] ?? 0, protocol: Number(protocol[0]) };
    },
    async transmit(card, protocol, command) {
      const buffer = Buffer.alloc(receiveBufferBytes);
      const length: Handle[] = [receiveBufferBytes];
      const header = { dwProtocol: protocol, cbPciLength: koffi.sizeof(ioRequest) };
      const code = await transmit(card, header, command, command.length, null, buffer, length);
      const received = code === 0 ? Math.min(Number(length[0]), receiveBufferBytes) : 0;
      const response = Uint8Array.from(buffer.subarray(0, received));
      buffer.fill(0);
      return { code, response };
    },
    disconnectWithReset: (card) => disconnect(card, resetCard),
  };
}

function unsigned(value: number | bigint): number {
  return Number(BigInt.asUintN(32, BigInt(value)));
}
