import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeThrown } from '../../tests/support/code-of.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { Journal } from '../journal/port.ts';
import { createLedger } from './ledger.ts';
import { blocksSubject, isReleased } from './operation-fold.ts';
import type { Intent, Ledger } from './port.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ledger-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (name: string): Journal => {
  let drawn = 0;
  let now = Date.UTC(2026, 10, 2, 8);
  return openJournal({
    file: path.join(folder, name),
    fileKey: new Uint8Array(32).fill(1),
    authorityKey: new Uint8Array(32).fill(2),
    clock: { nowMs: () => (now += 1000) },
    randomBytes: (length) => {
      drawn += 1;
      return createHash('sha512').update(`${name} ${now} ${drawn}`).digest().subarray(0, length);
    },
  });
};

const intent = (over: Partial<Intent> = {}): Intent => ({
  vorgangId: 'v1',
  kind: 'payment',
  subject: 'fee',
  deviceId: 'terminal',
  virtual: true,
  actor: 'adler',
  details: { amountCents: 3700 },
  ...over,
});

describe('createLedger', () => {
  it('keeps an unknown payment unknown over a restart, blocks a second one, and settles once', () => {
    let journal = open('restart');
    const first = createLedger(journal).intend(intent());
    journal.close();

    journal = open('restart');
    const ledger = createLedger(journal);
    expect(ledger.open()).toEqual([first]);
    ledger.note(first.id, { receiptNumber: 17 });
    ledger.settle(first.id, { phase: 'unknown', reason: 'device.timeout', by: 'seat' });
    expect(codeThrown(() => ledger.intend(intent()))).toBe('vorgang.operation-open');
    const done = ledger.settle(first.id, { phase: 'done', by: 'adler', details: { asked: 'repeat-receipt' } });
    expect(done).toMatchObject({
      phase: 'done',
      attempt: 1,
      virtual: true,
      settledBy: 'adler',
      reason: null,
      details: { amountCents: 3700, receiptNumber: 17, asked: 'repeat-receipt' },
    });
    expect(ledger.open()).toEqual([]);
    expect(codeThrown(() => ledger.intend(intent()))).toBe('operation.already-settled');
    expect(codeThrown(() => ledger.settle(first.id, { phase: 'declined', by: 'adler' }))).toBe(
      'operation.already-settled',
    );
    expect(codeThrown(() => ledger.note(first.id, {}))).toBe('operation.already-settled');
    expect(codeThrown(() => ledger.release(first.id, 'doppelt', 'adler'))).toBe('operation.already-settled');
    expect(codeThrown(() => ledger.get('nobody/payment/fee/1'))).toBe('operation.not-found');
    expect(codeThrown(() => ledger.get('%'))).toBe('operation.not-found');
    journal.close();
  });

  it('frees the subject of a spoiled sheet and keeps the history', () => {
    const journal = open('spoiled');
    const ledger = createLedger(journal);
    const sheet = ledger.intend(intent({ kind: 'print', subject: 'meldebescheinigung/1' }));
    expect(codeThrown(() => ledger.release(sheet.id, 'Papierstau', 'adler'))).toBe('vorgang.operation-open');
    ledger.settle(sheet.id, { phase: 'done', by: 'seat' });
    expect(codeThrown(() => ledger.release(sheet.id, '  ', 'adler'))).toBe('operation.reason-needed');
    expect(ledger.release(sheet.id, 'verschmiert', 'adler')).toMatchObject({
      phase: 'done',
      details: { released: true, releasedReason: 'verschmiert', releasedBy: 'adler' },
    });
    expect(ledger.intend(intent({ kind: 'print', subject: 'meldebescheinigung/1' }))).toMatchObject({ attempt: 2 });
    expect(ledger.ofVorgang('v1').map(({ phase }) => phase)).toEqual(['done', 'intended']);
    journal.close();
  });

  it('leaves nothing of an erased Vorgang', () => {
    const journal = open('erased');
    const ledger = createLedger(journal);
    const payment = ledger.intend(intent());
    journal.erase({ vorgangId: 'v1', what: 'vorgang', reason: 'Frist', actor: 'seat' });
    expect(ledger.open()).toEqual([]);
    expect(codeThrown(() => ledger.get(payment.id))).toBe('operation.not-found');
    expect(codeThrown(() => ledger.intend(intent()))).toBe('vorgang.erased');
    journal.close();
  });

  it('finds open operations far behind the bookmark', () => {
    let journal = open('bookmark');
    let ledger = createLedger(journal);
    const old = ledger.intend(intent({ vorgangId: 'old' }));
    for (let i = 0; i < 120; i += 1) {
      const { id } = ledger.intend(intent({ vorgangId: `v${i}` }));
      ledger.settle(id, { phase: 'declined', by: 'seat' });
    }
    const expected = ledger.open();
    for (let start = 0; start < 3; start += 1) {
      journal.close();
      journal = open('bookmark');
      ledger = createLedger(journal);
      expect(ledger.open()).toEqual(expected);
    }
    expect(journal.setting('operations-open')).toMatchObject({ vorgangIds: ['old'] });
    ledger.settle(old.id, { phase: 'done', by: 'seat' });
    journal.close();
    journal = open('bookmark');
    expect(createLedger(journal).open()).toEqual([]);
    journal.close();
  });

  const call = fc.record({
    vorgangId: fc.constantFrom('v1', 'v/2'),
    kind: fc.constantFrom('payment' as const, 'print' as const),
    subject: fc.constantFrom('a', 'a/1'),
    attempt: fc.integer({ min: 1, max: 3 }),
    verb: fc.constantFrom('intend', 'note', 'done', 'declined', 'unknown', 'release', 'reopen'),
  });

  it('never has two standing operations for a subject, whatever is called, and forgets nothing by a restart', () => {
    let run = 0;
    fc.assert(
      fc.property(fc.array(call, { minLength: 5, maxLength: 40 }), (calls) => {
        run += 1;
        let journal = open(`run-${run}`);
        let ledger: Ledger = createLedger(journal);
        const final = new Map<string, string>();
        const all = () => ['v1', 'v/2'].flatMap((id) => ledger.ofVorgang(id));
        for (const { vorgangId, kind, subject, attempt, verb } of calls) {
          const target = all().find(
            (entry) =>
              entry.vorgangId === vorgangId &&
              entry.kind === kind &&
              entry.subject === subject &&
              entry.attempt === attempt,
          );
          const id = target?.id ?? 'none';
          if (verb === 'reopen') {
            const before = { all: all(), open: ledger.open() };
            journal.close();
            journal = open(`run-${run}`);
            ledger = createLedger(journal);
            expect({ all: all(), open: ledger.open() }).toEqual(before);
          } else if (verb === 'intend') codeThrown(() => ledger.intend(intent({ vorgangId, kind, subject })));
          else if (verb === 'note') codeThrown(() => ledger.note(id, { seen: attempt }));
          else if (verb === 'release') codeThrown(() => ledger.release(id, 'verdorben', 'adler'));
          else codeThrown(() => ledger.settle(id, { phase: verb as 'done' | 'declined' | 'unknown', by: 'adler' }));

          const standing = all().filter(blocksSubject);
          expect(new Set(standing.map((o) => JSON.stringify([o.vorgangId, o.kind, o.subject]))).size).toBe(
            standing.length,
          );
          for (const operation of all()) {
            const { released, releasedReason, releasedBy, releasedAt, ...details } = operation.details;
            if (isReleased(operation)) expect([operation.kind, operation.phase]).toEqual(['print', 'done']);
            if (operation.phase !== 'done' && operation.phase !== 'declined') continue;
            const now = JSON.stringify({ ...operation, details });
            expect(final.get(operation.id) ?? now).toBe(now);
            final.set(operation.id, now);
          }
        }
        journal.close();
      }),
      { numRuns: 60, seed: 20261102 },
    );
  });
});
