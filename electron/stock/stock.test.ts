/** The stock on a real journal: every number is in exactly one place, a restart changes nothing, mistakes are refused by name. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { policyStock } from '../contract/policy.ts';
import { stockContract } from '../contract/stock.ts';
import { connectServed } from '../ipc/connect-served.ts';
import { serve } from '../ipc/serve.ts';
import { makeTestFolder, type TestFolder } from '../journal/journal-fixture.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import { createStock } from './stock.ts';
import { StockBook } from './stock-book.ts';
import { createStockRoom } from './stock-room.ts';

const kinds = [
  policyStock.parse({ kind: 'paper', title: 'Urkundenpapier', numbered: true, papers: ['bescheinigung'], lowAt: 2 }),
  policyStock.parse({ kind: 'star', title: 'Siegelsterne', numbered: false, lowAt: 5, secondClerkOnLoss: true }),
];

let folder: TestFolder;
let journal: SealedJournal;
beforeEach(() => {
  folder = makeTestFolder();
  journal = folder.open();
});
afterEach(() => {
  journal.close();
  folder.remove();
});

function openStock() {
  const book = new StockBook(journal);
  const calls = createStockRoom({
    ...{ journal, book, kinds, seals: ['7'] },
    clerk: () => ({ userName: 'berger', displayName: 'Ben Berger', role: 'clerk' }),
    async verifySecondClerk(given) {
      if (!given || 'cardPin' in given) throw new AppError('session.second-clerk-needed');
      return { userName: given.userName, displayName: given.userName, role: 'clerk' };
    },
    displayName: (userName) => `(${userName})`,
    emitChanged: () => {},
  });
  const bug = (_incident: string, where: string, error: unknown) => {
    throw new Error(where, { cause: error });
  };
  const room = connectServed(stockContract, [serve(stockContract, calls, bug)]);
  return { room, stock: createStock({ journal, book, kinds }), book };
}
const order = (number: string, job = 'job-1') => ({
  kind: 'paper',
  number,
  job,
  vorgangNumber: 'P1-2026-000001',
  by: 'berger',
});
const range = (from: string, to: string) => ({ kind: 'paper', range: { from, to } });
const none = { reason: '' };

it('receives, proposes the next sheet, draws it, and takes back only what nobody touched', async () => {
  const { room, stock } = openStock();
  expect(stock.sheetFor('quittung')).toBeNull();
  expect(stock.sheetFor('bescheinigung')).toMatchObject({ nextNumber: null, left: 0 });
  await room.receive({ ...range('UP-0007', 'UP-0011'), ...none });
  expect(stock.sheetFor('bescheinigung')).toMatchObject({ nextNumber: 'UP-0007', left: 5 });
  journal.append(stock.draw(order('UP-0007')));
  expect(() => stock.draw(order('UP-0007', 'job-2'))).toThrow('stock.number-not-here');
  expect(() => stock.draw(order('UP-9999'))).toThrow('stock.number-not-here');
  stock.release(order('UP-0007', 'job-2'), null);
  expect(stock.sheetFor('bescheinigung')?.nextNumber).toBe('UP-0008');
  stock.release(order('UP-0007'), null);
  expect(stock.sheetFor('bescheinigung')?.nextNumber).toBe('UP-0007');
  journal.append(stock.draw(order('UP-0009')));
  stock.release(order('UP-0009'), 'zerknittert');
  const [paper] = (await room.view({})).kinds;
  expect(paper).toMatchObject({ left: 4, spoiled: 1, drawn: 0, low: false });
  expect(paper?.ranges).toEqual([
    { from: 'UP-0007', to: 'UP-0008', count: 2 },
    { from: 'UP-0010', to: 'UP-0011', count: 2 },
  ]);
});

it('refuses numbers that are known, elsewhere, unreadable or too many, and writes nothing', async () => {
  const { room } = openStock();
  await room.receive({ ...range('A01', 'A10'), ...none });
  const before = journal.centre.lastSequence();
  const codes: Record<string, Promise<unknown>> = {
    'stock.number-known': room.receive({ ...range('A10', 'A12'), ...none }),
    'stock.number-not-here': room.issue({ ...range('A10', 'A11'), toSeat: 'P2', ...none }),
    'stock.number-invalid': room.receive({ ...range('A20', 'B30'), ...none }),
    'stock.kind-unknown': room.receive({ kind: 'gold', quantity: 1, ...none }),
    'stock.not-enough': room.use({ kind: 'star', quantity: 1, reason: 'Urkunde' }),
    'stock.reason-needed': room.check({ kind: 'paper', ranges: [], reason: '' }),
  };
  for (const [code, call] of Object.entries(codes)) await expect(call).rejects.toMatchObject({ code });
  await expect(room.use({ kind: 'paper', quantity: 1, reason: 'xxx' })).rejects.toMatchObject({
    code: 'stock.number-invalid',
  });
  expect(journal.centre.lastSequence()).toBe(before);
});

it('counts what lies there, books the differences with reason and second clerk, and finds lost sheets again', async () => {
  const { room } = openStock();
  await room.receive({ ...range('A01', 'A10'), ...none });
  await room.receive({ kind: 'star', quantity: 20, ...none });
  const counted = {
    kind: 'paper',
    ranges: [
      { from: 'A01', to: 'A04' },
      { from: 'A07', to: 'A11' },
    ],
  };
  expect(await room.compare(counted)).toEqual({
    missing: [{ from: 'A05', to: 'A06', count: 2 }],
    found: [{ from: 'A11', to: 'A11', count: 1 }],
    bookedCount: 10,
    countedCount: 9,
  });
  const after = await room.check({ ...counted, reason: 'nicht auffindbar' });
  expect(after.kinds[0]).toMatchObject({ left: 9, missing: [{ from: 'A05', to: 'A06', count: 2 }] });
  expect(after.kinds[0]?.checkedAt).not.toBeNull();
  await room.receive({ ...range('A05', 'A05'), ...none });
  expect(
    (
      await room.compare({
        kind: 'paper',
        ranges: [
          { from: 'A01', to: 'A05' },
          { from: 'A07', to: 'A11' },
        ],
      })
    ).missing,
  ).toEqual([]);
  const stars = { kind: 'star', quantity: 18, reason: 'zwei fehlen' };
  await expect(room.check(stars)).rejects.toMatchObject({ code: 'session.second-clerk-needed' });
  const secondClerk = { userName: 'yilmaz', pin: '508216' };
  expect((await room.check({ ...stars, secondClerk })).kinds[1]).toMatchObject({ left: 18 });
  expect((await room.spoil({ kind: 'star', quantity: 3, reason: 'verklebt', secondClerk })).kinds[1]).toMatchObject({
    left: 15,
    spoiled: 3,
  });
  const { moves } = await room.view({});
  expect(moves[0]).toMatchObject({ move: 'spoiled', by: '(berger)', secondClerk: '(yilmaz)', quantity: 3 });
});

it('keeps a Siegelbuch', async () => {
  const { room, stock } = openStock();
  journal.append(
    stock.sealApplied({ sealNumber: '7', vorgangNumber: 'P1-2026-000001', target: 'Vermerk', by: 'berger' }),
  );
  const { seals, sealUses } = await room.view({});
  expect(seals).toEqual([{ sealNumber: '7', uses: 1, lastAt: sealUses[0]?.at }]);
  expect(sealUses).toMatchObject([
    { sealNumber: '7', vorgangNumber: 'P1-2026-000001', target: 'Vermerk', by: '(berger)' },
  ]);
});

it('never has a number twice and never loses one, whatever is done in whatever order; a new start tells the same', async () => {
  const number = fc.integer({ min: 1, max: 30 }).map((value) => `N${String(value).padStart(2, '0')}`);
  const act = fc.oneof(
    fc.record({
      do: fc.constantFrom('receive' as const, 'issue' as const, 'spoil' as const),
      from: number,
      to: number,
    }),
    fc.record({ do: fc.constantFrom('draw' as const, 'release' as const, 'void' as const), from: number, to: number }),
    fc.record({ do: fc.constant('check' as const), from: number, to: number }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const own = makeTestFolder();
      journal.close();
      journal = own.open();
      try {
        const { room, stock, book } = openStock();
        const everReceived = new Set<string>();
        for (const { do: what, from, to } of acts) {
          const amount = range(from, to);
          const run = async (): Promise<unknown> => {
            if (what === 'receive') return room.receive({ ...amount, ...none });
            if (what === 'issue') return room.issue({ ...amount, toSeat: 'P2', ...none });
            if (what === 'spoil') return room.spoil({ ...amount, reason: 'Riss' });
            if (what === 'check') return room.check({ kind: 'paper', ranges: [amount.range], reason: 'Inventur' });
            if (what === 'draw') return journal.append(stock.draw(order(from)));
            return stock.release(order(from), what === 'void' ? 'Stau' : null);
          };
          await run().catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
          for (const known of book.kind('paper').sheets.keys()) everReceived.add(known);
        }
        const { sheets } = book.kind('paper');
        expect(new Set(sheets.keys())).toEqual(everReceived);
        const again = openStock();
        expect(await again.room.view({})).toEqual(await room.view({}));
        expect(again.book.kind('paper')).toEqual(book.kind('paper'));
      } finally {
        own.remove();
      }
    }),
    { numRuns: 40 },
  );
});
