/** Turns the errorInfo of a failed call into a DeviceError; descriptions of the box stay out, they may name a person. */
import { DeviceError } from '../../core/device-error.ts';
import { errorValues } from './error-value.table.ts';
import type { ErrorInfo } from './message.ts';

/** Value 100 and the vendor's own ones say nothing by themselves: then getInfo has to be asked. */
export function isUnexplained(error: ErrorInfo): boolean {
  return errorValues[error.value ?? 100] === undefined;
}

export function toBoxError(error: ErrorInfo, operation: string): DeviceError {
  const [code, meaning] = errorValues[error.value ?? 100] ?? ['device.refused' as const, 'no reason named'];
  return new DeviceError(code, `${operation}: ${meaning} (${error.value ?? 'no value'})`);
}
