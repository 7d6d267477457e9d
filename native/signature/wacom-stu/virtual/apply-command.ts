/** What a set-feature report does to the virtual pad, with the states each command is allowed in. */
import { padResult, padState, resetReport } from '../codec/identity-reports.ts';
import * as images from '../codec/image-reports.ts';
import * as screens from '../codec/screen-reports.ts';
import { encodingFlag, type StuModel } from '../stu-models.table.ts';
import type { VirtualGeometry } from './virtual-models.table.ts';
import type { VirtualScreen } from './virtual-screen.ts';
import { nvramIds, type ReportStore } from './virtual-store.ts';

export interface CommandTarget {
  readonly model: StuModel;
  readonly geometry: VirtualGeometry;
  readonly screen: VirtualScreen;
  readonly store: ReportStore;
  state: number;
  nvramWrites: number;
  onHostAction: (action: 'picture' | 'inking' | 'cleared') => void;
  reset(): void;
  clearSlowly(): void;
  thresholdChanged(): void;
}

const { ready, image, capture } = padState;
const allowedStates: ReadonlyMap<number, readonly number[]> = new Map([
  [images.endCaptureReport.id, [capture]],
  [screens.clearScreenReport.id, [ready]],
  [screens.inkThresholdReport.id, [ready]],
  [screens.clearScreenAreaReport.id, [ready]],
  [images.startImageAreaReport.id, [ready]],
  [images.startImageReport.id, [ready]],
  [images.imageBlockReport.id, [image]],
  [images.endImageReport.id, [image]],
  [screens.contrastReport.id, [ready, capture]],
]);

/** The result for report 03; undefined when the pad does not know the report. */
export function applyCommand(target: CommandTarget, report: Uint8Array): number | undefined {
  const id = report[0] ?? 0;
  const states = allowedStates.get(id);
  if (states !== undefined && !states.includes(target.state)) return padResult.wrongState;
  switch (id) {
    case resetReport.id:
      target.reset();
      return padResult.ok;
    case images.endCaptureReport.id:
      target.state = ready;
      return padResult.ok;
    case screens.clearScreenReport.id:
      target.clearSlowly();
      return padResult.ok;
    case screens.clearScreenAreaReport.id:
      return target.model.imageArea ? clearArea(target, report) : undefined;
    case images.startImageReport.id:
      return startImage(target, images.startImageReport.decode(report).value, target.screen.whole);
    case images.startImageAreaReport.id: {
      if (!target.model.imageArea) return undefined;
      const { mode, ...area } = images.startImageAreaReport.decode(report);
      return target.screen.holds(area) ? startImage(target, mode, area) : padResult.badArea;
    }
    case images.imageBlockReport.id: {
      const fits = target.screen.addToUpload(images.imageBlockReport.decode(report).data);
      return fits ? padResult.ok : padResult.imageTooLong;
    }
    case images.endImageReport.id:
      return endImage(target, images.endImageReport.decode(report).value);
    default:
      return keep(target, id, report);
  }
}

function startImage(target: CommandTarget, mode: number, area: screens.PixelArea): number {
  const flag = new Map<number, number>([
    [images.encodingMode.bits1, encodingFlag.bits1],
    [images.encodingMode.bits16, encodingFlag.bits16],
    [images.encodingMode.bits24, encodingFlag.bits24],
  ]).get(mode);
  const flags = target.geometry.encodingFlag || target.model.fallbackEncoding;
  if (flag === undefined || (flags & flag) === 0) return padResult.wrongEncoding;
  target.screen.startUpload(mode, area);
  target.state = image;
  return padResult.ok;
}

function endImage(target: CommandTarget, value: number): number {
  if (value > 1) return padResult.badParameter;
  target.screen.endUpload(value === 0);
  target.state = ready;
  if (value === 0) target.onHostAction('picture');
  return padResult.ok;
}

function clearArea(target: CommandTarget, report: Uint8Array): number {
  const area = screens.clearScreenAreaReport.decode(report);
  if (!target.screen.holds(area)) return padResult.badArea;
  target.screen.clear(area);
  return padResult.ok;
}

function keep(target: CommandTarget, id: number, report: Uint8Array): number | undefined {
  if (!target.store.canWrite(id)) return undefined;
  if (id === screens.handwritingAreaReport.id && !target.screen.holds(screens.handwritingAreaReport.decode(report))) {
    return padResult.badArea;
  }
  target.store.write(report);
  if (nvramIds.has(id)) target.nvramWrites += 1;
  if (id === screens.inkThresholdReport.id) target.thresholdChanged();
  if (id === screens.inkingModeReport.id) target.onHostAction('inking');
  return padResult.ok;
}
