/** Any APDU taken apart: fixed prefix, BMPs, TLV objects; and its description for the log. */
import type { Apdu } from './apdu.ts';
import { controlHex } from './apdu.ts';
import { readBcd } from './bcd.ts';
import { bmpName } from './bmp.table.ts';
import { type BmpList, decodeBmps, findBmp } from './bmp.ts';
import { type MessageRow, messageTable } from './message.table.ts';
import { decodeTlvList } from './tlv.ts';

export interface Message {
  control: number;
  name: string;
  /** Fixed fields before the BMPs, by name: `password`, `config`, `status` … */
  prefix: Map<string, Uint8Array>;
  bmps: BmpList;
  /** Text or bytes of commands that carry no BMPs. */
  rest?: Uint8Array;
}

const noBmps: BmpList = { fields: [], tlv: [], tlvComplete: true };
/** BMPs that open the completion of a registration, never a naked status byte (PA00P015 §2.1). */
const registrationBmps: ReadonlySet<number> = new Set([0x04, 0x06, 0x0b, 0x0c, 0x0d, 0x19, 0x27, 0x29, 0x3c, 0x49]);

/** Never throws: what cannot be read is told by the BmpList. */
export function decodeMessage(apdu: Apdu): Message {
  const row = messageTable.get(apdu.control) ?? answerRow(apdu);
  if (apdu.control === 0x060f) return { ...decodeCompletion(apdu.data), control: apdu.control, name: row.name };
  const message: Message = { control: apdu.control, name: row.name, prefix: new Map(), bmps: noBmps };
  let offset = 0;
  for (const [index, field] of row.prefix.entries()) {
    const left = apdu.data.length - offset;
    if (left < field.length && index >= row.required) break;
    if (apdu.control === 0x04ff && index === 1 && isWholeTlv(apdu.data.subarray(offset))) break;
    if (left === 0) break;
    message.prefix.set(field.name, apdu.data.subarray(offset, offset + field.length));
    offset += Math.min(field.length, left);
    if (left < field.length) message.bmps = { ...noBmps, stoppedAt: offset };
  }
  if (message.bmps.stoppedAt !== undefined) return message;
  const rest = apdu.data.subarray(offset);
  if (row.rest === 'bmps') message.bmps = decodeBmps(rest);
  else if (rest.length > 0) message.rest = rest;
  return message;
}

function answerRow(apdu: Apdu): MessageRow {
  const group = apdu.control >> 8;
  if (group === 0x80) return { name: 'accepted', prefix: [], required: 0, rest: 'bmps' };
  // `84 1E xx 6F [CC]` refuses a registration (PA00P015 §2.1).
  if (apdu.control === 0x841e) {
    const prefix = [
      { name: 'result', length: 1 },
      { name: 'currency', length: 2 },
    ];
    return { name: 'refused', prefix, required: 0, rest: 'bmps' };
  }
  if (group === 0x84) return { name: 'refused', prefix: [], required: 0, rest: 'bmps' };
  return { name: 'unknown', prefix: [], required: 0, rest: 'bytes' };
}

/**
 * A completion is either BMPs (registration), or `[version LLLVAR] status [06 TLV]` (status enquiry, PA00P015 §2.55).
 * The naked status byte may look like a BMP, so the version and the exact fit of what follows decide.
 */
function decodeCompletion(data: Uint8Array): Pick<Message, 'prefix' | 'bmps'> {
  const prefix = new Map<string, Uint8Array>();
  if (data.length === 0) return { prefix, bmps: noBmps };
  const version = readVersion(data);
  if (version) {
    prefix.set('version', version);
    const after = data.subarray(3 + version.length);
    if (after.length === 0) return { prefix, bmps: noBmps };
    prefix.set('status', after.subarray(0, 1));
    return { prefix, bmps: decodeBmps(after.subarray(1)) };
  }
  const asBmps = decodeBmps(data);
  const whole = asBmps.stoppedAt === undefined && asBmps.tlvComplete;
  if (whole && registrationBmps.has(data[0] ?? 0)) return { prefix, bmps: asBmps };
  if (data.length === 1 || isWholeTlv(data.subarray(1))) {
    prefix.set('status', data.subarray(0, 1));
    return { prefix, bmps: decodeBmps(data.subarray(1)) };
  }
  return { prefix, bmps: asBmps };
}

function readVersion(data: Uint8Array): Uint8Array | undefined {
  const digits = Array.from(data.subarray(0, 3));
  if (digits.length < 3 || digits.some((digit) => digit < 0xf0 || digit > 0xf9)) return undefined;
  const length = digits.reduce((sum, digit) => sum * 10 + (digit & 0x0f), 0);
  return 3 + length <= data.length ? data.subarray(3, 3 + length) : undefined;
}

/** Whether the bytes are exactly one BMP 06 with readable content. */
function isWholeTlv(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x06) return false;
  const list = decodeBmps(bytes);
  const [field] = list.fields;
  if (list.stoppedAt !== undefined || list.fields.length !== 1 || !field) return false;
  return field.offset + field.value.length === bytes.length && decodeTlvList(field.value).complete && list.tlvComplete;
}

/** For the log: control, name, result and status codes, names of fields. No amounts of card data, no texts, no password. */
export function describe(apdu: Apdu): string {
  const message = decodeMessage(apdu);
  const parts = [`${controlHex(apdu.control)} ${message.name}`];
  const result = message.prefix.get('result')?.[0] ?? findBmp(message.bmps, 0x27)?.[0];
  if (result !== undefined) parts.push(`result=${result.toString(16).padStart(2, '0')}`);
  const status = message.prefix.get('status')?.[0];
  if (status !== undefined) parts.push(`status=${status.toString(16).padStart(2, '0')}`);
  const amountCents = readBcd(findBmp(message.bmps, 0x04));
  if (amountCents !== undefined) parts.push(`amount=${amountCents}`);
  const receipt = readBcd(findBmp(message.bmps, 0x87));
  if (receipt !== undefined) parts.push(`receipt=${receipt}`);
  const names = message.bmps.fields.map((field) => bmpName(field.bmp));
  if (names.length > 0) parts.push(`[${names.join(' ')}]`);
  if (message.bmps.stoppedAt !== undefined) parts.push(`unreadable from ${message.bmps.stoppedAt}`);
  if (!message.bmps.tlvComplete) parts.push('tlv broken');
  return parts.join(' ');
}
