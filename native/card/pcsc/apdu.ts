/** Command and response APDUs of ISO/IEC 7816-4 §5, short and extended; any bytes give a value or a DeviceError. */
import { ByteReader } from '../../core/byte-reader.ts';
import { ByteWriter } from '../../core/byte-writer.ts';
import { DeviceError } from '../../core/device-error.ts';

export interface CommandApdu {
  cla: number;
  ins: number;
  p1: number;
  p2: number;
  /** At most 65 535 bytes; empty when the command carries none. */
  data: Uint8Array;
  /** Bytes expected, 1 … 65 536; absent when no answer data is wanted. */
  le?: number;
  /** True for the extended form; encoding takes it by itself when a length needs it. */
  extended?: boolean;
}

export interface ResponseApdu {
  data: Uint8Array;
  /** SW1 ‖ SW2, for example 0x9000. */
  status: number;
}

const shortDataMax = 255;
const shortExpectedMax = 256;
const extendedDataMax = 65_535;
const extendedExpectedMax = 65_536;

/** Throws RangeError when a field does not fit: that is a bug of the caller. */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { data, le } = command;
  if (data.length > extendedDataMax) throw new RangeError(`${data.length} bytes of command data`);
  if (le !== undefined && (!Number.isInteger(le) || le < 1 || le > extendedExpectedMax))
    throw new RangeError(`Le ${le}`);
  const extended = command.extended === true || data.length > shortDataMax || (le ?? 0) > shortExpectedMax;
  const writer = new ByteWriter().u8(command.cla).u8(command.ins).u8(command.p1).u8(command.p2);
  if (!extended) {
    if (data.length > 0) writer.u8(data.length).bytes(data);
    if (le !== undefined) writer.u8(le % shortExpectedMax);
    return writer.build();
  }
  if (data.length > 0) writer.u8(0).u16be(data.length).bytes(data);
  if (le !== undefined) {
    if (data.length === 0) writer.u8(0);
    writer.u16be(le % extendedExpectedMax);
  }
  return writer.build();
}

/** Rejects with `card.garbled` when the lengths do not add up (ISO/IEC 7816-4 §5.1, cases 1 to 4). */
export function decodeCommand(bytes: Uint8Array): CommandApdu {
  if (bytes.length < 4) throw new DeviceError('card.garbled', `${bytes.length} bytes are no command APDU`);
  const reader = new ByteReader(bytes);
  const header = { cla: reader.u8(), ins: reader.u8(), p1: reader.u8(), p2: reader.u8() };
  const none = new Uint8Array(0);
  if (reader.remaining === 0) return { ...header, data: none };
  const first = reader.u8();
  if (reader.remaining === 0) return { ...header, data: none, le: first === 0 ? shortExpectedMax : first };
  const extended = first === 0;
  if (extended && reader.remaining < 2) throw new DeviceError('card.garbled', 'extended length field cut off');
  const length = extended ? reader.u16be() : first;
  if (extended && reader.remaining === 0) {
    return { ...header, data: none, le: length === 0 ? extendedExpectedMax : length, extended };
  }
  if (length === 0) throw new DeviceError('card.garbled', 'Lc of zero');
  const expectedWidth = reader.remaining - length;
  if (expectedWidth !== 0 && expectedWidth !== (extended ? 2 : 1)) {
    throw new DeviceError('card.garbled', `Lc ${length} does not fit ${reader.remaining} bytes`);
  }
  const data = reader.take(length);
  const form = extended ? { extended } : {};
  if (expectedWidth === 0) return { ...header, data, ...form };
  const le = extended ? reader.u16be() : reader.u8();
  return { ...header, data, le: le === 0 ? (extended ? extendedExpectedMax : shortExpectedMax) : le, ...form };
}

export function encodeResponse(response: ResponseApdu): Uint8Array {
  return new ByteWriter().bytes(response.data).u16be(response.status).build();
}

export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  if (bytes.length < 2) throw new DeviceError('card.garbled', `${bytes.length} bytes are no response APDU`);
  const reader = new ByteReader(bytes);
  return { data: reader.take(bytes.length - 2), status: reader.u16be() };
}
