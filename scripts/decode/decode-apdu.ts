/** Decodes one line of an APDU trace: a command or an answer, with the TLV tree of its data. Data of persons is not hidden here. */

import { type CommandApdu, decodeCommand, decodeResponse } from '../../native/card/pcsc/apdu.ts';
import { commandName, describeCommand } from '../../native/card/pcsc/describe-apdu.ts';
import { describeStatus, formatStatus } from '../../native/card/pcsc/status-word.ts';
import { decodeTlv, type Tlv } from '../../native/card/pcsc/tlv.ts';
import { isDeviceError } from '../../native/core/device-error.ts';
import { decodeHex, encodeHex } from '../../native/core/hex.ts';

interface TlvNode {
  tag: string;
  length: number;
  value?: string;
  children?: TlvNode[];
}

/**
 * `=>` marks a command, `<=` an answer. Without a mark a line is a command when its lengths add up and its class is one
 * of 00, 0C, 10, 1C, 80 … 8C; else an answer. What is neither comes as `{ error }`.
 */
export function decodeApduLine(hexLine: string): object {
  const line = hexLine.trim();
  const mark = line.startsWith('=>') ? 'command' : line.startsWith('<=') ? 'response' : undefined;
  try {
    const bytes = decodeHex(mark === undefined ? line : line.slice(2));
    if ((mark ?? guessKind(bytes)) === 'command') return showCommand(decodeCommand(bytes));
    const { data, status } = decodeResponse(bytes);
    const sw = formatStatus(status);
    return { kind: 'response', sw, meaning: describeStatus(status), dataLength: data.length, ...showTlv(data) };
  } catch (error) {
    if (isDeviceError(error) || error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

function guessKind(bytes: Uint8Array): 'command' | 'response' {
  const [cla = 0xff] = bytes;
  const plausible = (cla & 0xe3) === 0 || (cla & 0xf3) === 0x80;
  if (bytes.length < 4 || !plausible) return 'response';
  try {
    decodeCommand(bytes);
    return 'command';
  } catch {
    return 'response';
  }
}

function showCommand(command: CommandApdu): object {
  const { cla, ins, p1, p2, data, le, extended } = command;
  return {
    kind: 'command',
    cla: hex(cla),
    ins: hex(ins),
    name: commandName(command),
    p1: hex(p1),
    p2: hex(p2),
    ...(data.length > 0 ? { lc: data.length } : {}),
    ...(le === undefined ? {} : { le }),
    ...(extended ? { extended } : {}),
    dataLength: data.length,
    summary: describeCommand(command),
    ...(data.length > 0 ? { data: encodeHex(data) } : {}),
    ...showTlv(data),
  };
}

/** The tree when the bytes are TLV to the end; part of a file is not. */
function showTlv(data: Uint8Array): { tlv?: TlvNode[] } {
  if (data.length < 2) return {};
  try {
    return { tlv: decodeTlv(data).map(showNode) };
  } catch {
    return {};
  }
}

function showNode({ tag, constructed, value, children }: Tlv): TlvNode {
  const head = { tag: hex(tag), length: value.length };
  return constructed ? { ...head, children: children.map(showNode) } : { ...head, value: encodeHex(value) };
}

function hex(value: number): string {
  const digits = value.toString(16).toUpperCase();
  return digits.padStart(digits.length + (digits.length % 2), '0');
}
