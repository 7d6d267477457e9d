/** Puts an export into its folder whole or not at all; its name tells seat and day, never a person. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../contract/app-error.ts';

export const exportFileName = (seatId: string, day: string): string => `kasse-${seatId}-${day}.csv`;

/** Returns the whole path; throws `till.export-failed`. An export of the same day is replaced. */
export function saveExport(folder: string, fileName: string, text: string): string {
  const file = path.join(folder, fileName);
  const temporary = `${file}.new`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const handle = openSync(temporary, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (cause) {
    throw new AppError('till.export-failed', {}, { cause });
  }
  return file;
}
