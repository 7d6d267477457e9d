/** The Kassenabschluss dies at every line, and the sums of the till never drift, whatever is done in whatever order. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { denominationsCents } from '../contract/till.ts';
import type { Journal } from '../journal/port.ts';
import { countCents } from './count-cents.ts';
import { readTillEvents } from './till-events.ts';
import {
  lead,
  MemoryTerminal,
  makeTestFolder,
  SeatGone,
  second,
  startTillSeat,
  stoppingJournal,
  type TillSeat,
} from './till-fixture.ts';

const never = new AbortController().signal;
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function openJournal(seed: number): Journal {
  const folder = makeTestFolder(seed);
  folders.push(folder);
  const journal = folder.open();
  folders.push({ remove: () => journal.close() });
  folders.reverse();
  return journal;
}

const piecesOf = (cents: number): Record<string, number> => {
  let left = cents;
  return Object.fromEntries(
    denominationsCents.map((piece) => {
      const count = Math.floor(left / piece);
      left -= count * piece;
      return [String(piece), count];
    }),
  );
};

async function pay(seat: TillSeat, vorgangId: string, amountCents: number, method: 'card' | 'cash'): Promise<string> {
  const act = { vorgangId, subject: 'fee', items: seat.items(vorgangId, amountCents), by: 'berger' };
  const paid =
    method === 'card'
      ? await seat.money.payByCard(act, () => {}, never)
      : seat.money.payInCash({ ...act, givenCents: amountCents });
  return paid.id;
}

/** What a clerk does with the wizard in front of them, until the Abschluss stands. */
async function finishClosing({ room }: TillSeat): Promise<void> {
  for (let step = 0; step < 12; step += 1) {
    const { closing, unknown, cash } = await room.view({}, {});
    for (const { operation } of unknown) await room.askDevice({ operationId: operation.id }, {});
    if (closing === null) {
      if ((await room.closings({}, {})).length > 0) return;
      await room.beginClosing({}, {});
    } else if (closing.counts === null) await room.count({ counts: piecesOf(cash.nowCents) }, {});
    else if (closing.cut === 'open') await room.cutBatch({}, {});
    else await room.close({ differenceReason: '' }, {});
  }
  throw new Error('the closing does not end');
}

async function workingDay(seat: TillSeat): Promise<void> {
  await seat.room.moveCash({ kind: 'float-in', amountCents: 5_000, reason: 'Wechselgeld' }, {});
  await pay(seat, 'v1', 1_000, 'card');
  await pay(seat, 'v2', 2_000, 'card');
  await pay(seat, 'v3', 700, 'cash');
}

describe('the Kassenabschluss', () => {
  it('goes on after a stop at every append, and no Kassenschnitt is lost or doubled', {
    timeout: 120_000,
  }, async () => {
    let stops = 0;
    for (let append = 1, alive = false; !alive; append += 1) {
      for (const when of ['before', 'after'] as const) {
        const journal = openJournal(append);
        const terminal = new MemoryTerminal();
        await workingDay(await startTillSeat(journal, terminal));
        const dying = await startTillSeat(stoppingJournal(journal, { append, when }), terminal);
        const died = await finishClosing(dying).then(
          () => false,
          (error: unknown) => {
            if (error instanceof SeatGone || (error as { code?: string }).code !== undefined) return true;
            throw error;
          },
        );
        alive = !died;
        stops += Number(died);
        const next = await startTillSeat(journal, terminal);
        await finishClosing(next);
        const label = `${when} append ${append}`;
        expect(terminal.cuts, label).toEqual([3_000]);
        expect(terminal.batch, label).toEqual([]);
        const closed = readTillEvents(journal, ['till-closed']).map(({ body }) => body);
        expect(closed, label).toMatchObject([
          { number: 1, expectedCents: 5_700, countedCents: 5_700, cardCents: 3_000, cut: true },
        ]);
        expect(closed[0]?.comparison, label).toMatchObject({
          journalCents: 3_000,
          terminalCents: 3_000,
          differences: [],
        });
        expect((await next.room.view({}, {})).cash, label).toMatchObject({ openingCents: 5_700, nowCents: 5_700 });
      }
    }
    expect(stops).toBeGreaterThan(10);
  });

  it('a payment that dies at every append is booked once or not at all, as the terminal has it', async () => {
    for (let append = 1, alive = false; !alive; append += 1) {
      for (const when of ['before', 'after'] as const) {
        const journal = openJournal(append);
        const terminal = new MemoryTerminal();
        const dying = await startTillSeat(stoppingJournal(journal, { append, when }), terminal);
        alive = await pay(dying, 'v1', 1_000, 'card')
          .then(() => dying.till.sweep())
          .then(
            () => true,
            () => false,
          );
        const next = await startTillSeat(journal, terminal);
        const { card, unknown } = await next.room.view({}, {});
        expect([card.netCents, unknown], `${when} append ${append}`).toEqual([terminal.sumCents, []]);
      }
    }
  });

  it('lists an unknown act that a lead has let pass, and takes it up the next day', async () => {
    const journal = openJournal(1);
    const terminal = new MemoryTerminal();
    let seat = await startTillSeat(journal, terminal);
    await workingDay(seat);
    const dying = await startTillSeat(stoppingJournal(journal, { append: 2, when: 'after' }), terminal);
    terminal.repeat = () => ({ kind: 'unknown', reason: 'device.unsupported' });
    await pay(dying, 'v4', 400, 'card').catch(() => {});
    seat = await startTillSeat(journal, terminal);
    let view = await seat.room.beginClosing({}, {});
    const [operationId = ''] = view.closing?.blockedBy ?? [];
    await expect(seat.room.cutBatch({}, {})).rejects.toMatchObject({ code: 'till.closing-blocked' });
    const decision = { what: 'unknown', reason: 'Terminal-Journal morgen prüfen' } as const;
    await expect(seat.room.letPass({ ...decision, secondClerk: second }, {})).rejects.toMatchObject({
      code: 'till.lead-needed',
    });
    view = await seat.room.letPass({ ...decision, secondClerk: lead }, {});
    expect(view.closing).toMatchObject({ blockedBy: [], acceptedUnknown: [operationId] });
    await finishClosing(seat);
    const [closed] = readTillEvents(journal, ['till-closed']);
    expect(closed?.body.unknown).toEqual([operationId]);
    expect(JSON.stringify(closed?.body.paper)).toContain('Ausgang ungeklärt');
    view = await seat.room.settle(
      { operationId, decision: 'done', reason: 'Beleg liegt vor', secondClerk: second },
      {},
    );
    expect(view.card.netCents).toBe(400);
  });

  it('is refused while money is on its way, and blocks money while it runs', async () => {
    const seat = await startTillSeat(openJournal(1), new MemoryTerminal());
    await workingDay(seat);
    await seat.room.beginClosing({}, {});
    expect(() => seat.till.assertMayTake('card', [])).toThrow('till.closing-open');
    await expect(seat.room.moveCash({ kind: 'float-in', amountCents: 1, reason: 'Test' }, {})).rejects.toMatchObject({
      code: 'till.closing-open',
    });
    await seat.room.count({ counts: piecesOf(5_699) }, {});
    await seat.room.cutBatch({}, {});
    await expect(seat.room.cancelClosing({ reason: 'doch nicht' }, {})).rejects.toMatchObject({
      code: 'operation.already-settled',
    });
    await expect(seat.room.close({ differenceReason: '' }, {})).rejects.toMatchObject({
      code: 'till.difference-reason-needed',
    });
    const { cash } = await seat.room.close({ differenceReason: 'Ein Cent fehlt' }, {});
    expect(cash.openingCents).toBe(5_699);
  });
});

describe('sums', () => {
  const amount = fc.integer({ min: 1, max: 50_000 });
  const command = fc.oneof(
    fc.record({ do: fc.constant('pay' as const), amount, method: fc.constantFrom('card' as const, 'cash' as const) }),
    fc.record({ do: fc.constant('decline' as const), amount }),
    fc.record({
      do: fc.constant('reverse' as const),
      pick: fc.nat(),
      way: fc.constantFrom('reverse' as const, 'refund' as const, 'cash' as const),
    }),
    fc.record({
      do: fc.constant('move' as const),
      amount,
      kind: fc.constantFrom('float-in' as const, 'delivery-out' as const),
    }),
    fc.record({ do: fc.constant('close' as const), differenceCents: fc.integer({ min: -50, max: 50 }) }),
    fc.record({ do: fc.constant('restart' as const) }),
  );

  it('never drift from drawer and terminal, and numbers have no gaps', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 22 }), async (commands) => {
        const journal = openJournal(7);
        const terminal = new MemoryTerminal();
        let seat = await startTillSeat(journal, terminal);
        let drawerCents = 0;
        let vorgaenge = 0;
        const paid: { id: string; amount: number }[] = [];
        for (const step of commands) {
          if (step.do === 'pay' || step.do === 'decline') {
            vorgaenge += 1;
            terminal.declines = step.do === 'decline';
            const method = step.do === 'pay' ? step.method : 'card';
            const id = await pay(seat, `v${vorgaenge}`, step.amount, method);
            terminal.declines = false;
            if (step.do === 'pay') paid.push({ id, amount: step.amount });
            if (step.do === 'pay' && method === 'cash') drawerCents += step.amount;
          } else if (step.do === 'reverse') {
            const payment = paid[step.pick % Math.max(1, paid.length)];
            if (!payment) continue;
            const order = { operationId: payment.id, way: step.way, afterwards: 'closed', reason: 'Versehen' } as const;
            const done = await seat.room.reverse({ ...order, secondClerk: second }, {}).then(
              ({ number }) => number !== null,
              (error: { code?: string }) => {
                expect(error.code).toMatch(/^till\.(reversal|cash-short)/);
                return false;
              },
            );
            if (done && step.way === 'cash') drawerCents -= payment.amount;
          } else if (step.do === 'move') {
            const signed = step.kind === 'float-in' ? step.amount : -step.amount;
            const moved = seat.room.moveCash({ kind: step.kind, amountCents: step.amount, reason: 'Bewegung' }, {});
            drawerCents += await moved.then(
              () => signed,
              () => 0,
            );
          } else if (step.do === 'close') {
            drawerCents = Math.max(0, drawerCents + step.differenceCents);
            await seat.room.beginClosing({}, {});
            await seat.room.count({ counts: piecesOf(drawerCents) }, {});
            const { closing } = await seat.room.cutBatch({}, {});
            expect(closing?.comparison?.differences).toEqual([]);
            await seat.room.close({ differenceReason: 'gezählt' }, {});
          } else seat = await startTillSeat(journal, terminal);
          const { cash, card } = await seat.room.view({}, {});
          expect(cash.nowCents).toBe(drawerCents);
          expect(card.netCents).toBe(terminal.sumCents);
        }
        const numbers = readTillEvents(journal, ['till-booked', 'cash-moved']).map(({ body }) => body.number);
        for (const series of ['-Q', '-S', '-B']) {
          const own = numbers.filter((number) => number.includes(series)).map((number) => Number(number.slice(-5)));
          expect(own).toEqual(own.map((_, index) => index + 1));
        }
        for (const folder of folders.splice(0)) folder.remove();
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it('count pieces to the cent', () => {
    fc.assert(fc.property(fc.nat(10_000_000), (cents) => countCents(piecesOf(cents)) === cents));
    expect(countCents({ '50000': 1, '200': 3, '1': 7 })).toBe(50_607);
  });
});
