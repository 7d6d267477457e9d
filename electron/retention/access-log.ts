/**
 * Who saw what: kept like a Vorgang of its own for each year and seat. Clerk and Vorgang stand in the sealed body only, so
 * that destroying the one key erases the whole year, here and at the centre, and the chain stays whole.
 */
import { logIdPrefix } from '../contract/retention.ts';
import type { Journal, JournalEvent } from '../journal/port.ts';

/** The only kind of such events: their head tells when, not who and not what. */
export const accessKind = 'access-logged';

export interface Access {
  /** As in the protocol, for example `vorgang-viewed`. */
  what: string;
  by: string;
  vorgangId: string;
}

/** The seat is part of it: at the centre no two seats may have the same. */
export const accessLogId = (seatId: string, day: string): string => `${logIdPrefix}${day.slice(0, 4)}-${seatId}`;

export const isAccessLog = (id: string): boolean => id.startsWith(logIdPrefix);

/** The calendar year at the counter; null for what is no access log. */
export function yearOfLog(id: string): number | null {
  const year = isAccessLog(id) ? /^(\d{4})-/.exec(id.slice(logIdPrefix.length))?.[1] : undefined;
  return year === undefined ? null : Number(year);
}

export const logTitle = (id: string): string => `Zugriffsprotokoll ${yearOfLog(id) ?? ''}`.trim();

/** `day` is the calendar day at the counter. Throws AppError `journal.*`. */
export function noteAccess(
  journal: Pick<Journal, 'append'>,
  { seatId, day }: { seatId: string; day: string },
  access: Access,
): void {
  const vorgangId = accessLogId(seatId, day);
  journal.append({ kind: accessKind, scope: 'vorgang', vorgangId, actor: 'seat', body: { ...access } });
}

/** Null once the year's key is gone. */
export function readAccess({ body }: JournalEvent): Access | null {
  const { what, by, vorgangId } = body ?? {};
  if (typeof what !== 'string' || typeof by !== 'string' || typeof vorgangId !== 'string') return null;
  return { what, by, vorgangId };
}
