/** Opening a pad: bring it to Ready, learn what it is, empty the display, switch on counting of samples. */
import type { DriverContext } from '../../core/context.ts';
import type { DeviceInfo } from '../../core/device.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import type { Reports } from '../../core/transport.ts';
import { pause } from '../../core/wait.ts';
import * as identity from './codec/identity-reports.ts';
import { endCaptureReport, endImageReport } from './codec/image-reports.ts';
import { optionModeReport } from './codec/pen-data.ts';
import {
  clearScreenReport,
  handwritingAreaReport,
  type InkThreshold,
  inkingModeReport,
  inkThresholdReport,
  type PixelArea,
} from './codec/screen-reports.ts';
import { findStuModel, type StuModel } from './stu-models.table.ts';
import { readyOnly, type StuSession } from './stu-session.ts';

/** 750 ms were too short for a 540. */
const resetPauseMs = 1_100;
/** After report 16 the pad wants 20 ms. */
const endCapturePauseMs = 20;
const clearingPolls = 15;

/** A virtual pad says so in both id reports. */
export const virtualUid2 = 'VIRTUAL';
export const virtualUid = 0x56495254;

export interface StuIdentity {
  info: DeviceInfo;
  model: StuModel;
  capability: identity.CapabilityFields;
  threshold: InkThreshold;
  /** As found at opening, given back at closing; absent on models without report 2a. */
  inkArea: PixelArea | undefined;
  /** 0 when lower right corners are inclusive, 1 when this pad counts them exclusive. */
  cornerOffset: number;
}

export async function identifyStu(context: DriverContext<Reports>, session: StuSession): Promise<StuIdentity> {
  await bringToReady(context, session);
  const information = await session.get(identity.informationReport);
  const model = findStuModel(information.model);
  if (model === undefined) throw new DeviceError('device.unsupported', `model ${information.model}`);
  const capability = checkCapability(await session.get(identity.capabilityReport), model);
  const { uid } = await session.get(identity.uidReport);
  const uid2 = model.uid2 ? (await session.get(identity.uid2Report)).uid2 : '';
  const threshold = await session.get(inkThresholdReport);
  const inkArea = model.handwritingArea ? await session.get(handwritingAreaReport) : undefined;
  await emptyDisplay(session);
  await session.command(optionModeReport, { value: model.optionMode }).catch(ignoreMissingReport);
  const info: DeviceInfo = {
    model: 'wacom-stu-hid',
    label: `Wacom ${information.model}`,
    serial: uid2 === '' ? uid.toString(16).padStart(8, '0') : uid2,
    firmware: `${information.firmwareMajor}.${information.firmwareMinor}`,
    virtual: uid === virtualUid || uid2.startsWith(virtualUid2),
  };
  return { info, model, capability, threshold, inkArea, cornerOffset: cornerOffset(inkArea, capability) };
}

/** Inking off first, so that nothing is drawn on the empty display. */
export async function emptyDisplay(session: StuSession): Promise<void> {
  await session.command(inkingModeReport, { value: 0 });
  await session.command(clearScreenReport, { value: 0 }, readyOnly);
  await session.awaitState(readyOnly);
}

/** A pad found in an upload or a capture was left by another program: end that; anything else gets a soft reset. */
export async function bringToReady({ clock, log }: DriverContext<Reports>, session: StuSession): Promise<void> {
  try {
    const { state } = await session.get(identity.statusReport);
    if (state === identity.padState.image) await endImageUnlessClearing(session);
    if (state === identity.padState.capture) {
      await session.send(endCaptureReport, { value: 0 });
      await pause(clock, endCapturePauseMs);
    }
    await session.awaitState(readyOnly);
  } catch (error) {
    const code = isDeviceError(error) ? error.code : undefined;
    if (code !== 'device.not-ready' && code !== 'device.refused') throw error;
    log.warn('pad-reset');
    await session.send(identity.resetReport, { value: 0 });
    await pause(clock, resetPauseMs);
    await session.awaitState(readyOnly);
  }
}

/** A 520 clears its screen for up to 600 ms in the same state as an upload. */
async function endImageUnlessClearing(session: StuSession): Promise<void> {
  try {
    await session.awaitState(readyOnly, clearingPolls);
  } catch (error) {
    if (!isDeviceError(error) || error.code !== 'device.not-ready') throw error;
    await session.send(endImageReport, { value: 1 });
  }
}

function checkCapability(read: identity.CapabilityFields, model: StuModel): identity.CapabilityFields {
  const tail = model.wholeCapability ? read : { rateHz: 0, resolution: 0, encodingFlag: 0 };
  const sizes = [read.maxX, read.maxY, read.maxPressure, read.screenWidthPx, read.screenHeightPx];
  if (sizes.some((size) => size === 0)) throw new DeviceError('device.garbled', 'capability with a size of 0');
  return {
    ...read,
    rateHz: tail.rateHz || 200,
    resolution: tail.resolution || 2540,
    encodingFlag: (tail.encodingFlag & 0x0e) === 0 ? model.fallbackEncoding : tail.encodingFlag,
  };
}

/** Sources differ on the lower right corner; the default area the pad reads back decides. */
function cornerOffset(area: PixelArea | undefined, { screenWidthPx }: identity.CapabilityFields): number {
  return area?.x2 === screenWidthPx ? 1 : 0;
}

/** Old firmware of a 500 or 520 has no report 32: samples are then counted by nobody. */
function ignoreMissingReport(error: unknown): void {
  if (!isDeviceError(error) || error.code !== 'device.refused') throw error;
}
