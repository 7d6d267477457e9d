/** Looks a status word up and formats it. */
import { statusWords } from './status-word.table.ts';

export function formatStatus(status: number): string {
  return status.toString(16).toUpperCase().padStart(4, '0');
}

/** German meaning; the table lists exact words before their families. */
export function describeStatus(status: number): string {
  const text = formatStatus(status);
  const fits = (pattern: string) => [...pattern].every((digit, index) => digit === 'x' || digit === text[index]);
  return statusWords.find(([pattern]) => fits(pattern))?.[1] ?? 'unbekanntes Statuswort';
}
