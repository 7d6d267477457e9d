/** The image upload: start of the whole screen (25) or an area (24), blocks (26), commit or abandon (27). */
import { DeviceError } from '../../../core/device-error.ts';
import { defineByteReport, defineReport } from './report-codec.ts';
import { type PixelArea, readArea, writeArea } from './screen-reports.ts';

/** Encoding mode in 24 and 25. Adding 01 means zlib, 10 the bulk endpoint, which HID does not reach. */
export const encodingMode = { bits1: 0x00, bits16: 0x02, bits24: 0x04 } as const;

/** Data bytes in one block of 256. */
export const imageBlockCapacity = 253;

export const startImageAreaReport = defineReport<{ mode: number } & PixelArea>({
  id: 0x24,
  name: 'StartImageDataArea',
  length: 11,
  read: (reader) => {
    const mode = reader.u8();
    reader.take(1);
    return { mode, ...readArea(reader) };
  },
  write: (writer, start) => {
    writer.u8(start.mode).u8(1);
    writeArea(writer, start);
  },
});

export const startImageReport = defineByteReport(0x25, 'StartImageData');

export const imageBlockReport = defineReport<{ data: Uint8Array }>({
  id: 0x26,
  name: 'ImageDataBlock',
  length: 256,
  read: (reader) => {
    const length = reader.u16le();
    if (length > imageBlockCapacity) throw new DeviceError('device.garbled', `image block of ${length} bytes`);
    return { data: reader.take(length) };
  },
  write: (writer, { data }) => {
    writer.u16le(data.length).bytes(data);
  },
});

/** 0 commits, 1 abandons. */
export const endImageReport = defineByteReport(0x27, 'EndImageData');

/** 0 is the only value; ends an encrypted capture a foreign program left behind. */
export const endCaptureReport = defineByteReport(0x16, 'EndCapture');
