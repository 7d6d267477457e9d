/** The Kassenbuch of one day as rows: each card transaction (terminal, trace, receipt, time) with the Kassenzeichen it pays, cash too. */
import { taxText } from '../contract/accounting.ts';
import type { Cell } from './csv.ts';
import { germanDay } from './german-time.ts';
import type { Booked, Closed, Moved } from './till-events.ts';

export const exportHeader = [
  ...['Art', 'Zeit', 'Beleg', 'Zu Beleg', 'Zahlungsweg', 'Betrag EUR', 'Kassenzeichen', 'Konto', 'Tarifnummer'],
  ...['Rechtsgrundlage', 'Bezeichnung', 'Steuer', 'Terminal-ID', 'Trace', 'Terminal-Beleg', 'Terminal-Datum'],
  ...['Terminal-Zeit', 'Kartenart', 'Vorgang', 'Abschluss'],
] as const;

export interface DayEntries {
  bookings: readonly Booked[];
  moves: readonly Moved[];
  closings: readonly Closed[];
}

const ways = { reverse: 'Karte, Storno', refund: 'Karte, Gutschrift', cash: 'bar' } as const;
const text = (value: string): Cell => ({ text: value });
const none = text('');

/** In order of time. The amounts of a day's rows add up to what its entries moved; a Kassenschnitt has an amount of its own. */
export function exportRows(day: string, { bookings, moves, closings }: DayEntries): Cell[][] {
  const closingOf = (sequence: number): string =>
    String(closings.find((closing) => closing.sequence > sequence)?.body.number ?? '');
  const rows = [
    ...bookings.map((entry) => ({ at: entry.at, cells: bookingRows(entry, closingOf(entry.sequence)) })),
    ...moves.map((entry) => ({ at: entry.at, cells: [moveRow(entry, closingOf(entry.sequence))] })),
    ...closings.map((entry) => ({ at: entry.at, cells: closingRows(entry) })),
  ];
  return rows
    .filter(({ at }) => germanDay(at) === day)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .flatMap(({ cells }) => cells);
}

/** One row a fee item; an entry without items keeps its sum in one row. */
function bookingRows({ at, body }: Booked, closing: string): Cell[][] {
  const sign = body.kind === 'reversal' ? -1 : 1;
  const { card } = body;
  const items = body.items.length > 0 ? body.items : [null];
  return items.map((item) => [
    text(body.kind === 'reversal' ? 'Storno' : 'Gebühr'),
    text(at),
    text(body.number),
    text(body.refersTo ?? ''),
    text(body.way ? ways[body.way] : body.method === 'cash' ? 'bar' : 'Karte'),
    { cents: item ? sign * item.amountCents : body.amountCents },
    text(item?.accounting?.kassenzeichen ?? ''),
    text(item?.accounting?.account ?? ''),
    text(item?.accounting?.tariffNumber ?? ''),
    text(item?.legalBasis ?? ''),
    text(item?.label ?? ''),
    text(item?.accounting ? taxText(item.accounting.tax) : ''),
    text(card?.terminalId ?? ''),
    { number: card?.traceNumber ?? null },
    { number: card?.receiptNumber ?? null },
    text(card?.date ?? ''),
    text(card?.time ?? ''),
    text(card?.cardName ?? ''),
    text(body.vorgangNumber),
    text(closing),
  ]);
}

const moveArts = {
  'float-in': 'Einlage Wechselgeld',
  'other-in': 'Sonstige Einzahlung',
  'delivery-out': 'Ablieferung',
  'other-out': 'Sonstige Auszahlung',
} as const;

function moveRow({ at, body }: Moved, closing: string): Cell[] {
  const head = [text(moveArts[body.kind]), text(at), text(body.number), none, text('bar'), { cents: body.amountCents }];
  return [...head, ...Array.from({ length: 4 }, () => none), text(body.reason), ...tail(closing)];
}

/** What the bank will credit for this day, for the match with its statement. */
function closingRows({ at, body }: Closed): Cell[][] {
  if (body.comparison === null) return [];
  const head = [text('Kassenschnitt'), text(at), none, none, text('Karte'), { cents: body.comparison.terminalCents }];
  return [[...head, ...Array.from({ length: 5 }, () => none), ...tail(String(body.number))]];
}

const tail = (closing: string): Cell[] => [...Array.from({ length: 8 }, () => none), text(closing)];
