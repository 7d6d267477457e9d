/**
 * A whole seat whose reader is a reader of the real PC/SC service, with a virtual staff card in it: the second person confirms by
 * card. Skipped where pcscd or vpcd are missing.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { policy } from '../../electron/contract/policy.ts';
import { stockContract } from '../../electron/contract/stock.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { trainingPolicy } from '../../electron/load-policy.ts';
import { cardModels } from '../../native/card/index.ts';
import { openNodeSeat } from '../support/open-node-seat.ts';
import { missingPcscPart, type PcscService, startPcscd, vpcdPorts } from '../support/pcscd/start-pcscd.ts';
import { readJournal } from '../support/read-journal.ts';

const missing = missingPcscPart();
const [model] = cardModels;
if (model === undefined) throw new Error('no card model');
type Virtual = Awaited<ReturnType<typeof model.startVirtual>>;

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code?: string; params?: { left?: number } }) => [error.code, error.params?.left ?? ''].join(' ').trim(),
  );

describe.skipIf(missing !== undefined)(`second person by card${missing ? ` (${missing})` : ''}`, () => {
  let folder: string;
  let service: PcscService;
  let card: Virtual;
  let open: Awaited<ReturnType<typeof openNodeSeat>>;
  let stock: ClientOf<typeof stockContract>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-second-card-'));
    service = await startPcscd();
    card = await model.startVirtual({ port: vpcdPorts[1], seed: 7 });
    const policyFile = path.join(folder, 'policy.json');
    const devices = [{ id: 'reader-1', class: 'card', model: model.id, options: card.endpoint }];
    const supply = { kind: 'siegel', title: 'Siegelmarken', numbered: false, lowAt: 1, secondClerkOnLoss: true };
    writeFileSync(policyFile, JSON.stringify(policy.parse({ ...trainingPolicy, devices, stock: [supply] })));
    mkdirSync(path.join(folder, 'seat'));
    open = await openNodeSeat(path.join(folder, 'seat'), policyFile);
    stock = connectServed(stockContract, open.seat.clerkWindow);
  }, 150_000);
  afterAll(async () => {
    await open?.seat.stop();
    await card?.close();
    await service?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes the card of another person with its PIN, and no other way round', { timeout: 60_000 }, async () => {
    expect((await open.session.state({})).staffCardReader).toBe(true);
    await stock.receive({ kind: 'siegel', quantity: 10, reason: 'Lieferung', fromSeat: '' });
    const spoil = (cardPin: string) =>
      codeOf(stock.spoil({ kind: 'siegel', quantity: 1, reason: 'zerrissen', secondClerk: { cardPin } }));

    expect(await spoil('931745')).toBe('staff-card.absent');
    await card.act('insert', { profile: 'staff-berger' }); // who is signed in
    expect(await spoil('274913')).toBe('session.second-clerk-same');
    await card.act('remove', {});
    await card.act('insert', { profile: 'staff-stranger' });
    expect(await spoil('931745')).toBe('staff-card.unknown');
    await card.act('remove', {});
    await card.act('insert', { profile: 'staff-kraus' });
    expect(await spoil('000000')).toBe('staff-card.wrong-pin 2');
    expect(await spoil('931745')).toBe('done');

    const view = await stock.view({});
    expect(view.moves[0]).toMatchObject({ move: 'spoiled', secondClerk: 'Petra Kraus' });
    expect((await open.session.state({})).clerk?.userName).toBe('berger');
    await open.seat.stop();
    const { events } = readJournal(path.join(folder, 'seat'));
    const shown = JSON.stringify(events);
    expect(shown).toContain('staff-card.wrong-pin');
    expect(shown).not.toMatch(/931745|000000/);
  });
});
