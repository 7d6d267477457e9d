/** Papers on numbered stock with the real seat and the virtual printer: the sheet is named before the print, once, and void when spoiled. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { policy } from '../../electron/contract/policy.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { PanelOf } from '../../electron/contract/step-panel.ts';
import { type StockKindView, stockContract } from '../../electron/contract/stock.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { nextAct } from '../support/drive-vorgang.ts';
import { openNodeSeat, secondClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const serviceId = 'unterschriftsbeglaubigung';
const person = personsFor(serviceId, berlinDay(Date.now()))[0]?.values ?? {};
const paperIds = ['vermerk-amtlich', 'vermerk-oeffentlich'];
const stockOfPolicy = [
  { kind: 'urkunde', title: 'Urkundenpapier', numbered: true, papers: paperIds, lowAt: 3, secondClerkOnLoss: true },
];

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;
let stock: ClientOf<typeof stockContract>;

async function openSeat(): Promise<void> {
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
  stock = connectServed(stockContract, open.seat.clerkWindow);
}
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-stock-'));
  counter = await startSeatCounter(folder, {});
  const before = JSON.parse(readFileSync(counter.policyFile, 'utf8'));
  writeFileSync(counter.policyFile, JSON.stringify(policy.parse({ ...before, stock: stockOfPolicy })));
  await openSeat();
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function act(view: VorgangView, action: StepAction): Promise<VorgangView> {
  const { summary, panel } = view;
  return (await open.vorgang.act({ vorgangId: summary.id, stepId: panel?.stepId ?? '', action })).view;
}
type Paper = PanelOf<'document'>['documents'][number];
function paperOf(view: VorgangView): Paper {
  const due =
    view.panel?.kind === 'document' ? view.panel.documents.find(({ id }) => paperIds.includes(id)) : undefined;
  if (!due) throw new Error(`no sheet due in ${view.panel?.stepId}`);
  return due;
}
const urkunde = async (): Promise<StockKindView> => (await stock.view({})).kinds[0] as StockKindView;

async function upToSheet(): Promise<VorgangView> {
  let view = await open.vorgang.start({ serviceId });
  for (;;) {
    const { panel } = view;
    if (panel?.kind === 'document' && panel.documents.some(({ stock: on }) => on)) return view;
    const action = panel && nextAct(panel, person, 'cash');
    if (!action) throw new Error(`nothing to do in ${panel?.stepId}`);
    view = await act(view, action);
  }
}

it('names the sheet before the print, keeps it when spoiled, gives it back when nothing was printed', async () => {
  let view = await upToSheet();
  expect(paperOf(view).stock).toMatchObject({ title: 'Urkundenpapier', nextNumber: null, left: 0 });
  await stock.receive({ kind: 'urkunde', range: { from: 'UP0001', to: 'UP0005' }, reason: 'Lieferung' });
  view = await open.vorgang.view({ vorgangId: view.summary.id });
  const { id: documentId } = paperOf(view);
  expect(paperOf(view).stock).toMatchObject({ nextNumber: 'UP0001', left: 5 });

  view = await act(view, { do: 'print', documentId });
  expect(view.panel?.error?.code).toBe('stock.sheet-needed');
  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0099' });
  expect(view.panel?.error).toMatchObject({ code: 'stock.number-not-here', params: { number: 'UP0099' } });
  expect(await counter.jobs()).toEqual([]);

  // Refused before the document left: the sheet is as it was.
  await counter.act('printer-1', 'set-fault', { kind: 'reject', times: 1 });
  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0001' });
  expect(view.panel?.error?.code).toBe('printer.rejected');
  expect(await urkunde()).toMatchObject({ left: 5, spoiled: 0, drawn: 0, nextNumber: 'UP0001' });

  // Nobody knows what came out; a person who says «no usable sheet» has a void one, not one back in the tray.
  await counter.act('printer-1', 'set-fault', { kind: 'abort' });
  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0001' });
  await counter.act('printer-1', 'set-fault', { kind: 'none' });
  const { operation, instructions } = view.unknown ?? { operation: undefined, instructions: [] };
  expect(instructions.join()).toContain('UP0001');
  expect(await urkunde()).toMatchObject({ left: 4, drawn: 1 });
  view = await open.vorgang.settle({
    operationId: operation?.id ?? '',
    decision: 'declined',
    reason: 'Blatt zerrissen',
  });
  expect(await urkunde()).toMatchObject({ left: 4, spoiled: 1, drawn: 0 });
  const spoiledBefore = (await urkunde()).spoiled;

  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0002' });
  expect(view.panel?.error ?? null).toBeNull();
  expect(paperOf(view)).toMatchObject({ phase: 'printer-says-done', stock: { usedNumber: 'UP0002' } });
  view = await act(view, { do: 'spoiled', documentId, reason: 'Papierstau' });
  expect(view.panel?.error?.code).toBe('session.second-clerk-needed');
  view = await act(view, { do: 'spoiled', documentId, reason: 'Papierstau', secondClerk });
  expect(view.panel?.error ?? null).toBeNull();
  expect(await urkunde()).toMatchObject({ spoiled: spoiledBefore + 1, drawn: 0 });
  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0002' });
  expect(view.panel?.error?.code).toBe('stock.number-not-here');
  view = await act(view, { do: 'print', documentId, sheetNumber: 'UP0004' });
  view = await act(view, { do: 'confirm-print', documentId });
  const { left, drawn, low } = await urkunde();
  expect({ left, drawn, low }).toEqual({ left: 2, drawn: 1, low: true });
  await finish(view);
  const { sealUses } = await stock.view({});
  expect(sealUses[0]).toMatchObject({ vorgangNumber: view.summary.number });
});

async function finish(from: VorgangView): Promise<void> {
  let view = from;
  while (view.summary.phase === 'open') {
    const action = view.panel && nextAct(view.panel, person, 'cash');
    if (!action) throw new Error(`nothing to do in ${view.panel?.stepId}`);
    view = await act(view, action);
  }
}

it('lets the second of two Vorgänge have the sheet only once, and tells the same after a restart', async () => {
  const [one, two] = [await upToSheet(), await upToSheet()];
  const { nextNumber } = await urkunde();
  const print = (view: VorgangView): Promise<VorgangView> =>
    act(view, { do: 'print', documentId: paperOf(view).id, sheetNumber: nextNumber ?? '' });
  const [first, second] = await Promise.all([print(one), print(two)]);
  const codes = [first, second].map(({ panel }) => panel?.error?.code ?? 'printed');
  expect(codes.toSorted()).toEqual(['printed', 'stock.number-not-here'].toSorted());
  const before = await stock.view({});
  await open.seat.stop();
  await openSeat();
  expect(await stock.view({})).toEqual(before);
});
