/** Tables of the till: Kassenzeichen, accounts, comparison with the terminal, CSV, papers, cash rules. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rootDir } from '../../scripts/host/paths.ts';
import { loadLaw } from '../vorgang/law.ts';
import { createAccounts, loadAccounts } from './accounts.ts';
import { compareTotals } from './compare-totals.ts';
import { encodeCsv } from './csv.ts';
import { exportHeader, exportRows } from './export-rows.ts';
import { encodeKassenzeichen, isKassenzeichen } from './kassenzeichen.ts';
import { readTillEvents, type TillEvent } from './till-events.ts';
import { exampleRow, MemoryTerminal, makeTestFolder, numberOf, second, startTillSeat } from './till-fixture.ts';

const folder = makeTestFolder();
afterAll(() => folder.remove());
const never = new AbortController().signal;
const fees = path.join(rootDir, 'resources/fees');

describe('Kassenzeichen', () => {
  const parts = { prefix: 'BSP', vorgangNumber: 'SCH-2026-000017', itemCode: '44', occurrence: 1 };
  it('carries Vorgang and item and finds every wrong digit, every wrong letter and every swapped pair of digits', () => {
    const kassenzeichen = encodeKassenzeichen(parts);
    expect(kassenzeichen).toMatch(/^BSPSCH26000017441\d\d$/);
    expect(isKassenzeichen(kassenzeichen)).toBe(true);
    for (let at = 0; at < kassenzeichen.length; at += 1) {
      for (const wrong of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
        const right = kassenzeichen[at] ?? '';
        if (wrong === right || /\d/.test(wrong) !== /\d/.test(right)) continue;
        const spoiled = kassenzeichen.slice(0, at) + wrong + kassenzeichen.slice(at + 1);
        expect(isKassenzeichen(spoiled), spoiled).toBe(false);
      }
      const swapped = [...kassenzeichen];
      [swapped[at], swapped[at + 1]] = [swapped[at + 1] ?? '', swapped[at] ?? ''];
      const text = swapped.join('');
      const digits = /\d\d/.test(kassenzeichen.slice(at, at + 2));
      if (text !== kassenzeichen && digits) expect(isKassenzeichen(text), text).toBe(false);
    }
  });
  it('differs for every Vorgang, item and occurrence', () => {
    const seen = new Set<string>();
    for (let vorgang = 1; vorgang <= 50; vorgang += 1) {
      for (const itemCode of ['01', '02', '44']) {
        for (const occurrence of [1, 2]) {
          seen.add(encodeKassenzeichen({ ...parts, vorgangNumber: numberOf(`v${vorgang}`), itemCode, occurrence }));
        }
      }
    }
    expect(seen.size).toBe(300);
    expect(() => encodeKassenzeichen({ ...parts, vorgangNumber: '17' })).toThrow(RangeError);
  });
});

describe('accounts', () => {
  it('know every fee of the law files, each with a code of its own, and no example on a live seat', () => {
    const training = loadAccounts(fees, { training: true });
    const keys = loadLaw(fees, { training: true })
      .rows()
      .filter(({ unit }) => unit === 'cents')
      .map(({ key }) => key);
    for (const key of keys) expect(training.row(key, '2026-11-22').account, key).toMatch(/^\d{7}\.\d{7}$/);
    const live = loadAccounts(fees, { training: false });
    expect(() => live.row('reisepass.fee.from-24', '2026-11-22')).toThrow('till.account-missing');
  });
  it.each([
    ['the same code twice', [exampleRow, { ...exampleRow, key: 'other.fee' }]],
    ['two rows on one day', [exampleRow, { ...exampleRow, validFrom: '2025-01-01' }]],
    ['another code for the same fee', [exampleRow, { ...exampleRow, itemCode: '45', validFrom: '2030-01-01' }]],
  ])('refuse %s', (_, rows) => {
    expect(() => createAccounts(rows, { training: true })).toThrow('policy.invalid');
  });
});

type Booked = TillEvent<'till-booked'>;
function booked(over: Partial<Booked['body']>, receiptNumber = 1, cardName = 'girocard'): Booked {
  const card = { terminalId: '90000001', receiptNumber, traceNumber: receiptNumber, date: '11-22', time: '12:00:00' };
  return {
    kind: 'till-booked',
    at: '2026-11-22T11:00:00.000Z',
    by: 'berger',
    sequence: receiptNumber,
    body: {
      number: `SCH-2026-Q0000${receiptNumber}`,
      kind: 'payment',
      operationId: `o${receiptNumber}`,
      vorgangId: 'v1',
      vorgangNumber: 'SCH-2026-000001',
      method: 'card',
      way: null,
      amountCents: 1_000,
      items: [],
      card: { ...card, cardName },
      refersTo: null,
      reversedOperationId: null,
      ...over,
    },
  };
}
const reversal = (way: 'reverse' | 'refund', receiptNumber: number) =>
  booked({ kind: 'reversal', way, amountCents: -1_000 }, receiptNumber);
const terminal = (totalCents: number, count: number | null, scheme = 'girocard') => ({
  totalCents,
  count,
  perScheme: count === null ? [] : [{ scheme, count, amountCents: totalCents }],
});

describe('journal against terminal', () => {
  it.each([
    ['nothing at all', [], terminal(0, 0), []],
    ['two payments', [booked({}, 1), booked({}, 2)], terminal(2_000, 2), []],
    ['a reversed payment counts for nothing', [booked({}, 1), reversal('reverse', 2)], terminal(0, 0), []],
    ['a refund counts and is taken off', [booked({}, 1), booked({}, 2), reversal('refund', 3)], terminal(1_000, 3), []],
    ['more refunds than payments are told as zero', [reversal('refund', 3)], terminal(0, 1), []],
    ['only the sum is known', [booked({}, 1)], terminal(1_000, null), []],
    ['a count of one byte', [booked({}, 1)], terminal(1_000, 257), []],
    [
      'a payment typed at the terminal',
      [booked({}, 1), booked({}, 3)],
      terminal(2_777, 3),
      [
        'Summe: Journal 20,00 €, Terminal 27,77 €. Am Terminal 7,77 € mehr.',
        'Anzahl: Journal 2, Terminal 3.',
        'girocard: Journal 20,00 €, Terminal 27,77 €.',
        'Terminal-Beleg 0002 steht nicht im Journal (abgelehnt oder am Terminal selbst gezahlt).',
      ],
    ],
    [
      'a payment the terminal lost',
      [booked({}, 1), booked({}, 2, 'VISA')],
      terminal(1_000, 1),
      [
        'Summe: Journal 20,00 €, Terminal 10,00 €. Am Terminal 10,00 € weniger.',
        'Anzahl: Journal 2, Terminal 1.',
        'VISA: Journal 10,00 €, Terminal 0,00 €.',
      ],
    ],
  ])('%s', (_, entries, told, differences) => {
    const plain = compareTotals(entries, told, []).differences.map((line) => line.replaceAll('\u00A0', ' '));
    expect(plain).toEqual(differences);
  });
  it('names what is unknown only where the books part', () => {
    expect(compareTotals([], terminal(0, 0), [{ title: 'Zahlung ungeklärt' }]).differences).toEqual([]);
    expect(compareTotals([], terminal(1_000, 1), [{ title: 'Zahlung ungeklärt' }]).differences.at(-1)).toBe(
      'Zahlung ungeklärt.',
    );
  });
});

describe('CSV', () => {
  it('writes BOM, semicolons, CRLF, decimal comma, and no formula', () => {
    const text = encodeCsv(
      ['a', 'b'],
      [
        [{ text: '=1+1' }, { cents: -5 }],
        [{ text: 'x;"y"' }, { cents: 123_456 }],
        [{ text: '@SUM\n' }, { number: null }],
        [{ text: '-ab' }, { number: 7 }],
      ],
    );
    expect(text).toBe(`\uFEFFa;b\r\n'=1+1;-0,05\r\n"x;""y""";1234,56\r\n"'@SUM\n";\r\n'-ab;7\r\n`);
  });
  it('any text comes back whole and cannot run', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const line = encodeCsv(['h'], [[{ text }]]).slice('\uFEFFh\r\n'.length, -2);
        const bare = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
        expect(bare).not.toMatch(/^[=+\-@\t\r]/);
        expect(bare === text || bare === `'${text}`).toBe(true);
      }),
    );
  });
  it('has as many cells in every row as in its header', () => {
    const moved: TillEvent<'cash-moved'> = {
      kind: 'cash-moved',
      at: '2026-11-22T22:59:00.000Z',
      by: 'berger',
      sequence: 9,
      body: { number: 'SCH-2026-B00001', kind: 'delivery-out', amountCents: -500, reason: 'Stadtkasse' },
    };
    const nextDay = { ...moved, at: '2026-11-22T23:00:00.000Z' };
    const rows = exportRows('2026-11-22', {
      bookings: [booked({}, 1), reversal('refund', 2)],
      moves: [moved, nextDay],
      closings: [],
    });
    expect(rows).toHaveLength(3);
    expect(rows.every((row) => row.length === exportHeader.length)).toBe(true);
  });
});

describe('cash', () => {
  it('is refused for a taxable item without TSE, taken with one, and the receipt shows it', async () => {
    const rows = [{ ...exampleRow, tax: { kind: 'steuerpflichtig' as const, ratePercent: 19 } }];
    const journal = folder.open();
    const plain = await startTillSeat(journal, new MemoryTerminal(), { rows });
    expect(() => plain.till.assertMayTake('cash', plain.items('v1', 1_190))).toThrow('till.tse-missing');
    plain.till.assertMayTake('card', plain.items('v1', 1_190));
    const finished: unknown[] = [];
    const tse = {
      begin: () => 7,
      finish(transaction: number, process: unknown) {
        finished.push([transaction, process]);
        return [{ label: 'TSE-Transaktion', value: String(transaction) }];
      },
    };
    const seat = await startTillSeat(journal, new MemoryTerminal(), { rows, tse });
    const items = seat.items('v1', 1_190);
    seat.till.assertMayTake('cash', items);
    const paid = seat.money.payInCash({ vorgangId: 'v1', subject: 'fee', items, by: 'berger', givenCents: 2_000 });
    const { number } = seat.till.issue(paid);
    const receipt = seat.till.receipt(number ?? '');
    expect([receipt?.changeCents, receipt?.tse]).toEqual([810, [{ label: 'TSE-Transaktion', value: '7' }]]);
    expect(finished).toEqual([[7, { kind: 'payment', amounts: [{ tax: rows[0]?.tax, amountCents: 1_190 }] }]]);
    const { definition } = await seat.room.receipt({ number: number ?? '' }, {});
    const text = JSON.stringify(definition).replaceAll('\u00A0', ' ');
    for (const part of [
      'TSE-Transaktion',
      '19 % USt enthalten: 1,90 €',
      'BSPSCH26000001441',
      'Gebührentarif Nr. 1.1.4',
    ]) {
      expect(text).toContain(part);
    }
    journal.close();
  });

  it('is refused by a card-only till, which closes without a count', async () => {
    const cardOnly = makeTestFolder(3);
    const journal = cardOnly.open();
    const seat = await startTillSeat(journal, new MemoryTerminal(), { takesCash: false });
    const items = seat.items('v1', 1_000);
    expect(() => seat.till.assertMayTake('cash', items)).toThrow('till.cash-not-taken');
    const act = { vorgangId: 'v1', subject: 'fee', items, by: 'berger' };
    const paid = await seat.money.payByCard(act, () => {}, never);
    const order = { operationId: paid.id, way: 'cash', afterwards: 'closed', reason: 'Irrtum' } as const;
    await expect(seat.room.reverse({ ...order, secondClerk: second }, {})).rejects.toMatchObject({
      code: 'till.cash-not-taken',
    });
    await seat.room.beginClosing({}, {});
    await seat.room.cutBatch({}, {});
    await seat.room.close({ differenceReason: '' }, {});
    const [closed] = readTillEvents(journal, ['till-closed']);
    expect(closed?.body).toMatchObject({ cardCents: 1_000, countedCents: 0, cut: true });
    expect(JSON.stringify(closed?.body.paper)).not.toContain('Bargeld');
    journal.close();
    cardOnly.remove();
  });
});

it('an export stands in its folder whole, replaces the older one, and tells when it cannot', async () => {
  const own = makeTestFolder(4);
  const journal = own.open();
  const exportFolder = own.path('export');
  const seat = await startTillSeat(journal, new MemoryTerminal(), { exportFolder });
  await seat.room.moveCash({ kind: 'float-in', amountCents: 5_000, reason: '=HYPERLINK("x")' }, {});
  const { file, rows } = await seat.room.exportDay({ day: '2026-11-02' }, {});
  expect([path.basename(file), rows]).toEqual(['kasse-SCH-2026-11-02.csv', 1]);
  expect(readFileSync(file, 'utf8')).toContain(`"'=HYPERLINK(""x"")"`);
  expect(existsSync(`${file}.new`)).toBe(false);
  const blind = await startTillSeat(journal, new MemoryTerminal(), { exportFolder: own.file });
  await expect(blind.room.exportDay({ day: '2026-11-02' }, {})).rejects.toMatchObject({ code: 'till.export-failed' });
  journal.close();
  own.remove();
});
