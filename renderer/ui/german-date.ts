/** Days as a clerk types them (`1.2.1980`, `01021980`, `XX.XX.1980`) to and from `YYYY-MM-DD`. Two-digit years are refused: they are ambiguous. */
export function parseGermanDate(text: string, partial: boolean): string | null {
  const plain = text.trim().toUpperCase();
  if (/^\d{4}-(\d{2}|XX)-(\d{2}|XX)$/.test(plain)) return partial || !plain.includes('X') ? plain : null;
  const match =
    /^(\d{1,2}|XX?|00)\.(\d{1,2}|XX?|00)\.(\d{4}|XXXX)$/.exec(plain) ??
    /^(\d{2}|XX)(\d{2}|XX)(\d{4}|XXXX)$/.exec(plain);
  const yearOnly = /^\d{4}$/.test(plain) ? ['', 'XX', 'XX', plain] : null;
  const parts = match ?? (partial ? yearOnly : null);
  if (!parts) return null;
  const pair = (part = ''): string => (part.startsWith('X') || part === '00' ? 'XX' : part.padStart(2, '0'));
  const iso = `${parts[3]}-${pair(parts[2])}-${pair(parts[1])}`;
  return partial || !iso.includes('X') ? iso : null;
}

/** `YYYY-MM-DD` → `TT.MM.JJJJ`; anything else as it is. */
export function showGermanDate(iso: string): string {
  const match = /^(\d{4}|XXXX)-(\d{2}|XX)-(\d{2}|XX)$/.exec(iso);
  return match ? `${match[3]}.${match[2]}.${match[1]}` : iso;
}

const dayAndTime = new Intl.DateTimeFormat('de-DE', { dateStyle: 'short', timeStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat('de-DE', { timeStyle: 'short' });

/** `22.11.26, 09:41` from an ISO time. */
export const showMoment = (iso: string): string =>
  Number.isNaN(Date.parse(iso)) ? iso : dayAndTime.format(new Date(iso));
export const showTime = (iso: string): string => (Number.isNaN(Date.parse(iso)) ? iso : timeOnly.format(new Date(iso)));
