/** Reports about the display and its ink: clearing, inking, thresholds, areas, colours (20-23, 28-2f). Little-endian. */
import type { ByteReader } from '../../../core/byte-reader.ts';
import type { ByteWriter } from '../../../core/byte-writer.ts';
import { defineByteReport, defineReport } from './report-codec.ts';

/** Corners in pixels; the lower right one is inclusive, as a 430V reads back 0,0,319,199. */
export interface PixelArea {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export function readArea(reader: ByteReader): PixelArea {
  return { x1: reader.u16le(), y1: reader.u16le(), x2: reader.u16le(), y2: reader.u16le() };
}

export function writeArea(writer: ByteWriter, area: PixelArea): void {
  writer.u16le(area.x1).u16le(area.y1).u16le(area.x2).u16le(area.y2);
}

export const clearScreenReport = defineByteReport(0x20, 'ClearScreen');

/** The ink on the pad's own display; pen data flow regardless. */
export const inkingModeReport = defineByteReport(0x21, 'InkingMode');

export interface InkThreshold {
  on: number;
  off: number;
}

export const inkThresholdReport = defineReport<InkThreshold>({
  id: 0x22,
  name: 'InkThreshold',
  length: 5,
  read: (reader) => ({ on: reader.u16le(), off: reader.u16le() }),
  write: (writer, { on, off }) => {
    writer.u16le(on).u16le(off);
  },
});

/** The two bytes before the corners are 0 and 1. */
export const clearScreenAreaReport = defineReport<PixelArea>({
  id: 0x23,
  name: 'ClearScreenArea',
  length: 11,
  read: (reader) => {
    reader.take(2);
    return readArea(reader);
  },
  write: (writer, area) => {
    writer.u8(0).u8(1);
    writeArea(writer, area);
  },
});

/** Where the pad draws ink. */
export const handwritingAreaReport = defineReport<PixelArea>({
  id: 0x2a,
  name: 'HandwritingDisplayArea',
  length: 9,
  read: readArea,
  write: writeArea,
});

/** RGB565 little-endian (in image data it is big-endian), then the thickness. */
export const inkColour16Report = defineReport<{ rgb565: number; thickness: number }>({
  id: 0x28,
  name: 'HandwritingThicknessColor',
  length: 4,
  read: (reader) => ({ rgb565: reader.u16le(), thickness: reader.u8() }),
  write: (writer, { rgb565, thickness }) => {
    writer.u16le(rgb565).u8(thickness);
  },
});

function defineWordReport(id: number, name: string) {
  return defineReport<{ value: number }>({
    id,
    name,
    length: 3,
    read: (reader) => ({ value: reader.u16le() }),
    write: (writer, { value }) => {
      writer.u16le(value);
    },
  });
}

/** 29, 2b, 2c and 2e are kept in NVRAM: the driver reads them at most. */
export const background16Report = defineWordReport(0x29, 'BackgroundColor');
export const backlightReport = defineWordReport(0x2b, 'BacklightBrightness');
export const contrastReport = defineWordReport(0x2c, 'ScreenContrast');

export interface Colour24 {
  red: number;
  green: number;
  blue: number;
}

function readColour(reader: ByteReader): Colour24 {
  const [blue, green, red] = [reader.u8(), reader.u8(), reader.u8()];
  return { red, green, blue };
}

/** Blue, green, red, then the thickness 0-3. */
export const inkColour24Report = defineReport<Colour24 & { thickness: number }>({
  id: 0x2d,
  name: 'HandwritingThicknessColor24',
  length: 5,
  read: (reader) => ({ ...readColour(reader), thickness: reader.u8() }),
  write: (writer, colour) => {
    writer.u8(colour.blue).u8(colour.green).u8(colour.red).u8(colour.thickness);
  },
});

export const background24Report = defineReport<Colour24>({
  id: 0x2e,
  name: 'BackgroundColor24',
  length: 4,
  read: readColour,
  write: (writer, colour) => {
    writer.u8(colour.blue).u8(colour.green).u8(colour.red);
  },
});

export const bootScreenReport = defineByteReport(0x2f, 'BootScreen');
