/** What of Kassenbuch and stock the seats of an Ortsverwaltung see of each other: amounts and numbers, nobody's name. */
import type pg from 'pg';
import type { JsonObject } from '../contract/json.ts';
import { parseSheetNumber } from '../contract/stock-number.ts';
import type { Journal, JournalEvent } from '../journal/port.ts';

export interface TillLine {
  sequence: number;
  kind: 'booked' | 'closed';
  at: string;
  number: string;
  method: 'cash' | 'card' | '';
  amountCents: number;
  cashCents: number;
  cardCents: number;
  differenceCents: number;
  training: boolean;
}

export interface StockLine {
  sequence: number;
  line: number;
  kind: string;
  move: string;
  at: string;
  prefix: string;
  width: number;
  first: number | null;
  last: number | null;
  quantity: number;
  otherSeat: string;
  training: boolean;
}

/** Kinds of seat events that are looked into before they are pushed; their bodies name no citizen. */
export const lineKinds: readonly string[] = ['till-booked', 'till-closed', 'stock-moved'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) ? value : 0);
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** `journal` tells what was booked since the Abschluss before: its sums are counted here, not taken from its paper. */
export function tillLinesOf(
  journal: Pick<Journal, 'events'>,
  events: readonly JournalEvent[],
  training: boolean,
): TillLine[] {
  return events.flatMap(({ kind, body, at, sequence, virtual }): TillLine[] => {
    const line = { sequence, at, method: '' as const, amountCents: 0, cashCents: 0, cardCents: 0, differenceCents: 0 };
    if (body === null) return [];
    if (kind === 'till-booked') {
      const method = body.method === 'cash' ? 'cash' : 'card';
      const amountCents = whole(body.amountCents);
      return [
        { ...line, kind: 'booked', number: text(body.number), method, amountCents, training: training || virtual },
      ];
    }
    if (kind !== 'till-closed') return [];
    const before = journal.events({ kinds: ['till-closed'] }).findLast((closed) => closed.sequence < sequence);
    const booked = journal
      .events({ kinds: ['till-booked'], afterSequence: before?.sequence ?? 0 })
      .filter((entry) => entry.sequence < sequence);
    const sum = (method: string): number =>
      booked.reduce((total, entry) => total + (entry.body?.method === method ? whole(entry.body.amountCents) : 0), 0);
    const sums = { cashCents: sum('cash'), cardCents: sum('card') };
    const differenceCents = whole(body.countedCents) - whole(body.expectedCents);
    return [{ ...line, ...sums, differenceCents, kind: 'closed', number: String(body.number), training }];
  });
}

export function stockLinesOf(events: readonly JournalEvent[], training: boolean): StockLine[] {
  return events.flatMap(({ kind, body, at, sequence }): StockLine[] => {
    if (kind !== 'stock-moved' || body === null) return [];
    const common = {
      ...{ sequence, at, training, kind: text(body.kind) },
      // A printed sheet that is void was used already; one that was spoiled in the drawer was not.
      move: body.move === 'spoiled' && body.job !== null ? 'voided' : text(body.move),
      otherSeat: text(body.seat).slice(0, 16),
    };
    const ranges = listOf(body.ranges).flatMap(({ from, to }) => {
      const [first, last] = [parseSheetNumber(text(from)), parseSheetNumber(text(to))];
      return first && last ? [{ first, last }] : [];
    });
    if (ranges.length === 0) {
      const counted = { prefix: '', width: 0, first: null, last: null, quantity: whole(body.quantity) };
      return [{ ...common, ...counted, line: 0 }];
    }
    return ranges.map(({ first, last }, line) => ({
      ...{ ...common, line, prefix: first.prefix, width: first.width, first: first.value, last: last.value },
      quantity: last.value - first.value + 1,
    }));
  });
}

/** Within the caller's transaction; sent twice it changes nothing. */
export async function sendLines(
  client: pg.Client,
  till: readonly TillLine[],
  stock: readonly StockLine[],
): Promise<void> {
  if (till.length > 0) {
    await client.query(
      `INSERT INTO zp.till_lines (ortsverwaltung, seat, sequence, kind, at, number, method, amount_cents, cash_cents,
         card_cents, difference_cents, training)
       SELECT zp.my_ov(), zp.my_seat(), l."sequence", l.kind, l.at, l.number, l.method, l."amountCents", l."cashCents",
         l."cardCents", l."differenceCents", l.training
       FROM json_to_recordset($1) l ("sequence" bigint, kind text, at timestamptz, number text, method text,
         "amountCents" bigint, "cashCents" bigint, "cardCents" bigint, "differenceCents" bigint, training boolean)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(till)],
    );
  }
  if (stock.length === 0) return;
  await client.query(
    `INSERT INTO zp.stock_moves (ortsverwaltung, seat, sequence, line, kind, move, at, prefix, width, first_no, last_no,
       quantity, other_seat, training)
     SELECT zp.my_ov(), zp.my_seat(), l."sequence", l.line, l.kind, l.move, l.at, l.prefix, l.width, l.first, l.last,
       l.quantity, l."otherSeat", l.training
     FROM json_to_recordset($1) l ("sequence" bigint, line integer, kind text, move text, at timestamptz, prefix text,
       width integer, first bigint, last bigint, quantity integer, "otherSeat" text, training boolean)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(stock)],
  );
}
