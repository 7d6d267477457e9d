/** Samples of the virtual pen as the input report of the option mode that is set. */
import { optionMode, type PenData, penDataOptionReport, penDataReport, penDataTimedReport } from '../codec/pen-data.ts';
import type { StuModel } from '../stu-models.table.ts';

export type PenInput = Pick<PenData, 'ready' | 'pressure' | 'x' | 'y'>;

/** The input reports a model can send. */
export function penReports(model: StuModel) {
  switch (model.optionMode) {
    case optionMode.timeAndSequence:
      return [penDataReport, penDataTimedReport];
    case optionMode.sequence:
      return [penDataReport, penDataOptionReport];
    default:
      return [penDataReport];
  }
}

export function encodeSample(pen: PenInput, mode: number, count: { timeMs: number; sequence: number }): Uint8Array {
  const sample = { ready: pen.ready, switch: pen.pressure > 0 ? 1 : 0, pressure: pen.pressure, x: pen.x, y: pen.y };
  switch (mode) {
    case optionMode.timeAndSequence:
      return penDataTimedReport.encode({ ...sample, ...count });
    case optionMode.sequence:
      return penDataOptionReport.encode({ ...sample, option: count.sequence });
    case optionMode.time:
      return penDataOptionReport.encode({ ...sample, option: count.timeMs });
    default:
      return penDataReport.encode(sample);
  }
}
