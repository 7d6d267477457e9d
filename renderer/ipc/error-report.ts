/** Whatever a call threw, as the report the screens can show. */
import { type ErrorReport, isAppError } from '../../electron/contract/app-error.ts';

export function toErrorReport(error: unknown): ErrorReport {
  if (!isAppError(error)) return { code: 'internal' };
  const incident = error.incident === undefined ? {} : { incident: error.incident };
  return { code: error.code, params: { ...error.params }, ...incident };
}

/** Cancelled acts are what the clerk wanted: they are never shown as errors. */
export const isShown = (error: ErrorReport): boolean => error.code !== 'cancelled' && error.code !== 'device.cancelled';
