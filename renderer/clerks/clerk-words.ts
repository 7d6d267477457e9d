/** What the directory says, in the words of those who read it. */
import type { ClerkAccess, DirectoryClerk } from '../../electron/contract/clerks.ts';
import type { BadgeProps } from '../ui/badge.tsx';
import { showGermanDate } from '../ui/german-date.ts';

export const accessWords: Record<ClerkAccess, { label: string; tone: BadgeProps['tone'] }> = {
  open: { label: 'offen', tone: 'success' },
  'not-yet': { label: 'beginnt später', tone: 'info' },
  ended: { label: 'abgelaufen', tone: 'warning' },
  revoked: { label: 'gesperrt', tone: 'danger' },
};

export const changeWords: Record<DirectoryClerk['change'], string> = {
  added: 'angelegt',
  changed: 'geändert',
  pin: 'neue PIN',
  card: 'Karte eingetragen',
  'card-removed': 'Karte ausgetragen',
  revoked: 'gesperrt',
};

export function validityOf({ access, validFrom, validTo }: DirectoryClerk): string {
  const from = showGermanDate(validFrom);
  if (validTo !== null) return `${from} bis ${showGermanDate(validTo)}`;
  return access === 'not-yet' ? `ab ${from}` : `seit ${from}`;
}
