/** Expected errors of the application: a code that has a German text and a remedy, and values to fill into that text. */
import { z } from 'zod';
import { type DeviceErrorCode, deviceErrorCodes } from '../../native/core/device-error.table.ts';
import { type AppErrorCode, appErrorCodes } from './app-error.table.ts';

export type ErrorCode = AppErrorCode | DeviceErrorCode;
export type ErrorParams = Readonly<Record<string, string | number>>;

export const errorCode = z.enum([...appErrorCodes, ...deviceErrorCodes]);

export const errorReport = z.object({
  code: errorCode,
  /** Values for the text; never personal data. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Number under which a bug stands in the log. */
  incident: z.string().optional(),
});
export type ErrorReport = z.infer<typeof errorReport>;

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly incident: string | undefined;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions & { incident?: string }) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
    this.incident = options?.incident;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}
