/** Writes an ISO/IEC 19794-4:2011 finger image record; the reverse of `decodeFingerRecord`. */
import { ByteWriter } from '../../core/byte-writer.ts';
import { type FingerImage, type FingerRecord, recordIdentifier } from './finger-record.ts';
import { encodeExtendedBlock } from './finger-record-extended.ts';

export function encodeFingerRecord(record: FingerRecord): Uint8Array {
  const bodies = record.images.map((image) => encodeImage(image, record.certified));
  const length = bodies.reduce((sum, body) => sum + body.length, 16);
  const writer = new ByteWriter().bytes(recordIdentifier).u32be(length).u16be(bodies.length);
  writer.u8(record.certified ? 1 : 0).u8(record.distinctFingers);
  for (const body of bodies) writer.bytes(body);
  return writer.build();
}

function encodeImage(image: FingerImage, certified: boolean): Uint8Array {
  const writer = new ByteWriter();
  encodeTime(writer, image.capturedAt);
  writer.u8(image.technology).u16be(image.vendor).u16be(image.deviceType);
  writer.u8(image.qualities.length);
  for (const quality of image.qualities) writer.u8(quality.score).u16be(quality.vendor).u16be(quality.algorithm);
  if (certified) {
    writer.u8(image.certifications.length);
    for (const block of image.certifications) writer.u16be(block.authority).u8(block.scheme);
  }
  writer.u8(image.position).u8(image.representation).u8(image.scaleUnits);
  for (const rate of [image.captureRate, image.imageRate]) writer.u16be(rate.horizontal).u16be(rate.vertical);
  writer.u8(image.bitDepth).u8(image.compression).u8(image.impression);
  writer.u16be(image.widthPx).u16be(image.heightPx);
  writer.u32be(image.image.length).bytes(image.image);
  for (const block of image.extended) encodeExtendedBlock(writer, block);
  const body = writer.build();
  return new ByteWriter()
    .u32be(body.length + 4)
    .bytes(body)
    .build();
}

function encodeTime(writer: ByteWriter, capturedAt: string): void {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})$/.exec(capturedAt);
  if (!match) throw new RangeError('capturedAt is no ISO time with milliseconds');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = match.slice(1).map(Number);
  writer.u16be(year).u8(month).u8(day).u8(hour).u8(minute).u8(second).u16be(millisecond);
}
