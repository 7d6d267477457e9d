/** What the fee step makes of money that other seats took and gave back, on a real journal and a real till. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../contract/json.ts';
import type { Journal } from '../../journal/port.ts';
import { createLedger } from '../../operations/ledger.ts';
import type { FeeStep } from '../../services/service.ts';
import {
  exampleKey,
  MemoryTerminal,
  makeTestFolder,
  second,
  startTillSeat,
  type TillSeat,
} from '../../till/till-fixture.ts';
import type { StepRun } from '../step-run.ts';
import { feeHandler } from './fee-step.ts';

const folder = makeTestFolder();
let journal: Journal & { close(): void };
let till: TillSeat;
let facts: Record<string, JsonValue>;
let written: JsonValue[];
let vorgaenge = 0;
let vorgangId = '';
afterAll(() => {
  journal?.close();
  folder.remove();
});
beforeEach(async () => {
  journal?.close();
  journal = folder.open();
  till = await startTillSeat(journal, new MemoryTerminal());
  vorgaenge += 1;
  vorgangId = `v${vorgaenge}`;
  facts = {};
  written = [];
});

const step = {
  ...{ kind: 'fee', id: 'fee', title: 'Gebühr' },
  fees: () => [{ id: 'fee', label: 'Meldebescheinigung', lawKey: exampleKey }],
} as unknown as FeeStep; // what is missing is for the screen

/** Twice: the second time nothing may change any more. */
function reconcile(): void {
  const law = {
    value: 500,
    legalBasis: 'Satzung',
    source: 'x',
    checkedOn: '2026-11-22',
    confidence: 'H',
    validFrom: '2021-01-01',
  };
  const run = {
    state: { id: vorgangId, facts },
    context: { law: () => law, today: '2026-11-22', vorgangNumber: 'SCH-2026-000001', seat: { training: true } },
    clerk: { userName: 'berger' },
    ledger: createLedger(journal),
    till: till.till,
    record: (stepId: string, value: JsonValue) => {
      written.push(value);
      if (value === null) delete facts[stepId];
      else facts[stepId] = value;
    },
  } as unknown as StepRun; // what is missing moves devices
  feeHandler.reconcile?.(step, run);
  const before = written.length;
  feeHandler.reconcile?.(step, run);
  expect(written).toHaveLength(before);
}

const item = () => ({
  id: `${vorgangId}/fee/1`,
  vorgangId,
  stepId: 'fee',
  items: till.items(vorgangId, 500),
  totalCents: 500,
});
const paidThere = (receipt = 'DRA-2-2026-Q00001') =>
  till.till.items.markPaid(item(), { seat: 'DRA-2', receipt, method: 'card' });
const returnedThere = (afterwards: 'due-again' | 'closed') => {
  const given = { seat: 'DRA-2', receipt: 'DRA-2-2026-Q00001', afterwards, reason: 'Falsche Person' };
  till.till.items.markReturned(item(), given);
};
function payHere(): string {
  const act = { vorgangId, subject: 'fee', items: till.items(vorgangId, 500), by: 'berger', givenCents: 500 };
  const operation = till.money.payInCash(act);
  till.till.issue(operation);
  return operation.id;
}
const giveBackHere = (operationId: string, afterwards: 'due-again' | 'closed') =>
  till.room.reverse({ operationId, way: 'cash', afterwards, reason: 'Irrtum', secondClerk: second }, null);

describe('paid at another seat', () => {
  it('counts with its receipt; given back there it is due again', () => {
    paidThere();
    reconcile();
    expect(facts.fee).toMatchObject({
      phase: 'paid',
      receiptNumber: 'DRA-2-2026-Q00001',
      method: 'card',
      totalCents: 500,
    });
    returnedThere('due-again');
    reconcile();
    expect(facts.fee).toBeUndefined();
    payHere();
    reconcile();
    expect(facts.fee).toMatchObject({ phase: 'paid', receiptNumber: expect.stringMatching(/^SCH-2026-Q/) });
  });

  it('given back there with «closed» it is waived with the reason', () => {
    paidThere();
    reconcile();
    returnedThere('closed');
    reconcile();
    expect(facts.fee).toMatchObject({
      phase: 'waived',
      totalCents: 0,
      reason: 'Zahlung zurückgegeben: Falsche Person',
      items: [{ id: 'fee', amountCents: 0 }],
    });
  });

  it('both in one go, as after a night without the line', () => {
    paidThere();
    returnedThere('due-again');
    reconcile();
    expect(written).toEqual([]);
  });

  it('by the word of a lead: the receipt is awaited, and comes', () => {
    paidThere('');
    reconcile();
    expect(facts.fee).toMatchObject({ phase: 'paid', bookedAt: 'DRA-2' });
    expect(facts.fee).not.toHaveProperty('receiptNumber');
    paidThere();
    reconcile();
    expect(facts.fee).toMatchObject({ phase: 'paid', receiptNumber: 'DRA-2-2026-Q00001' });
    expect(facts.fee).not.toHaveProperty('bookedAt');
  });

  for (const afterwards of ['due-again', 'closed'] as const) {
    it(`and here, given back here with «${afterwards}»: what was paid there stands`, async () => {
      const operationId = payHere();
      reconcile();
      paidThere();
      reconcile();
      expect(facts.fee).toMatchObject({ receiptNumber: expect.stringMatching(/^SCH-2026-Q/) });
      await giveBackHere(operationId, afterwards);
      reconcile();
      expect(facts.fee).toMatchObject({ phase: 'paid', receiptNumber: 'DRA-2-2026-Q00001' });
    });
  }

  it('after a payment of its own was given back here: it counts, and is written once', async () => {
    const operationId = payHere();
    reconcile();
    await giveBackHere(operationId, 'due-again');
    reconcile();
    expect(facts.fee).toBeUndefined();
    paidThere();
    reconcile();
    expect(facts.fee).toMatchObject({ phase: 'paid', receiptNumber: 'DRA-2-2026-Q00001' });
  });
});
