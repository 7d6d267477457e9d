/** Reports that say what the pad is and how it fares: status, information, capability, ids (Wacom STU HID reports 03-0f). */
import { defineByteReport, defineReport, readAscii, writeAscii } from './report-codec.ts';

/** State byte of report 03. */
export const padState = {
  ready: 0x00,
  image: 0x01,
  capture: 0x02,
  calculation: 0x03,
  bootImage: 0x04,
  romBusy: 0x05,
  reset: 0xff,
} as const;

/** Result byte of report 03: how the last command went. */
export const padResult = {
  ok: 0x00,
  wrongReportId: 0x01,
  wrongState: 0x02,
  badParameter: 0x04,
  wrongEncoding: 0x10,
  imageTooLong: 0x11,
  zlib: 0x12,
  badArea: 0x15,
} as const;

/** The two bytes after the result are reserved (their order is disputed) and not read. */
export const statusReport = defineReport<{ state: number; lastResult: number }>({
  id: 0x03,
  name: 'Status',
  length: 5,
  read: (reader) => ({ state: reader.u8(), lastResult: reader.u8() }),
  write: (writer, status) => {
    writer.u8(status.state).u8(status.lastResult);
  },
});

/** 0 soft, 1 hard (the pad enumerates anew). */
export const resetReport = defineByteReport(0x04, 'Reset');

export const hidInformationReport = defineReport<{ vendorId: number; productId: number; bcdDevice: number }>({
  id: 0x06,
  name: 'HidInformation',
  length: 9,
  read: (reader) => ({ vendorId: reader.u16be(), productId: reader.u16be(), bcdDevice: reader.u16be() }),
  write: (writer, hid) => {
    writer.u16be(hid.vendorId).u16be(hid.productId).u16be(hid.bcdDevice);
  },
});

export interface PadInformation {
  model: string;
  firmwareMajor: number;
  firmwareMinor: number;
  secureIc: number;
  /** Four bytes; on a 540 without secure IC the first is the firmware revision. */
  secureIcVersion: readonly number[];
}

export const informationReport = defineReport<PadInformation>({
  id: 0x08,
  name: 'Information',
  length: 17,
  read: (reader) => ({
    model: readAscii(reader, 9),
    firmwareMajor: reader.u8(),
    firmwareMinor: reader.u8(),
    secureIc: reader.u8(),
    secureIcVersion: [...reader.take(4)],
  }),
  write: (writer, info) => {
    writeAscii(writer, info.model, 9);
    writer.u8(info.firmwareMajor).u8(info.firmwareMinor).u8(info.secureIc).bytes(info.secureIcVersion);
  },
});

export interface PadGeometry {
  maxX: number;
  maxY: number;
  maxPressure: number;
  screenWidthPx: number;
  screenHeightPx: number;
}

export interface CapabilityFields extends PadGeometry {
  rateHz: number;
  /** Units per inch; 2540 makes a unit 0.01 mm. */
  resolution: number;
  encodingFlag: number;
}

/** Numbers big-endian. On a 300 and a 500 only the first ten bytes are valid; missing ones read as 0. */
export const capabilityReport = defineReport<CapabilityFields>({
  id: 0x09,
  name: 'Capability',
  length: 17,
  read: (reader) => {
    const geometry = {
      maxX: reader.u16be(),
      maxY: reader.u16be(),
      maxPressure: reader.u16be(),
      screenWidthPx: reader.u16be(),
      screenHeightPx: reader.u16be(),
    };
    if (reader.remaining < 4) return { ...geometry, rateHz: 0, resolution: 0, encodingFlag: 0 };
    return { ...geometry, rateHz: reader.u8(), resolution: reader.u16be(), encodingFlag: reader.u8() };
  },
  write: (writer, fields) => {
    writer.u16be(fields.maxX).u16be(fields.maxY).u16be(fields.maxPressure);
    writer.u16be(fields.screenWidthPx).u16be(fields.screenHeightPx);
    writer.u8(fields.rateHz).u16be(fields.resolution).u8(fields.encodingFlag);
  },
});

/** Kept in NVRAM: read only. */
export const uidReport = defineReport<{ uid: number }>({
  id: 0x0a,
  name: 'Uid',
  length: 5,
  read: (reader) => ({ uid: reader.u32be() }),
  write: (writer, { uid }) => {
    writer.u32be(uid);
  },
});

export const uid2Report = defineReport<{ uid2: string }>({
  id: 0x0b,
  name: 'Uid2',
  length: 11,
  read: (reader) => ({ uid2: readAscii(reader, 10) }),
  write: (writer, { uid2 }) => writeAscii(writer, uid2, 10),
});

/** 1 HID, 2 serial; kept in NVRAM: read only. */
export const defaultModeReport = defineReport<{ mode: number }>({
  id: 0x0c,
  name: 'DefaultMode',
  length: 3,
  read: (reader) => ({ mode: reader.u8() }),
  write: (writer, { mode }) => {
    writer.u8(mode);
  },
});

export const renderingModeReport = defineByteReport(0x0e, 'RenderingMode');

export const eSerialReport = defineReport<{ serial: string }>({
  id: 0x0f,
  name: 'ESerial',
  length: 14,
  read: (reader) => ({ serial: readAscii(reader, 13) }),
  write: (writer, { serial }) => writeAscii(writer, serial, 13),
});
