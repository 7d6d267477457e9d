/** Any report of the pad as a value with its name, for the virtual pad, the decoder and the log. */
import { DeviceError, isDeviceError } from '../../../core/device-error.ts';
import * as identity from './identity-reports.ts';
import * as image from './image-reports.ts';
import * as pen from './pen-data.ts';
import type { ReportCodec } from './report-codec.ts';
import * as screen from './screen-reports.ts';

const codecs: readonly ReportCodec<object>[] = [
  pen.penDataReport,
  identity.statusReport,
  identity.resetReport,
  identity.hidInformationReport,
  identity.informationReport,
  identity.capabilityReport,
  identity.uidReport,
  identity.uid2Report,
  identity.defaultModeReport,
  identity.renderingModeReport,
  identity.eSerialReport,
  image.endCaptureReport,
  screen.clearScreenReport,
  screen.inkingModeReport,
  screen.inkThresholdReport,
  screen.clearScreenAreaReport,
  image.startImageAreaReport,
  image.startImageReport,
  image.imageBlockReport,
  image.endImageReport,
  screen.inkColour16Report,
  screen.background16Report,
  screen.handwritingAreaReport,
  screen.backlightReport,
  screen.contrastReport,
  screen.inkColour24Report,
  screen.background24Report,
  screen.bootScreenReport,
  pen.penDataOptionReport,
  pen.optionModeReport,
  pen.penDataTimedReport,
];

/** Every report of the codec by its id. */
export const stuReports: ReadonlyMap<number, ReportCodec<object>> = new Map(codecs.map((codec) => [codec.id, codec]));

export interface StuReport {
  id: number;
  name: string;
  fields: object;
}

/** Throws `device.garbled` on an unknown id or missing bytes. */
export function decodeReport(report: Uint8Array): StuReport {
  const codec = stuReports.get(report[0] ?? -1);
  if (codec === undefined) throw new DeviceError('device.garbled', `unknown report id ${report[0] ?? 'none'}`);
  return { id: codec.id, name: codec.name, fields: codec.decode(report) };
}

const silentReports: ReadonlySet<number> = new Set([0x01, 0x30, 0x34, 0x26]);

/** One line for the log. Pen samples and image data are named only: they are the citizen's. */
export function describeReport(report: Uint8Array): string {
  try {
    const { id, name, fields } = decodeReport(report);
    return silentReports.has(id) ? name : `${name} ${JSON.stringify(fields)}`;
  } catch (error) {
    if (isDeviceError(error)) return `garbled: ${error.detail}`;
    throw error;
  }
}
