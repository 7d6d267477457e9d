/** Puts a paper together: letterhead, place, day and reference come from the seat, the blocks from the service. */
import { formatGermanDate } from '../contract/calendar-date.ts';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import type { ServiceContext } from './service.ts';

export function paper(
  context: ServiceContext,
  title: string,
  blocks: readonly DocumentBlock[],
  place: string = context.seat.place,
): DocumentDefinition {
  return {
    title,
    authority: context.seat.authority,
    ortsverwaltung: context.seat.ortsverwaltung,
    addressLines: [...context.seat.authorityAddress],
    placeAndDay: `${place}, ${formatGermanDate(context.today)}`,
    reference: context.vorgangNumber,
    createdAt: context.now,
    training: context.seat.training,
    blocks: [...blocks],
  };
}

export interface Row {
  label: string;
  value: string;
}

/** Rows with a value; empty ones would only make the paper long. */
export function filledRows(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.value !== '');
}

const counterClock = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Day and time at the counter of an ISO moment; empty when it is none. */
export function germanTime(iso: string): string {
  const moment = new Date(iso);
  return iso === '' || Number.isNaN(moment.getTime()) ? '' : `${counterClock.format(moment)} Uhr`;
}
