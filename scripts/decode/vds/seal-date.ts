/** Dates of a seal: MMDDYYYY as a number in three bytes (TR-03137-1 §2.3). */
import { SealError } from './seal-error.ts';

export function decodeSealDate(bytes: Uint8Array, what: string): string {
  const digits = String(bytes.reduce((value, byte) => value * 256 + byte, 0)).padStart(8, '0');
  const iso = `${digits.slice(4)}-${digits.slice(0, 2)}-${digits.slice(2, 4)}`;
  return plausibleDate(iso, what);
}

/** YYYY-MM-DD that exists in the calendar, between 1900 and 2199. */
export function plausibleDate(iso: string, what: string): string {
  const parsed = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
  if (!exists || iso < '1900-01-01' || iso > '2199-12-31') throw new SealError(`${what}: no date of the calendar`);
  return iso;
}
