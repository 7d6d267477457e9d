/** JP2 boxes around a JPEG 2000 codestream, and the sizes a codestream announces (ISO/IEC 15444-1 Annex I and A.5.1). */
import { ByteReader } from '../../core/byte-reader.ts';
import { ByteWriter } from '../../core/byte-writer.ts';
import { DeviceError } from '../../core/device-error.ts';

export interface CodestreamSize {
  widthPx: number;
  heightPx: number;
  components: number;
  bitDepth: number;
}

/** A 1000 ppi slap is about 3200 × 3000; a single finger is far below. */
const mostPixels = 4_000_000;
const mostTiles = 256;
/** 500 pixels per inch in pixels per metre. */
const pixelsPerMetre = 19_685;

export function encodeJp2(codestream: Uint8Array): Uint8Array {
  const size = decodeCodestreamSize(codestream);
  const ihdr = new ByteWriter().u32be(size.heightPx).u32be(size.widthPx).u16be(1).u8(7).u8(7).u8(0).u8(0).build();
  // Enumerated colour space 17: grey.
  const colr = new ByteWriter().u8(1).u8(0).u8(0).u32be(17).build();
  const resc = new ByteWriter().u16be(pixelsPerMetre).u16be(1).u16be(pixelsPerMetre).u16be(1).u8(0).u8(0).build();
  const jp2h = [box('ihdr', ihdr), box('colr', colr), box('res ', box('resc', resc))];
  return new ByteWriter()
    .bytes(box('jP  ', Uint8Array.of(0x0d, 0x0a, 0x87, 0x0a)))
    .bytes(box('ftyp', new TextEncoder().encode('jp2 \0\0\0\0jp2 ')))
    .bytes(box('jp2h', Buffer.concat(jp2h)))
    .bytes(box('jp2c', codestream))
    .build();
}

/** The raw codestream of a JP2 file, or the bytes themselves when they are one already. */
export function decodeJp2(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff && bytes[1] === 0x4f) return bytes;
  const reader = new ByteReader(bytes);
  while (reader.remaining >= 8) {
    const length = reader.u32be();
    const type = Buffer.from(reader.take(4)).toString('latin1');
    // Length 0 = to the end of the file. 64-bit boxes (length 1) are not needed at this size.
    const content = length === 0 ? reader.rest() : reader.take(length - 8);
    if (type === 'jp2c') return content;
  }
  throw new DeviceError('device.garbled', 'JP2 without codestream');
}

/** Reads SIZ and refuses what a finger image cannot be, before a decoder allocates for it. */
export function decodeCodestreamSize(codestream: Uint8Array): CodestreamSize {
  const reader = new ByteReader(codestream);
  if (reader.u32be() !== 0xff4fff51) throw new DeviceError('device.garbled', 'no JPEG 2000 codestream');
  reader.take(4);
  const [right, bottom, left, top] = [reader.u32be(), reader.u32be(), reader.u32be(), reader.u32be()];
  const [tileWidth, tileHeight] = [reader.u32be(), reader.u32be()];
  reader.take(8);
  const components = reader.u16be();
  const bitDepth = (reader.u8() & 0x7f) + 1;
  const size = { widthPx: right - left, heightPx: bottom - top, components, bitDepth };
  const tiles = Math.ceil(right / tileWidth) * Math.ceil(bottom / tileHeight);
  const plausible =
    size.widthPx > 0 && size.heightPx > 0 && right * bottom <= mostPixels && tileWidth > 0 && tileHeight > 0;
  if (!plausible || tiles > mostTiles || components !== 1 || bitDepth !== 8) {
    throw new DeviceError('device.garbled', 'JPEG 2000 sizes no finger image has');
  }
  return size;
}

function box(type: string, content: Uint8Array): Uint8Array {
  return new ByteWriter()
    .u32be(content.length + 8)
    .bytes(new TextEncoder().encode(type))
    .bytes(content)
    .build();
}
