/** BER-TLV as chips send it (ISO/IEC 8825-1 with definite lengths), walked with bounds on depth and number of nodes. */
import { ByteReader } from '../../core/byte-reader.ts';
import { ByteWriter } from '../../core/byte-writer.ts';
import { DeviceError } from '../../core/device-error.ts';

export interface Tlv {
  /** All tag bytes as one number, for example 0x7F4C. */
  tag: number;
  constructed: boolean;
  value: Uint8Array;
  /** Empty for a primitive object. */
  children: readonly Tlv[];
}

const depthMax = 16;
const nodeMax = 4096;
const tagBytesMax = 3;
const lengthBytesMax = 3;

/** Objects one after another, to the last byte; anything else is `card.garbled`. With `flat` their contents are not looked into. */
export function decodeTlv(bytes: Uint8Array, { flat = false } = {}): Tlv[] {
  let nodes = 0;
  const walk = (slice: Uint8Array, depth: number): Tlv[] => {
    if (depth > depthMax) throw new DeviceError('card.garbled', `TLV deeper than ${depthMax}`);
    const reader = new ByteReader(slice);
    const found: Tlv[] = [];
    while (reader.remaining > 0) {
      nodes += 1;
      if (nodes > nodeMax) throw new DeviceError('card.garbled', `more than ${nodeMax} TLV objects`);
      const { tag, constructed, length } = readHeader(reader);
      if (length > reader.remaining) throw new DeviceError('card.garbled', `TLV of ${length} bytes is cut off`);
      const value = reader.take(length);
      found.push({ tag, constructed, value, children: constructed && !flat ? walk(value, depth + 1) : [] });
    }
    return found;
  };
  return walk(bytes, 0);
}

/** Total length of the object that starts here, or undefined while its header is incomplete. */
export function measureTlv(start: Uint8Array): number | undefined {
  const reader = new ByteReader(start);
  const headerMax = tagBytesMax + 1 + lengthBytesMax;
  try {
    const { length } = readHeader(reader);
    return reader.offset + length;
  } catch (error) {
    if (start.length < headerMax && error instanceof DeviceError && error.code === 'device.garbled') return undefined;
    throw error;
  }
}

export function encodeTlv(tag: number, value: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  const tagHex = tag.toString(16);
  for (let i = tagHex.length % 2 === 0 ? 0 : -1; i < tagHex.length; i += 2) {
    writer.u8(Number.parseInt(tagHex.slice(Math.max(i, 0), i + 2), 16));
  }
  if (value.length < 0x80) writer.u8(value.length);
  else if (value.length < 0x100) writer.u8(0x81).u8(value.length);
  else if (value.length < 0x10000) writer.u8(0x82).u16be(value.length);
  else
    writer
      .u8(0x83)
      .u8(value.length >> 16)
      .u16be(value.length & 0xffff);
  return writer.bytes(value).build();
}

/** Running out of bytes inside the header is `device.garbled` (from the reader), a forbidden form `card.garbled`. */
function readHeader(reader: ByteReader): { tag: number; constructed: boolean; length: number } {
  const first = reader.u8();
  let tag = first;
  if ((first & 0x1f) === 0x1f) {
    let next = 0x80;
    for (let count = 1; (next & 0x80) !== 0; count += 1) {
      if (count === tagBytesMax) throw new DeviceError('card.garbled', 'TLV tag is too long');
      next = reader.u8();
      tag = tag * 256 + next;
    }
  }
  let length = reader.u8();
  if (length === 0x80) throw new DeviceError('card.garbled', 'TLV of indefinite length');
  if (length > 0x80) {
    const width = length - 0x80;
    if (width > lengthBytesMax) throw new DeviceError('card.garbled', `TLV length of ${width} bytes`);
    length = 0;
    for (let i = 0; i < width; i += 1) length = length * 256 + reader.u8();
  }
  return { tag, constructed: (first & 0x20) !== 0, length };
}
