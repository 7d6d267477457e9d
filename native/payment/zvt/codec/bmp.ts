/** A list of BMPs in any order: fixed lengths, LLVAR and LLLVAR digits, the TLV container (PA00P015 ch. 9). */
import { ByteReader } from '../../../core/byte-reader.ts';
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';
import { bmpTable } from './bmp.table.ts';
import { decodeTlvLength, decodeTlvList, encodeTlvLength, findTlv, type Tlv } from './tlv.ts';

export interface BmpField {
  bmp: number;
  /** Without length digits. */
  value: Uint8Array;
  /** Where the value stands in the decoded bytes. */
  offset: number;
}

export interface BmpList {
  fields: BmpField[];
  tlv: Tlv[];
  /** False when the objects inside BMP 06 could not be read to their end. */
  tlvComplete: boolean;
  /** Where reading had to stop: an unknown BMP has no length and cannot be skipped. */
  stoppedAt?: number;
}

export function encodeBmp(bmp: number, value: Uint8Array | readonly number[]): Uint8Array {
  const row = bmpTable.get(bmp);
  if (!row) throw new RangeError(`BMP ${bmp.toString(16)} is not in the table`);
  const writer = new ByteWriter().u8(bmp);
  if (row.length === 'tlv') writer.bytes(encodeTlvLength(value.length));
  else if (typeof row.length === 'string') writer.bytes(encodeVarLength(value.length, row.length.length - 3));
  else if (row.length !== value.length) throw new RangeError(`BMP ${bmp.toString(16)} has ${row.length} bytes`);
  return writer.bytes(value).build();
}

/** Never throws on bytes of a terminal: what cannot be read is told by `stoppedAt` and `tlvComplete`. */
export function decodeBmps(bytes: Uint8Array): BmpList {
  const reader = new ByteReader(bytes);
  const list: BmpList = { fields: [], tlv: [], tlvComplete: true };
  while (reader.remaining > 0) {
    const start = reader.offset;
    try {
      decodeBmp(reader, list);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      list.stoppedAt = start;
      return list;
    }
  }
  return list;
}

/** The value of the last field with this number: a repeated field replaces the earlier one. */
export function findBmp(list: BmpList, bmp: number): Uint8Array | undefined {
  return list.fields.findLast((field) => field.bmp === bmp)?.value;
}

export function findTag(list: BmpList, ...path: number[]): Tlv | undefined {
  return findTlv(list.tlv, ...path);
}

function decodeBmp(reader: ByteReader, list: BmpList): void {
  const bmp = reader.u8();
  const row = bmpTable.get(bmp);
  if (!row) throw new DeviceError('device.garbled', `unknown BMP ${bmp.toString(16)}`);
  if (row.length === 'tlv') {
    const announced = decodeTlvLength(reader);
    const whole = announced <= reader.remaining;
    const offset = reader.offset;
    const value = reader.take(Math.min(announced, reader.remaining));
    const inner = decodeTlvList(value);
    list.fields.push({ bmp, value, offset });
    list.tlv.push(...inner.objects);
    list.tlvComplete &&= whole && inner.complete;
    return;
  }
  const length = typeof row.length === 'number' ? row.length : decodeVarLength(reader, row.length.length - 3);
  const offset = reader.offset;
  list.fields.push({ bmp, value: reader.take(length), offset });
}

/** Fx Fy or Fx Fy Fz: one decimal digit in each low nibble. */
export function encodeVarLength(length: number, digits: number): Uint8Array {
  if (length >= 10 ** digits) throw new RangeError(`${length} does not fit ${digits} digits`);
  return Uint8Array.from(String(length).padStart(digits, '0'), (digit) => 0xf0 + Number(digit));
}

export function decodeVarLength(reader: ByteReader, digits: number): number {
  let length = 0;
  for (let i = 0; i < digits; i += 1) {
    const digit = reader.u8();
    if (digit < 0xf0 || digit > 0xf9) throw new DeviceError('device.garbled', 'length digit is not F0…F9');
    length = length * 10 + (digit & 0x0f);
  }
  return length;
}
