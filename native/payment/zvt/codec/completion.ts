/** Endings of a command: `06 0F` of a registration or a status enquiry, `06 1E` with its reason (PA00P015 §§2.1, 2.55, 3.3). */
import { encodeHex } from '../../../core/hex.ts';
import { readBcd } from './bcd.ts';
import { type BmpList, decodeBmps, encodeVarLength, findBmp, findTag } from './bmp.ts';
import { type Charset, cp437, decodeGermanSevenBits, decodeText } from './charset.ts';
import { decodeMessage, type Message } from './message.ts';
import { terminalLocks } from './terminal-locks.table.ts';

export interface TerminalIdentity {
  terminalId?: string;
  /** Tag E4: how the device calls itself. */
  deviceName?: string;
  softwareVersion?: string;
  serial?: string;
}

export interface RegistrationCompletion extends TerminalIdentity {
  /** Bit 0 initialisation needed, bit 1 diagnosis needed (PA00P015 §2.1). */
  statusByte: number;
  /** Tag 14 when the terminal echoes it, else CP437. */
  charset: Charset;
  /** Tag 1F73 echoed: message sequence ids are agreed. */
  messageIds: boolean;
}

export interface StatusCompletion extends TerminalIdentity {
  statusCode: number;
  /** Tag 34 or 2E with full date: the terminal's own calendar as `YYYYMMDDHHMMSS`. */
  terminalTime?: string;
  /** Tag 1F55 in words, when the terminal sends it and something is locked. */
  locks?: string[];
}

export interface TerminalAbort {
  resultCode: number;
  text?: string;
}

export function decodeRegistrationCompletion(data: Uint8Array): RegistrationCompletion {
  // The terminal answered 06 00, so this is a BMP list even where it could be read otherwise.
  const list = decodeBmps(data);
  const charset = findTag(list, 0x14) ?? findTag(list, 0x27, 0x14);
  return {
    ...identity(list),
    statusByte: findBmp(list, 0x19)?.[0] ?? 0,
    charset: charset?.value[0] ?? cp437,
    messageIds: findTag(list, 0x1f73) !== undefined,
  };
}

/** The naked status byte is read as the status, never as a BMP. An empty completion is "ready". */
export function decodeStatusCompletion(data: Uint8Array): StatusCompletion {
  const message = statusMessage(data);
  const version = message.prefix.get('version');
  const time = findTag(message.bmps, 0x34) ?? findTag(message.bmps, 0x2e);
  const day = readBcd(findTag(message.bmps, time?.tag ?? 0, 0x1f0e)?.value);
  const clock = readBcd(findTag(message.bmps, time?.tag ?? 0, 0x1f0f)?.value);
  const found: StatusCompletion = {
    ...identity(message.bmps),
    statusCode: message.prefix.get('status')?.[0] ?? 0,
  };
  if (version) found.softwareVersion = decodeGermanSevenBits(version).trim();
  if (day !== undefined && clock !== undefined) {
    found.terminalTime = String(day).padStart(8, '0') + String(clock).padStart(6, '0');
  }
  const locks = terminalLocks(findTag(message.bmps, 0x1f55)?.value ?? new Uint8Array());
  if (locks.length > 0) found.locks = locks;
  return found;
}

export function decodeTerminalAbort(data: Uint8Array, charset: Charset): TerminalAbort {
  const list = decodeBmps(data.subarray(1));
  const bytes = findTag(list, 0x1f17)?.value ?? findBmp(list, 0x3c) ?? findTag(list, 0x24, 0x07)?.value;
  const text = bytes && decodeText(bytes, charset).trim();
  return { resultCode: data[0] ?? 0, ...(text ? { text } : {}) };
}

/** The version is text; without it the completion starts with the status byte. */
export function encodeStatusCompletion(completion: {
  version?: Uint8Array;
  statusCode: number;
  tlv?: Uint8Array;
}): Uint8Array {
  const version = completion.version ? [...encodeVarLength(completion.version.length, 3), ...completion.version] : [];
  return Uint8Array.from([...version, completion.statusCode, ...(completion.tlv ?? [])]);
}

/** After 05 01 a completion without version starts with the status byte, whatever it looks like as a BMP. */
function statusMessage(data: Uint8Array): Message {
  const message = decodeMessage({ control: 0x060f, data });
  if (message.prefix.size > 0 || data.length === 0) return message;
  const rest = decodeBmps(data.subarray(1));
  return { ...message, prefix: new Map([['status', data.subarray(0, 1)]]), bmps: rest };
}

function identity(list: BmpList): TerminalIdentity {
  const found: TerminalIdentity = {};
  const terminalId = findBmp(list, 0x29) ?? findTag(list, 0x1f44)?.value;
  if (terminalId && terminalId.length > 0) found.terminalId = encodeHex(terminalId).slice(-8);
  const deviceName = text(findTag(list, 0xe4, 0x1f40)?.value);
  const softwareVersion = text(findTag(list, 0xe4, 0x1f41)?.value);
  const serial = serialText(findTag(list, 0xe4, 0x1f42)?.value);
  if (deviceName) found.deviceName = deviceName;
  if (softwareVersion) found.softwareVersion = softwareVersion;
  if (serial) found.serial = serial;
  return found;
}

function text(bytes: Uint8Array | undefined): string {
  return bytes ? decodeText(bytes).trim() : '';
}

/** Text at some makers, packed digits at others. */
function serialText(bytes: Uint8Array | undefined): string {
  if (!bytes) return '';
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? text(bytes) : encodeHex(bytes);
}
