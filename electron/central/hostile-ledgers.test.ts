/** What somebody with a seat's certificate can do to the joined ledgers and the Sammelkasse of an Ortsverwaltung, and cannot. */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeatAtCentre, startSeatAtCentre } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';

const draisItem = {
  ...{ id: 'i-drais', vorgangId: 'v-drais', stepId: 'fee', vorgangNumber: 'N-17', serviceTitle: 'Geheimnis' },
  ...{ totalCents: 500, items: [] },
};
let centre: TestCentre;
let drais: SeatAtCentre;
let finthen: SeatAtCentre;
let hostile: pg.Client;
beforeAll(async () => {
  centre = await startTestCentre();
  drais = startSeatAtCentre(centre, 'DRA-1');
  finthen = startSeatAtCentre(centre, 'FIN-1');
  drais.open('v-drais', 'Weiß');
  finthen.open('v-finthen', 'Weiß');
  for (const seat of [drais, finthen]) await seat.sync.tick();
  await drais.sync.items.post(draisItem);
  expect(await drais.sync.items.claim('i-drais')).toMatchObject({ state: 'granted', claim: 1 });
  hostile = await centre.rawClient('FIN-1');
}, 60_000);
afterAll(async () => {
  await hostile?.end();
  drais?.close();
  finthen?.close();
  await centre?.remove();
});

const state = (sql: string): Promise<string> =>
  hostile.query(sql).then(
    ({ rowCount }) => `rows ${rowCount}`,
    (error: { code?: string }) => String(error.code),
  );

describe('a seat of another Ortsverwaltung with a plain SQL client', () => {
  it.each([
    `UPDATE zp.till_lines SET amount_cents = 0`,
    `DELETE FROM zp.stock_moves`,
    `UPDATE zp.open_items SET state = 'paid'`,
    `DELETE FROM zp.open_items`,
    `INSERT INTO zp.open_items (ortsverwaltung, item_id, vorgang_id, posted_by, amount_cents, kassenzeichen, training, sealed, state) VALUES ('Finthen', 'i', 'v-finthen', 'FIN-1', 1, '', true, '', 'open')`,
    `INSERT INTO zp.open_item_steps VALUES ('Finthen', 'i', 1, 'open', 0, 'FIN-1')`,
    `INSERT INTO zp.till_lines (ortsverwaltung, seat, sequence, kind, at, number, method, amount_cents, cash_cents, card_cents, difference_cents, training) VALUES ('Drais', 'DRA-1', 99, 'booked', now(), '', 'cash', 1, 0, 0, 0, true)`,
    `INSERT INTO zp.stock_moves (ortsverwaltung, seat, sequence, line, kind, move, at, prefix, width, quantity, other_seat, training) VALUES ('Finthen', 'DRA-1', 99, 0, 'x', 'received', now(), '', 0, 1, '', true)`,
    `SELECT * FROM zp.open_items_ov_1`,
    `SELECT zp.note_item(i, 'FIN-1') FROM zp.open_items i`,
    `SELECT zp.note_item_word(i, 'FIN-1', 'returned', '') FROM zp.open_items i`,
    `UPDATE zp.open_item_steps SET word = 'paid'`,
    `SELECT zp.add_ledger_partitions('x', 'x')`,
  ])('may not %s', async (sql) => {
    expect(await state(sql)).toBe('42501');
  });

  it('neither sees nor posts, claims, settles or withdraws an item of Drais', async () => {
    expect(await state(`SELECT 1 FROM zp.open_items WHERE ortsverwaltung = 'Drais'`)).toBe('rows 0');
    expect(await state(`SELECT zp.post_open_item('i-2', 'v-drais', 1, '', true, '')`)).toBe('ZP003');
    for (const call of ['claim_open_item', 'withdraw_open_item']) {
      expect((await hostile.query(`SELECT state FROM zp.${call}('i-drais')`)).rows).toEqual([{ state: 'not-found' }]);
    }
    const settle = `SELECT zp.settle_open_item('i-drais', 1, 'paid', 'Q', 'cash') AS ok`;
    expect((await hostile.query(settle)).rows).toEqual([{ ok: false }]);
    const decide = `SELECT state FROM zp.decide_open_item('i-drais', 1, 'unpaid', 'x')`;
    expect((await hostile.query(decide)).rows).toEqual([{ state: 'not-found' }]);
    for (const call of [`tell_item_receipt('i-drais', 'Q', 'cash')`, `return_open_item('i-drais', 'Q', 'x')`]) {
      expect((await hostile.query(`SELECT zp.${call} AS ok`)).rows).toEqual([{ ok: false }]);
    }
    expect(await drais.sync.items.states(['i-drais'])).toMatchObject([{ state: 'claimed', holder: 'DRA-1' }]);
  });
});

it('a seat decides neither about its own claim nor about one that is younger than 15 minutes, and gives back only its own', async () => {
  const { items } = drais.sync;
  const word = { outcome: 'paid' as const, lead: 'Kraus', second: 'Berger', reason: 'weg' };
  expect(await items.decide('i-drais', 1, word)).toMatchObject({ state: 'own' });
  const other = startSeatAtCentre(centre, 'DRA-2');
  const there = other.sync.items;
  expect(await there.decide('i-drais', 1, word)).toMatchObject({ state: 'too-early', holder: 'DRA-1' });
  expect(await there.decide('i-drais', 7, word)).toMatchObject({ state: 'moved-on' });
  expect(await items.settle('i-drais', 1, { receipt: 'Q1', method: 'cash' })).toBe(true);
  const given = { receipt: 'Q1', afterwards: 'due-again' as const, reason: 'Irrtum' };
  expect(await there.giveBack('i-drais', given)).toBe(false);
  expect(await there.tellReceipt('i-drais', { receipt: 'Q2', method: 'card' })).toBe(false);
  expect(await items.giveBack('i-drais', { ...given, receipt: 'Q2' })).toBe(false);
  expect(await items.giveBack('i-drais', given)).toBe(true);
  expect(await items.giveBack('i-drais', given)).toBe(true);
  expect(await items.claim('i-drais')).toMatchObject({ state: 'returned' });
  expect(await items.settle('i-drais', 1, { receipt: 'Q1', method: 'cash' })).toBe(false);
  const [known] = await there.states(['i-drais']);
  expect(known?.words).toMatchObject([{ word: 'returned', seat: 'DRA-1', reason: 'Irrtum' }]);
  other.close();
});

it('not even the superuser changes an amount or takes a step back, or reads what the fee is for', async () => {
  const admin = await centre.admin();
  for (const sql of [
    `UPDATE zp.open_items SET amount_cents = 1`,
    `UPDATE zp.open_items SET claim = 0`,
    `UPDATE zp.open_items SET state = 'open'`,
    `UPDATE zp.open_item_steps SET sealed = NULL`,
    `DELETE FROM zp.open_items`,
    `DELETE FROM zp.open_item_steps`,
    `TRUNCATE zp.till_lines_ov_1`,
  ]) {
    const code = await admin.query(sql).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );
    expect(code, sql).toBe('ZP001');
  }
  const { rows } = await admin.query<{ row: string }>(`SELECT t::text AS row FROM zp.open_items t`);
  await admin.end();
  expect(rows.join()).not.toContain('Geheimnis');
});

it('collects nothing whose amount or content is not what a seat sealed', async () => {
  await drais.sync.items.post({ ...draisItem, id: 'i-forged' });
  const admin = await centre.admin();
  await admin.query(`BEGIN`);
  await admin.query(`SET LOCAL session_replication_role = replica`);
  await admin.query(`UPDATE zp.open_items SET amount_cents = 50000 WHERE item_id = 'i-forged'`);
  await admin.query(`COMMIT`);
  await admin.end();
  expect(await drais.sync.items.states(['i-forged'])).toEqual([]);
});
