/** What the printer's answers say, as the values of the port. */
import { DeviceError } from '../../core/device-error.ts';
import type { PrinterStatus, PrinterSupplies, PrintJobPhase, PrintJobState } from '../port.ts';
import { booleanOf, groupOf, numberOf, numbersOf, required, textOf, textsOf } from './attributes.ts';
import { groupTags, jobStates, printerStates } from './ipp.table.ts';
import type { IppGroup, IppResponse } from './message.ts';

export interface PrinterIdentity {
  label: string;
  serial: string;
  firmware: string;
}

export const statusAttributes = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'media-ready',
] as const;

/** PWG 5100.9: marker levels in percent, in the order of their names. */
export const supplyAttributes = [
  'printer-state-reasons',
  'media-ready',
  'marker-names',
  'marker-levels',
  'marker-low-levels',
] as const;
const markersMax = 16;

export const identityAttributes = [
  'printer-make-and-model',
  'printer-uuid',
  'printer-firmware-string-version',
  'operations-supported',
] as const;

/** A job without a name keeps `jobName`: Print-Job answers need not repeat it (RFC 8011 §4.2.1.2). */
export function jobStateOf(group: IppGroup | undefined, jobName = ''): PrintJobState {
  const state = required(numberOf(group, 'job-state'), 'job-state');
  return {
    jobId: required(numberOf(group, 'job-id'), 'job-id'),
    jobName: textOf(group, 'job-name') ?? jobName,
    phase: jobPhase(state),
    reasons: reasonsOf(group, 'job-state-reasons'),
  };
}

export function jobStatesOf(response: IppResponse): PrintJobState[] {
  return response.groups.filter((group) => group.tag === groupTags.job).map((group) => jobStateOf(group));
}

export function printerStatusOf(response: IppResponse): PrinterStatus {
  const group = groupOf(response.groups, groupTags.printer);
  const state = required(numberOf(group, 'printer-state'), 'printer-state');
  const phase = Object.entries(printerStates).find(([number]) => Number(number) === state)?.[1];
  return {
    phase: required(phase, `a known printer-state, but ${state}`),
    accepting: booleanOf(group, 'printer-is-accepting-jobs') ?? true,
    reasons: reasonsOf(group, 'printer-state-reasons'),
    mediaReady: textsOf(group, 'media-ready'),
  };
}

export function printerSuppliesOf(response: IppResponse): PrinterSupplies {
  const group = groupOf(response.groups, groupTags.printer);
  const levels = numbersOf(group, 'marker-levels');
  const lows = numbersOf(group, 'marker-low-levels');
  return {
    reasons: reasonsOf(group, 'printer-state-reasons'),
    mediaReady: textsOf(group, 'media-ready'),
    markers: textsOf(group, 'marker-names')
      .slice(0, markersMax)
      .map((name, index) => {
        const level = levels[index] ?? -1;
        return { name: name.slice(0, 60), level: level < 0 || level > 100 ? null : level, low: lows[index] ?? 0 };
      }),
  };
}

export function printerIdentityOf(response: IppResponse): PrinterIdentity {
  const group = groupOf(response.groups, groupTags.printer);
  return {
    label: textOf(group, 'printer-make-and-model') ?? 'IPP-Drucker',
    serial: textOf(group, 'printer-uuid') ?? '',
    firmware: textsOf(group, 'printer-firmware-string-version').join(' '),
  };
}

export function isFinal(phase: PrintJobPhase): boolean {
  return phase === 'completed' || phase === 'cancelled' || phase === 'aborted';
}

function jobPhase(state: number): PrintJobPhase {
  for (const [number, phase] of Object.entries(jobStates)) if (Number(number) === state) return phase;
  throw new DeviceError('device.garbled', `job-state ${state}`);
}

function reasonsOf(group: IppGroup | undefined, name: string): string[] {
  return textsOf(group, name).filter((reason) => reason !== 'none' && reason !== '');
}
