/** Bytes of a calendar file to text: UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252. */
import { AppError } from '../../contract/app-error.ts';

export const maxCalendarBytes = 2 * 1024 * 1024;

/** Throws `appointments.too-large`. Every byte has a meaning in Windows-1252, so nothing else can fail here. */
export function decodeCalendar(bytes: Uint8Array): string {
  if (bytes.length > maxCalendarBytes) throw new AppError('appointments.too-large');
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (mark !== null) return new TextDecoder(mark).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
