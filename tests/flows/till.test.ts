/** A whole day at the till with the real seat and the virtual terminal: what the till says is what the terminal booked. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import { denominationsCents, type TillView, tillContract } from '../../electron/contract/till.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { createPapers } from '../../electron/documents/papers.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { isKassenzeichen } from '../../electron/till/kassenzeichen.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { codeOf } from '../support/code-of.ts';
import { driveVorgang, nextAct } from '../support/drive-vorgang.ts';
import { allReady, openNodeSeat, secondClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
const lead = { userName: 'kraus', pin: '931745' };
const serviceId = 'meldebescheinigung';
const feeCents = 500;
const erika = personsFor(serviceId, today)[0]?.values ?? {};

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;
let till: ClientOf<typeof tillContract>;

async function openSeat(): Promise<void> {
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
  till = connectServed(tillContract, open.seat.clerkWindow);
}
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-till-'));
  counter = await startSeatCounter(folder, {
    terminal: { t3Ms: 1_500, t4Ms: 2_000, connectMs: 1_000, settleMs: 2_500 },
  });
  await openSeat();
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function act(view: VorgangView, action: StepAction): Promise<VorgangView> {
  const answer = await open.vorgang.act({ vorgangId: view.summary.id, stepId: view.panel?.stepId ?? '', action });
  expect(answer.problems).toEqual([]);
  return answer.view;
}

async function upToFee(): Promise<VorgangView> {
  let view = await open.vorgang.start({ serviceId });
  while (view.panel && view.panel.kind !== 'fee') {
    const action = nextAct(view.panel, erika, 'card');
    if (!action) throw new Error(`nothing to do in ${view.panel.stepId}`);
    view = await act(view, action);
  }
  return view;
}

const drive = async (pay: 'card' | 'cash') =>
  driveVorgang(open.vorgang, await open.vorgang.start({ serviceId }), erika, { pay });

/** Cash and cards as the till tells them, beside the terminal's own books. */
async function books(view: TillView): Promise<{ card: number; terminal: number }> {
  const { bookings } = await counter.terminal();
  const standing = bookings.filter(({ kind, reversed }) => kind !== 'reversal' && !reversed);
  const terminal = standing.reduce((sum, { kind, amountCents }) => sum + (kind === 'refund' ? -1 : 1) * amountCents, 0);
  return { card: view.card.netCents, terminal };
}

/** Largest pieces first, as a cash drawer would be counted. */
function piecesOf(cents: number): Record<string, number> {
  let left = cents;
  return Object.fromEntries(
    denominationsCents.map((piece) => {
      const count = Math.floor(left / piece);
      left -= count * piece;
      return [String(piece), count];
    }),
  );
}

const paid: Record<'card' | 'cash', string[]> = { card: [], cash: [] };

it('opens with a float, takes card and cash, and keeps a decline out of the books', { timeout: 60_000 }, async () => {
  await till.moveCash({ kind: 'float-in', amountCents: 10_000, reason: 'Wechselgeld vom Tresor' });
  expect(await codeOf(till.moveCash({ kind: 'delivery-out', amountCents: 10_001, reason: 'zu viel' }))).toBe(
    'till.cash-short',
  );
  for (const pay of ['card', 'cash', 'card', 'cash'] as const) {
    const done = await drive(pay);
    expect(done.summary.phase).toBe('done');
    paid[pay].push(done.operations.find(({ kind }) => kind === 'payment')?.id ?? '');
  }
  await counter.act('terminal-1', 'set-behaviour', { customer: 'cancel' });
  const declined = await act(await upToFee(), { do: 'pay-card' });
  expect(declined.panel).toMatchObject({ kind: 'fee', phase: 'declined' });
  await counter.act('terminal-1', 'set-behaviour', { customer: 'pay' });
  const view = await till.view({});
  expect(view.cash).toMatchObject({
    openingCents: 0,
    movedInCents: 10_000,
    paymentsCents: 2 * feeCents,
    nowCents: 11_000,
  });
  expect(view.card).toMatchObject({ payments: 2, netCents: 2 * feeCents });
  expect(view.bookings.map(({ number }) => number.slice(-6))).toEqual(['Q00004', 'Q00003', 'Q00002', 'Q00001']);
  expect(await books(view)).toEqual({ card: 1000, terminal: 1000 });
  await open.vorgang.cancel({ vorgangId: declined.summary.id, reason: 'Person geht ohne Bescheinigung' });
});

it('reverses a card payment at the terminal with a second person, once, and gives cash back', async () => {
  const [cardId = '', otherCardId = ''] = paid.card;
  const [cashId = ''] = paid.cash;
  const order = { operationId: cardId, way: 'reverse', afterwards: 'closed', reason: 'Doppelt beantragt' } as const;
  expect(await codeOf(till.reverse(order))).toBe('session.second-clerk-needed');
  expect(await codeOf(till.reverse({ ...order, secondClerk: { userName: 'berger', pin: '274913' } }))).toBe(
    'session.second-clerk-same',
  );
  const { number, view } = await till.reverse({ ...order, secondClerk });
  expect(number).toMatch(/S00001$/);
  expect(view.bookings[0]).toMatchObject({ kind: 'reversal', way: 'reverse', amountCents: -feeCents, ways: [] });
  expect(await codeOf(till.reverse({ ...order, secondClerk }))).toBe('till.reversal-not-possible');
  expect(await books(view)).toEqual({ card: 500, terminal: 500 });

  const back = await till.reverse({ ...order, operationId: cashId, way: 'cash', secondClerk });
  expect(back.number).toMatch(/S00002$/);
  expect(back.view.cash).toMatchObject({ paidBackCents: feeCents, nowCents: 10_500 });

  const refund = await till.reverse({ ...order, operationId: otherCardId, way: 'refund', secondClerk });
  expect(refund.number).toMatch(/S00003$/);
  expect(await books(refund.view)).toEqual({ card: 0, terminal: 0 });
  const original = refund.view.bookings.find(({ operationId }) => operationId === otherCardId);
  expect(original).toMatchObject({ reversedBy: refund.number, ways: [] });
  const { definition } = await till.receipt({ number: refund.number ?? '' });
  const text = JSON.stringify(definition);
  for (const part of ['Storno-Beleg', original?.number ?? '?', 'Gutschrift auf die Karte', 'Terminal-ID']) {
    expect(text).toContain(part);
  }
});

it('a Storno makes the fee due again: it is paid anew, with a receipt and a sheet of its own', {
  timeout: 60_000,
}, async () => {
  let view = await act(await upToFee(), { do: 'pay-card' });
  const { id: vorgangId } = view.summary;
  const operationId = view.operations.find(({ kind }) => kind === 'payment')?.id ?? '';
  await till.reverse({ operationId, way: 'reverse', afterwards: 'due-again', reason: 'Falsche Karte', secondClerk });
  view = await open.vorgang.view({ vorgangId });
  expect(view.panel).toMatchObject({ kind: 'fee', phase: 'due', totalCents: feeCents });
  view = await driveVorgang(open.vorgang, view, erika, { pay: 'cash' });
  expect(view.summary.phase).toBe('done');
  expect(view.operations.filter(({ kind }) => kind === 'print').map(({ subject }) => subject)).toContain(
    'gebuehrenquittung-2',
  );
  const { cash, card } = await till.view({});
  expect([cash.nowCents, card.netCents]).toEqual([11_000, 0]);
});

it('the Sammelkasse collects what a seat left open; the Vorgang then goes on', { timeout: 60_000 }, async () => {
  const waiting = await act(await upToFee(), { do: 'pay-later' });
  expect(waiting.panel).toMatchObject({ kind: 'fee', phase: 'elsewhere' });
  const [item] = (await till.view({})).openItems;
  expect(item).toMatchObject({ vorgangNumber: waiting.summary.number, totalCents: feeCents });
  const itemId = item?.id ?? '';
  expect(await codeOf(till.collect({ itemId, method: 'cash', givenCents: 400 }))).toBe('till.cash-too-little');
  const collected = await till.collect({ itemId, method: 'cash', givenCents: 2_000 });
  expect([collected.changeCents, collected.view.openItems]).toEqual([1_500, []]);
  expect(await codeOf(till.collect({ itemId, method: 'cash', givenCents: 2_000 }))).toBe('till.item-not-open');
  const view = await open.vorgang.view({ vorgangId: waiting.summary.id });
  expect(view.steps.find(({ kind }) => kind === 'fee')?.state).toBe('done');
  expect((await driveVorgang(open.vorgang, view, erika)).summary.phase).toBe('done');

  const back = await act(await upToFee(), { do: 'pay-later' });
  const here = await act(back, { do: 'pay-here' });
  expect(here.panel).toMatchObject({ phase: 'due' });
  expect((await till.view({})).openItems).toEqual([]);
  await driveVorgang(open.vorgang, here, erika, { pay: 'card' });
});

it('closes the day: an unknown Storno blocks it, the terminal agrees, the paper can be had again', {
  timeout: 60_000,
}, async () => {
  const before = await till.view({});
  const last = before.bookings.find(({ method, kind }) => method === 'card' && kind === 'payment');
  await counter.act('terminal-1', 'set-fault', { point: 'result', kind: 'drop-before' });
  await counter.act('terminal-1', 'set-fault', { point: 'connect', kind: 'drop-before', skip: 1, times: 1_000 });
  const order = {
    operationId: last?.operationId ?? '',
    way: 'reverse',
    afterwards: 'closed',
    reason: 'Irrtum',
  } as const;
  const doubtful = await till.reverse({ ...order, secondClerk });
  expect(doubtful).toMatchObject({ number: null, view: { unknown: [{ secondClerk: true }] } });
  await counter.act('terminal-1', 'clear-faults');
  await allReady(open.devices);
  let view = await till.beginClosing({});
  expect(view.closing?.blockedBy).toHaveLength(1);
  expect(await codeOf(till.cutBatch({}))).toBe('till.closing-blocked');
  expect(await codeOf(till.letPass({ what: 'unknown', reason: 'Klärung morgen', secondClerk }))).toBe(
    'till.lead-needed',
  );
  view = await till.askDevice({ operationId: view.unknown[0]?.operation.id ?? '' });
  expect(view.unknown).toEqual([]);
  expect(view.closing).toMatchObject({ number: 1, blockedBy: [], cut: 'open', mayCancel: true });
  const waiting = await upToFee();
  expect((await act(waiting, { do: 'pay-card' })).panel?.error?.code).toBe('till.closing-open');
  expect(await codeOf(till.close({ differenceReason: '' }))).toBe('till.closing-not-counted');
  view = await till.count({ counts: piecesOf(view.cash.nowCents - 100) });
  expect(await codeOf(till.close({ differenceReason: '' }))).toBe('till.closing-not-cut');
  view = await till.cutBatch({});
  expect(view.closing).toMatchObject({ cut: 'done', mayCancel: false, comparison: { differences: [] } });
  expect(view.closing?.comparison?.terminalCents).toBe(view.card.netCents);
  expect(await codeOf(till.close({ differenceReason: '' }))).toBe('till.difference-reason-needed');
  const cashCents = view.cash.nowCents;
  view = await till.close({ differenceReason: 'Ein Euro fehlt, Suche erfolglos', secondClerk });
  expect(view).toMatchObject({ closing: null, nextClosing: 2, bookings: [], cash: { openingCents: cashCents - 100 } });

  const [closed] = await till.printClosing({ number: 1 });
  expect(closed).toMatchObject({ number: 1, differenceCents: -100, cut: true, copies: 1 });
  await till.printClosing({ number: 1 });
  const { definition } = await till.closingPaper({ number: 1 });
  const sha256 = createHash('sha256')
    .update(await createPapers().pdf(definition))
    .digest('hex');
  const sheets = (await counter.jobs()).filter(({ name }) => name.includes('kassenabschluss'));
  expect(sheets.map((sheet) => sheet.sha256)).toEqual([sha256, sha256]);
  await driveVorgang(open.vorgang, await open.vorgang.view({ vorgangId: waiting.summary.id }), erika, { pay: 'card' });
});

it('after a restart a payment of before the Kassenschnitt is refunded, not reversed; a payment typed at the terminal shows', {
  timeout: 60_000,
}, async () => {
  await open.seat.stop();
  await openSeat();
  const number = `SCH-${today.slice(0, 4)}-Q00001`;
  expect(await till.find({ number })).toMatchObject({ number, ways: [] });
  await counter.act('terminal-1', 'pay-at-terminal', { amountCents: 777 });
  await till.beginClosing({});
  await till.count({ counts: piecesOf((await till.view({})).cash.nowCents) });
  const view = await till.cutBatch({});
  expect(view.closing?.comparison).toMatchObject({ journalCents: feeCents, terminalCents: feeCents + 777 });
  expect(view.closing?.comparison?.differences.join(' ')).toContain('7,77');
  await till.close({ differenceReason: 'Zahlung am Terminal getippt, wird zurückgegeben', secondClerk: lead });
  expect((await till.closings({})).map((closing) => closing.number)).toEqual([2, 1]);
});

it('exports every card transaction with its Kassenzeichen, and the journal holds', async () => {
  const { file, rows } = await till.exportDay({ day: today });
  expect(path.dirname(file)).toBe(path.join(folder, 'seat', 'export'));
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(';'));
  const [header = [], ...body] = lines;
  expect(body).toHaveLength(rows);
  const column = (name: string) => header.indexOf(name);
  const { bookings } = await counter.terminal();
  const cardRows = body.filter((row) => row[column('Zahlungsweg')]?.startsWith('Karte') && row[0] !== 'Kassenschnitt');
  const known = bookings.filter(({ amountCents }) => amountCents !== 777);
  expect(cardRows.map((row) => Number(row[column('Terminal-Beleg')])).sort()).toEqual(
    known.map(({ receiptNumber }) => receiptNumber).sort(),
  );
  for (const row of body.filter(([art]) => art === 'Gebühr' || art === 'Storno')) {
    expect(isKassenzeichen(row[column('Kassenzeichen')] ?? ''), row.join(';')).toBe(true);
  }
  await open.seat.stop();
  const { report, events } = readJournal(path.join(folder, 'seat'));
  expect(report).toMatchObject({ ok: true, firstBad: null });
  const numbers = events.filter(({ kind }) => kind === 'till-booked').map(({ body: entry }) => String(entry?.number));
  for (const series of ['Q', 'S']) {
    const own = numbers.filter((number) => number.includes(`-${series}`)).map((number) => Number(number.slice(-5)));
    expect(own).toEqual(own.map((_, index) => index + 1));
  }
});
