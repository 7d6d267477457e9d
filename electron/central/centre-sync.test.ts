/** Three seats and a real PostgreSQL: nothing twice, nothing forked, nothing believed that is not proven. */
import { copyFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  addressOf,
  type SeatAtCentre,
  type SeatOptions,
  startSeatAtCentre,
} from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { accessLogId, noteAccess } from '../retention/access-log.ts';
import { connectCentre } from './connect-centre.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
}, 60_000);
afterAll(() => centre?.remove());

const running: SeatAtCentre[] = [];
const start = (id: string, options?: SeatOptions): SeatAtCentre => {
  const seat = startSeatAtCentre(centre, id, options);
  running.push(seat);
  return seat;
};
afterEach(() => {
  for (const seat of running.splice(0)) seat.close();
});

describe('a seat and its centre', () => {
  it('pushes in batches, each event once, and goes on where it stood after a restart', async () => {
    const first = start('DRA-1', { maxEvents: 7 });
    for (let i = 0; i < 10; i += 1) first.open(`push-${i}`, `Person ${i}`);
    first.pay('push-3', 3700);
    const { acknowledged } = await first.sync.tick();
    expect(acknowledged).toBe(first.journal.centre.lastSequence());
    expect((await first.sync.tick()).acknowledged).toBe(acknowledged);
    first.record('push-1', 'check', 'ja');
    running.pop()?.close();
    const again = start('DRA-1');
    expect((await again.sync.tick()).acknowledged).toBe(acknowledged + 1);
    const rows = await centre.ask<{ sequence: string; epoch: number | null }>(
      `SELECT sequence, epoch FROM zp.sealed_events WHERE seat = 'DRA-1' ORDER BY sequence`,
    );
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(Array.from(rows, (_row, index) => index + 1));
    expect(new Set(rows.map(({ epoch }) => epoch))).toEqual(new Set([1]));
    expect(
      await centre.ask(`SELECT kind, amount_cents, number, training FROM zp.ledger_entries WHERE seat = 'DRA-1'`),
    ).toEqual([{ kind: 'fee', amount_cents: '3700', number: '', training: true }]);
    expect(await again.sync.search('PERSON 4')).toEqual(['push-4']);
    expect(await again.sync.search('push-4')).toEqual(['push-4']);
    expect(await again.sync.search('nobody')).toEqual([]);
  });

  it('hands a Vorgang from seat to seat and back, whole, each seat under its own lease', async () => {
    const [one, two] = [start('DRA-1'), start('DRA-2')];
    one.open('walk', 'Weiß');
    await one.sync.tick();
    await one.sync.leases.acquire('walk');
    await expect(two.sync.takeUp('walk', 'yilmaz')).rejects.toMatchObject({
      code: 'centre.lease-held',
      params: { seat: 'DRA-1' },
    });
    await one.sync.giveBack('walk', 'berger');
    expect(() => one.sync.leases.assertHeld('walk')).toThrow('centre.lease-lost');
    expect(await two.sync.search('Weiss')).toEqual(['walk']);
    expect(await two.sync.takeUp('walk', 'yilmaz')).toBe(3);
    two.pay('walk', 2280);
    await two.sync.giveBack('walk', 'yilmaz');
    expect(await one.sync.takeUp('walk', 'berger')).toBe(3);
    const story = one.journal
      .events({ vorgangId: 'walk' })
      .map(({ kind, origin }) => `${origin?.seat ?? 'own'} ${kind}`);
    expect(story).toEqual([
      'own vorgang-opened',
      'own facts-recorded',
      'own vorgang-given-back',
      'own foreign-imported',
      'DRA-2 operation-intended',
      'DRA-2 operation-settled',
      'DRA-2 vorgang-given-back',
    ]);
    for (const seat of [one, two]) expect(seat.journal.verify()).toMatchObject({ ok: true });
    const grants = await centre.ask(
      `SELECT epoch, seat, how FROM zp.lease_grants WHERE vorgang_id = 'walk' ORDER BY epoch`,
    );
    expect(grants).toEqual([
      { epoch: 1, seat: 'DRA-1', how: 'opened' },
      { epoch: 2, seat: 'DRA-2', how: 'acquired' },
      { epoch: 3, seat: 'DRA-1', how: 'acquired' },
    ]);
  });

  it('lets one of two racing seats have the Vorgang', async () => {
    const [one, two, far] = [start('DRA-1'), start('DRA-2'), start('FIN-1')];
    for (let i = 0; i < 10; i += 1) {
      one.open(`race-${i}`, 'X');
      await one.sync.tick();
      await one.sync.leases.acquire(`race-${i}`);
      await one.sync.giveBack(`race-${i}`, 'berger');
      const results = await Promise.allSettled([one.sync.takeUp(`race-${i}`, 'a'), two.sync.takeUp(`race-${i}`, 'b')]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const held = [one, two].filter(({ sync }) => sync.leases.isHeld(`race-${i}`));
      expect(held).toHaveLength(1);
      await expect(far.sync.takeUp(`race-${i}`, 'c')).rejects.toMatchObject({ code: 'vorgang.not-found' });
      await held[0]?.sync.handOver(`race-${i}`, 'FIN-1');
      await held[0]?.sync.giveBack(`race-${i}`, 'x');
      expect(await far.sync.takeUp(`race-${i}`, 'c')).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives an abandoned Vorgang to a lead only, and takes in what the dead seat brings late under its old lease', async () => {
    const [one, two] = [start('DRA-1', { leaseMs: 1_000 }), start('DRA-2')];
    one.open('left', 'Weiß');
    await one.sync.tick();
    one.record('left', 'late', 'nicht mehr übertragen');
    await expect(two.sync.takeUp('left', 'yilmaz')).rejects.toMatchObject({ code: 'centre.lease-held' });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(one.sync.leases.isHeld('left')).toBe(false);
    await expect(two.sync.takeUp('left', 'yilmaz')).rejects.toMatchObject({ code: 'centre.lease-abandoned' });
    expect(await two.sync.takeUp('left', 'yilmaz', { lead: 'lang', reason: 'Platz ausgefallen' })).toBe(2);
    two.record('left', 'form', 'neu');
    await two.sync.tick();
    await expect(one.sync.takeUp('left', 'berger')).rejects.toMatchObject({ code: 'centre.lease-held' });
    await one.sync.tick(); // the late event is not lost, and it stands under the old lease
    expect(
      await centre.ask(
        `SELECT seat, epoch FROM zp.sealed_events WHERE vorgang_id = 'left' AND scope <> 'seat' ORDER BY epoch, sequence`,
      ),
    ).toEqual([
      { seat: 'DRA-1', epoch: 1 },
      { seat: 'DRA-1', epoch: 1 },
      { seat: 'DRA-1', epoch: 1 },
      { seat: 'DRA-2', epoch: 2 },
    ]);
    expect((await two.sync.tick()).late).toEqual(['left']);
    expect((await two.sync.tick()).late).toEqual([]);
    expect(two.journal.events({ vorgangId: 'left' }).at(-1)?.body).toEqual({
      stepId: 'late',
      value: 'nicht mehr übertragen',
    });
  });

  it('keeps who saw what sealed at the centre, and erases a year of it there too', async () => {
    const seat = start('DRA-1');
    const id = accessLogId('DRA-1', '2024-05-05');
    noteAccess(
      seat.journal,
      { seatId: 'DRA-1', day: '2024-05-05' },
      { what: 'vorgang-viewed', by: 'yilmaz', vorgangId: 'v' },
    );
    await seat.sync.tick();
    const keys = () =>
      centre.ask<{ wrapped: Buffer | null }>(`SELECT wrapped FROM zp.wrapped_keys WHERE vorgang_id = $1`, [id]);
    expect((await keys()).map(({ wrapped }) => wrapped?.length)).toEqual([60]);
    const heads = await centre.ask<{ header: string }>(`SELECT header FROM zp.sealed_events WHERE vorgang_id = $1`, [
      id,
    ]);
    expect(heads.map(({ header }) => (JSON.parse(header) as unknown[]).slice(3))).toEqual([
      ['access-logged', id, 'vorgang', 'seat', false],
    ]);
    seat.journal.erase({ vorgangId: id, what: 'vorgang', reason: 'retention.register-log', actor: 'seat' });
    await seat.sync.tick();
    expect((await keys()).map(({ wrapped }) => wrapped)).toEqual([null]);
    expect(seat.journal.verify()).toMatchObject({ ok: true });
  });

  it('drops bodies once they are safe, biometrics first, and erases everywhere by destroying the keys', async () => {
    let now = 0;
    const one = start('DRA-1', { keepFinishedMs: 60_000, nowMs: () => now });
    now = Date.now();
    one.open('gone', 'Weiß');
    one.journal.append({
      kind: 'biometrics-recorded',
      vorgangId: 'gone',
      scope: 'biometrics',
      actor: 'b',
      body: { x: 1 },
    });
    one.pay('gone', 100);
    await one.sync.tick();
    one.finish('gone');
    expect((await one.sync.tick()).dropped).toBe(1);
    now += 120_000;
    expect((await one.sync.tick()).dropped).toBeGreaterThanOrEqual(2);
    expect((await one.sync.tick()).dropped).toBe(0);
    const kept = one.journal.events({ vorgangId: 'gone' }).filter(({ body }) => body !== null);
    expect(kept.map(({ kind }) => kind)).toEqual([
      'vorgang-opened',
      'operation-intended',
      'operation-settled',
      'vorgang-given-back',
    ]);
    expect(one.journal.verify().ok).toBe(true);
    // Another seat still reads it from the centre, until it is erased.
    const two = start('DRA-2', { erasuresEveryMs: 0 });
    await one.sync.leases.acquire('gone');
    await one.sync.giveBack('gone', 'b');
    await two.sync.takeUp('gone', 'y');
    expect(two.journal.events({ vorgangId: 'gone', kinds: ['facts-recorded'] })[0]?.body).not.toBeNull();
    one.journal.erase({ vorgangId: 'gone', what: 'vorgang', reason: 'Frist', actor: 'seat' });
    await one.sync.tick();
    expect(
      await centre.ask(`SELECT wrapped FROM zp.wrapped_keys WHERE vorgang_id = 'gone' AND wrapped IS NOT NULL`),
    ).toEqual([]);
    expect(await centre.ask(`SELECT 1 FROM zp.search_terms WHERE vorgang_id = 'gone'`)).toEqual([]);
    expect((await two.sync.tick()).erased).toEqual(['gone']);
    expect(two.journal.events({ vorgangId: 'gone', kinds: ['facts-recorded'] })[0]?.body).toBeNull();
    expect(two.journal.verify().ok).toBe(true);
  });

  it('erases also at the seat that gave the Vorgang away, and lets no late key or search term back in', async () => {
    let passedMs = 0;
    const one = start('DRA-1', { erasuresEveryMs: 0, leaseMs: 1_000, monotonicMs: () => passedMs });
    const two = start('DRA-2', { erasuresEveryMs: 0 });
    one.open('travels', 'Vergangen');
    await one.sync.tick();
    await one.sync.giveBack('travels', 'a');
    await two.sync.takeUp('travels', 'b');
    two.record('travels', 'form', 'x');
    await two.sync.tick();
    one.open('late', 'Verspätet');
    await one.sync.tick();
    one.biometrics('late'); // its key is not at the centre when a lead gives the Vorgang to another seat
    one.journal.index('late', ['Nachzügler']);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    passedMs = 2_000;
    await two.sync.takeUp('late', 'b', { lead: 'y', reason: 'Platz antwortet nicht' });
    await two.sync.tick();
    for (const vorgangId of ['travels', 'late']) {
      expect(two.sync.unsent()).not.toContain(vorgangId);
      two.journal.erase({ vorgangId, what: 'vorgang', reason: 'Frist', actor: 'seat' });
    }
    expect(two.sync.unsent().sort()).toEqual(['late', 'travels']);
    await two.sync.tick();
    expect((await one.sync.tick()).erased.sort()).toEqual(['late', 'travels']);
    for (const vorgangId of ['travels', 'late']) {
      const read = one.journal.events({ vorgangId }).filter(({ scope, body }) => scope !== 'seat' && body !== null);
      expect(read, vorgangId).toEqual([]);
      await expect(two.sync.takeUp(vorgangId, 'b')).rejects.toMatchObject({ code: 'vorgang.erased' });
    }
    const ids = `vorgang_id IN ('travels', 'late')`;
    expect(
      await centre.ask(`SELECT 1 FROM zp.wrapped_keys WHERE ${ids} AND scope <> 'seat' AND wrapped IS NOT NULL`),
    ).toEqual([]);
    expect(await centre.ask(`SELECT 1 FROM zp.search_terms WHERE ${ids}`)).toEqual([]);
    expect(
      (await centre.ask(`SELECT 1 FROM zp.sealed_events WHERE vorgang_id = 'late' AND scope = 'biometrics'`)).length,
    ).toBe(1);
    expect((await one.sync.tick()).erased).toEqual([]);
  });

  it('notices an older copy of its own journal', async () => {
    const one = start('DRA-2');
    one.open('older', 'X');
    await one.sync.tick();
    const files = ['', '-wal', '-head'].map((part) => one.file + part);
    running.pop()?.close();
    for (const file of files.slice(0, 1).concat(files.slice(2))) copyFileSync(file, `${file}.old`);
    const newer = start('DRA-2');
    newer.record('older', 'form', 'a');
    await newer.sync.tick();
    running.pop()?.close();
    for (const file of files.slice(0, 1).concat(files.slice(2))) copyFileSync(`${file}.old`, file);
    const restored = start('DRA-2');
    restored.record('older', 'form', 'b');
    await expect(restored.sync.tick()).rejects.toMatchObject({ code: 'centre.chain-differs' });
  });

  it('does not take in what an administrator changed, moved to another seat or left out', async () => {
    const far = start('FIN-1');
    const tamper = async (id: string, sql: string) => {
      far.open(id, 'X');
      far.record(id, 'a', '1');
      await far.sync.tick();
      await far.sync.leases.acquire(id);
      await far.sync.handOver(id, 'DRA-1');
      await far.sync.giveBack(id, 'f');
      await centre.ask(`SET session_replication_role = replica; ${sql.replaceAll('$id', id)}`);
      await expect(start('DRA-1').sync.takeUp(id, 'a')).rejects.toMatchObject({ code: 'centre.tampered' });
      running.pop()?.close();
    };
    await tamper(
      't1',
      `DELETE FROM zp.sealed_events WHERE vorgang_id = '$id' AND header LIKE '%facts%' AND sequence % 2 = 0`,
    );
    await tamper(
      't3',
      `UPDATE zp.wrapped_keys SET wrapped = (SELECT wrapped FROM zp.wrapped_keys WHERE vorgang_id = 't1' LIMIT 1) WHERE vorgang_id = '$id'`,
    );
    await tamper(
      't2',
      `UPDATE zp.sealed_events SET seat = 'DRA-2', ortsverwaltung = 'Drais', sequence = sequence + 100000,
      header = replace(header, '[1,' || sequence, '[1,' || sequence + 100000),
      hash = sha256(previous_hash || sealed_hash || convert_to(replace(header, '[1,' || sequence, '[1,' || sequence + 100000), 'UTF8'))
      WHERE vorgang_id = '$id'`,
    );
    // And the seat whose events were moved away finds out with its next word.
    far.record('t2', 'b', '2');
    await expect(far.sync.tick()).rejects.toMatchObject({ code: 'centre.chain-differs' });
  });

  it('talks to nobody but the pinned server', async () => {
    const address = addressOf(centre, 'DRA-1');
    const times = { connectTimeoutMs: 2_000, queryTimeoutMs: 2_000 };
    const wrong = { ...address, pinnedSha256: '0'.repeat(64) };
    await expect(connectCentre(wrong, times, 'test')).rejects.toMatchObject({ code: 'centre.untrusted' });
    await expect(connectCentre({ ...address, ca: address.cert }, times, 'test')).rejects.toMatchObject({
      code: 'centre.untrusted',
    });
    await expect(connectCentre({ ...address, port: 1 }, times, 'test')).rejects.toMatchObject({
      code: 'centre.disconnected',
    });
  });
});
