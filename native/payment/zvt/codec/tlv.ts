/** The TLV objects of BMP 06: BER tags, lengths 00–7F, 81 xx, 82 hi lo big endian (PA00P015 §9). */
import { ByteReader } from '../../../core/byte-reader.ts';
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';

export interface Tlv {
  /** All tag bytes as one number: 0x26, 0x1f07 … */
  tag: number;
  value: Uint8Array;
  /** The objects inside a constructed tag, as far as they can be read. */
  children?: Tlv[];
}

export interface TlvList {
  objects: Tlv[];
  /** False when the bytes end in something that is no object; what came before is kept. */
  complete: boolean;
}

/** Deeper nesting than any tag of the specification; bounds the recursion. */
const maximumDepth = 8;
/** No tag of the specification has more than three bytes. */
const maximumTagLength = 4;

export function encodeTlvLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length > 0xffff) throw new RangeError(`TLV of ${length} bytes`);
  return Uint8Array.of(0x82, length >> 8, length & 0xff);
}

export function decodeTlvLength(reader: ByteReader): number {
  const first = reader.u8();
  if (first < 0x80) return first;
  if (first === 0x81) return reader.u8();
  if (first === 0x82) return reader.u16be();
  throw new DeviceError('device.garbled', `TLV length byte ${first.toString(16)}`);
}

/** One object from its value, or a constructed one from its children. */
export function encodeTlv(tag: number, content: Uint8Array | readonly number[] | readonly Uint8Array[]): Uint8Array {
  const value = new ByteWriter();
  for (const part of content instanceof Uint8Array ? [content] : content) {
    if (typeof part === 'number') value.u8(part);
    else value.bytes(part);
  }
  const bytes = value.build();
  const tagBytes: number[] = [];
  for (let rest = tag; rest > 0 || tagBytes.length === 0; rest = Math.floor(rest / 256)) tagBytes.unshift(rest % 256);
  return new ByteWriter().bytes(tagBytes).bytes(encodeTlvLength(bytes.length)).bytes(bytes).build();
}

/** Reads as far as the bytes make sense; wrong inner lengths occur in the field and must not lose the rest. */
export function decodeTlvList(bytes: Uint8Array, depth = 0): TlvList {
  const reader = new ByteReader(bytes);
  const objects: Tlv[] = [];
  try {
    while (reader.remaining > 0) {
      const tag = decodeTag(reader);
      const value = reader.take(decodeTlvLength(reader));
      const object: Tlv = { tag, value };
      if (isConstructed(tag) && depth < maximumDepth) object.children = decodeTlvList(value, depth + 1).objects;
      objects.push(object);
    }
  } catch (error) {
    if (error instanceof DeviceError) return { objects, complete: false };
    throw error;
  }
  return { objects, complete: true };
}

/** The first object at the path of tags, searched through constructed objects. */
export function findTlv(objects: readonly Tlv[] | undefined, ...path: number[]): Tlv | undefined {
  let level = objects;
  let found: Tlv | undefined;
  for (const tag of path) {
    found = level?.find((object) => object.tag === tag);
    if (!found) return undefined;
    level = found.children;
  }
  return found;
}

function decodeTag(reader: ByteReader): number {
  let tag = reader.u8();
  if ((tag & 0x1f) !== 0x1f) return tag;
  for (let length = 2; length <= maximumTagLength; length += 1) {
    const next = reader.u8();
    tag = tag * 256 + next;
    if (next < 0x80) return tag;
  }
  throw new DeviceError('device.garbled', 'TLV tag without end');
}

function isConstructed(tag: number): boolean {
  let first = tag;
  while (first > 0xff) first = Math.floor(first / 256);
  return (first & 0x20) !== 0;
}
