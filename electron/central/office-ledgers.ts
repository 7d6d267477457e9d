/** Reads the ledgers of the whole Ortsverwaltung; row security lets a seat see its own one only. */
import type pg from 'pg';
import type { FeeDay, OfficeItem, OfficeSeal, OfficeStock, SeatBalance } from '../contract/office.ts';
import { formatSheetNumber } from '../contract/stock-number.ts';
import type { NumberRange, OfficeFacts } from '../office/port.ts';
import type { CentreLine } from './centre-line.ts';

const rowsMax = 5_000;
const zone = 'Europe/Berlin';

const feesSql = `
SELECT seat, to_char(at AT TIME ZONE '${zone}', 'YYYY-MM-DD') AS day, count(*) FILTER (WHERE amount_cents > 0)::int AS payments,
  coalesce(sum(amount_cents) FILTER (WHERE method = 'cash'), 0)::float8 AS "cashCents",
  coalesce(sum(amount_cents) FILTER (WHERE method = 'card'), 0)::float8 AS "cardCents",
  coalesce(-sum(amount_cents) FILTER (WHERE amount_cents < 0), 0)::float8 AS "returnedCents"
FROM zp.till_lines WHERE kind = 'booked' AND training = $1 AND at >= now() - make_interval(days => $2)
GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT ${rowsMax}`;

/** The acts come from the operations, the entries from the Kassenbuch, the sums of a closing from its period: three ways to one sum. */
const balancesSql = `
WITH acts AS (
  SELECT seat, sum(CASE kind WHEN 'fee' THEN amount_cents WHEN 'fee-returned' THEN -amount_cents ELSE 0 END) AS cents
  FROM zp.ledger_entries WHERE training = $1 GROUP BY seat
), closed AS (
  SELECT seat, sum(cash_cents + card_cents) AS cents, count(*) AS closings, max(sequence) AS last, max(at) AS at,
    sum(difference_cents) AS difference
  FROM zp.till_lines WHERE kind = 'closed' AND training = $1 GROUP BY seat
), booked AS (
  SELECT l.seat, sum(amount_cents) AS cents, sum(amount_cents) FILTER (WHERE l.sequence > coalesce(c.last, 0)) AS open
  FROM zp.till_lines l LEFT JOIN closed c USING (seat) WHERE l.kind = 'booked' AND l.training = $1 GROUP BY l.seat
)
SELECT seat, coalesce(a.cents, 0)::float8 AS "actsCents", coalesce(b.cents, 0)::float8 AS "bookedCents",
  coalesce(c.cents, 0)::float8 AS "closedCents", coalesce(b.open, 0)::float8 AS "openCents",
  coalesce(c.closings, 0)::int AS closings, c.at AS "lastClosedAt", coalesce(c.difference, 0)::float8 AS "differenceCents"
FROM acts a FULL JOIN booked b USING (seat) FULL JOIN closed c USING (seat) ORDER BY seat`;

const itemsSql = `
SELECT item_id AS id, kassenzeichen, amount_cents::float8 AS "amountCents", posted_by AS seat, posted_at AS "postedAt", state,
  claimed_by AS holder, changed_at AS since,
  EXISTS (SELECT FROM zp.open_item_steps s WHERE s.ortsverwaltung = i.ortsverwaltung AND s.item_id = i.item_id
          AND s.word IN ('unpaid', 'paid') AND s.claim = i.claim) AS decided
FROM zp.open_items i WHERE training = $1 AND (state IN ('open', 'claimed') OR changed_at >= now() - interval '7 days')
ORDER BY (state IN ('open', 'claimed')) DESC, posted_at DESC LIMIT 500`;

const sealsSql = `
SELECT l.seat, l.number AS "sealNumber", count(*)::int AS uses, max((e.header::jsonb ->> 2)::timestamptz) AS "lastAt"
FROM zp.ledger_entries l JOIN zp.sealed_events e USING (ortsverwaltung, seat, sequence)
WHERE l.kind = 'seal' AND l.training = $1 GROUP BY 1, 2 ORDER BY 2, 1 LIMIT ${rowsMax}`;

const stockSql = `
SELECT kind, seat, ${['received', 'issued', 'missing']
  .map((move) => `coalesce(sum(quantity) FILTER (WHERE move = '${move}'), 0)::int AS ${move}`)
  .join(', ')},
  coalesce(sum(quantity) FILTER (WHERE move IN ('spoiled', 'voided')), 0)::int AS spoiled,
  coalesce(sum(CASE WHEN move IN ('received', 'found', 'returned') THEN quantity
                    WHEN move IN ('issued', 'drawn', 'used', 'spoiled', 'missing') THEN -quantity ELSE 0 END), 0)::int AS "left",
  coalesce(sum(CASE move WHEN 'drawn' THEN quantity WHEN 'used' THEN quantity WHEN 'returned' THEN -quantity ELSE 0 END), 0)::int AS used
FROM zp.stock_moves WHERE training = $1 GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${rowsMax}`;

const usedTwiceSql = `
SELECT kind, prefix, width, first_no::float8 AS first, first_no::float8 AS last, array_agg(DISTINCT seat) AS seats
FROM zp.stock_moves WHERE move = 'drawn' AND training = $1 AND first_no IS NOT NULL
GROUP BY kind, prefix, width, first_no HAVING count(DISTINCT seat) > 1 ORDER BY 1, 4 LIMIT 200`;

/** Each seat's own receipts as one multirange; two seats may share numbers only where one gave them to the other. */
const rangesSql = `
WITH ranges AS (
  SELECT kind, prefix, width, seat, other_seat, move, range_agg(int8range(first_no, last_no, '[]')) AS numbers
  FROM zp.stock_moves WHERE training = $1 AND first_no IS NOT NULL AND move IN ('received', 'issued') GROUP BY 1, 2, 3, 4, 5, 6
), got AS (
  SELECT kind, prefix, width, seat, range_agg(numbers) AS numbers FROM
    (SELECT kind, prefix, width, seat, unnest(numbers) AS numbers FROM ranges WHERE move = 'received') r GROUP BY 1, 2, 3, 4
), given AS (
  SELECT kind, prefix, width, seat, other_seat, numbers FROM ranges WHERE move = 'issued'
), twice AS (
  SELECT a.kind, a.prefix, a.width, ARRAY[a.seat, b.seat] AS seats,
    unnest(a.numbers * b.numbers
      - coalesce((SELECT range_agg(x) FROM given g, unnest(g.numbers) x WHERE (g.kind, g.prefix, g.width) = (a.kind, a.prefix, a.width)
                  AND (g.seat, g.other_seat) IN ((a.seat, b.seat), (b.seat, a.seat))), '{}')) AS numbers
  FROM got a JOIN got b ON (a.kind, a.prefix, a.width) = (b.kind, b.prefix, b.width) AND a.seat < b.seat
), gaps AS (
  SELECT kind, prefix, width, ARRAY[]::text[] AS seats,
    unnest(int8multirange(range_merge(range_agg(numbers))) - range_agg(numbers)) AS numbers
  FROM (SELECT kind, prefix, width, unnest(numbers) AS numbers FROM got) g GROUP BY 1, 2, 3
), lost AS (
  SELECT g.kind, g.prefix, g.width, ARRAY[g.seat, g.other_seat] AS seats, unnest(g.numbers - coalesce(r.numbers, '{}')) AS numbers
  FROM given g LEFT JOIN got r ON (r.kind, r.prefix, r.width, r.seat) = (g.kind, g.prefix, g.width, g.other_seat)
)
SELECT what, kind, prefix, width, seats, lower(numbers)::float8 AS first, (upper(numbers) - 1)::float8 AS last FROM (
  SELECT 'twice' AS what, * FROM twice UNION ALL SELECT 'gap', * FROM gaps UNION ALL SELECT 'lost', * FROM lost
) found ORDER BY 1, 2, 6 LIMIT 300`;

interface RawRange {
  kind: string;
  prefix: string;
  width: number;
  first: number;
  last: number;
  seats: string[];
}

const showRange = ({ kind, prefix, width, first, last, seats }: RawRange): NumberRange => ({
  kind,
  seats,
  first: formatSheetNumber({ prefix, width, value: first }),
  last: formatSheetNumber({ prefix, width, value: last }),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** All of it at one moment. Throws `centre.*`. */
export function readOffice(
  line: CentreLine,
  { training, days }: { training: boolean; days: number },
): Promise<OfficeFacts> {
  return line.transaction(async (client) => {
    const ask = async <T extends pg.QueryResultRow>(sql: string, ...more: unknown[]): Promise<T[]> =>
      (await client.query<T>(sql, [training, ...more])).rows;
    const fees = await ask<FeeDay>(feesSql, days);
    const balances = await ask<Omit<SeatBalance, 'lastClosedAt'> & { lastClosedAt: Date | null }>(balancesSql);
    const items = await ask<Omit<OfficeItem, 'postedAt' | 'since'> & { postedAt: Date; since: Date }>(itemsSql);
    const seals = await ask<Omit<OfficeSeal, 'lastAt'> & { lastAt: Date }>(sealsSql);
    const stock = await ask<OfficeStock>(stockSql);
    const usedTwice = await ask<RawRange>(usedTwiceSql);
    const ranges = await ask<RawRange & { what: 'twice' | 'gap' | 'lost' }>(rangesSql);
    const rangesOf = (wanted: string): NumberRange[] => ranges.filter(({ what }) => what === wanted).map(showRange);
    return {
      fees,
      balances: balances.map((balance) => ({ ...balance, lastClosedAt: iso(balance.lastClosedAt) })),
      items: items.map((item) => ({ ...item, postedAt: item.postedAt.toISOString(), since: item.since.toISOString() })),
      seals: seals.map((seal) => ({ ...seal, lastAt: seal.lastAt.toISOString() })),
      stock,
      usedTwice: usedTwice.map(showRange),
      receivedTwice: rangesOf('twice'),
      gaps: rangesOf('gap'),
      notArrived: rangesOf('lost'),
    };
  }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
}
