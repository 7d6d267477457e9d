/** One HID report as a pair of functions: the id and the length are checked and padded here, the fields by each report. */
import { ByteReader } from '../../../core/byte-reader.ts';
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';

export interface ReportCodec<Fields> {
  readonly id: number;
  readonly name: string;
  /** Total length including the id byte; shorter reports are padded with zeros. */
  readonly length: number;
  /** Throws `device.garbled` when the id is another one or bytes are missing. */
  decode(report: Uint8Array): Fields;
  /** Throws RangeError when a field does not fit. */
  encode(fields: Fields): Uint8Array;
}

interface ReportLayout<Fields> {
  id: number;
  name: string;
  length: number;
  read(reader: ByteReader): Fields;
  write(writer: ByteWriter, fields: Fields): void;
}

export function defineReport<Fields>(layout: ReportLayout<Fields>): ReportCodec<Fields> {
  const { id, name, length } = layout;
  return {
    id,
    name,
    length,
    decode(report) {
      const reader = new ByteReader(report);
      const first = reader.u8();
      if (first !== id) throw new DeviceError('device.garbled', `report ${first} where ${name} (${id}) was wanted`);
      return layout.read(reader);
    },
    encode(fields) {
      const writer = new ByteWriter().u8(id);
      layout.write(writer, fields);
      if (writer.length > length) throw new RangeError(`${name} of ${writer.length} bytes, at most ${length}`);
      return writer.bytes(new Uint8Array(length - writer.length)).build();
    },
  };
}

/** A report of one number, the most frequent form. */
export function defineByteReport(id: number, name: string): ReportCodec<{ value: number }> {
  return defineReport({
    id,
    name,
    length: 2,
    read: (reader) => ({ value: reader.u8() }),
    write: (writer, { value }) => {
      writer.u8(value);
    },
  });
}

/** ASCII in a field of fixed width, ended by the first zero. */
export function readAscii(reader: ByteReader, width: number): string {
  const bytes = reader.take(width);
  const end = bytes.indexOf(0);
  let text = '';
  for (const byte of end < 0 ? bytes : bytes.subarray(0, end)) {
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?';
  }
  return text;
}

export function writeAscii(writer: ByteWriter, text: string, width: number): void {
  if (text.length > width || !/^[\x20-\x7e]*$/.test(text)) throw new RangeError(`no ASCII of ${width} characters`);
  for (let i = 0; i < width; i += 1) writer.u8(i < text.length ? text.charCodeAt(i) : 0);
}
