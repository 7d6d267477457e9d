/** Pen samples as input reports 01, 30 and 34 and the option mode 32 that selects between them; numbers are big-endian. */
import type { ByteReader } from '../../../core/byte-reader.ts';
import type { ByteWriter } from '../../../core/byte-writer.ts';
import { defineByteReport, defineReport } from './report-codec.ts';

export interface PenData {
  /** Pen in proximity: bit 7 of the first byte. */
  ready: boolean;
  /** Bits 6-4; bit 0 of the three is set while the tip touches. */
  switch: number;
  /** 12 bits: the low nibble of the first byte and the second byte. */
  pressure: number;
  x: number;
  y: number;
}

export interface PenDataOption extends PenData {
  option: number;
}

export interface PenDataTimed extends PenData {
  /** The pad's clock, wraps after FFFF. */
  timeMs: number;
  /** Counts reports, wraps after FFFF. */
  sequence: number;
}

/** Value of report 32. */
export const optionMode = { none: 0, time: 1, sequence: 2, timeAndSequence: 3 } as const;

function readPen(reader: ByteReader): PenData {
  const flags = reader.u8();
  return {
    ready: (flags & 0x80) !== 0,
    switch: (flags >> 4) & 0x07,
    pressure: ((flags & 0x0f) << 8) | reader.u8(),
    x: reader.u16be(),
    y: reader.u16be(),
  };
}

function writePen(writer: ByteWriter, pen: PenData): void {
  if (pen.pressure > 0xfff || pen.switch > 7) throw new RangeError('pressure has 12 bits, the switch 3');
  writer.u8((pen.ready ? 0x80 : 0) | (pen.switch << 4) | (pen.pressure >> 8));
  writer
    .u8(pen.pressure & 0xff)
    .u16be(pen.x)
    .u16be(pen.y);
}

export const penDataReport = defineReport<PenData>({
  id: 0x01,
  name: 'PenData',
  length: 7,
  read: readPen,
  write: writePen,
});

export const penDataOptionReport = defineReport<PenDataOption>({
  id: 0x30,
  name: 'PenDataOption',
  length: 9,
  read: (reader) => ({ ...readPen(reader), option: reader.u16be() }),
  write: (writer, pen) => {
    writePen(writer, pen);
    writer.u16be(pen.option);
  },
});

export const penDataTimedReport = defineReport<PenDataTimed>({
  id: 0x34,
  name: 'PenDataTimeCountSequence',
  length: 11,
  read: (reader) => ({ ...readPen(reader), timeMs: reader.u16be(), sequence: reader.u16be() }),
  write: (writer, pen) => {
    writePen(writer, pen);
    writer.u16be(pen.timeMs).u16be(pen.sequence);
  },
});

export const optionModeReport = defineByteReport(0x32, 'PenDataOptionMode');
