/** Runs over a real journal: days, kills at every write, what is left afterwards, and who may do what. */
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { steppedClock } from '../../tests/support/stepped-clock.ts';
import type { ClerkView } from '../contract/session.ts';
import { makeTestFolder, type TestFolder, testKeys } from '../journal/journal-fixture.ts';
import type { Journal, NewEvent } from '../journal/port.ts';
import { verifyJournalFile } from '../journal/verify-file.ts';
import { createLedger } from '../operations/ledger.ts';
import { loadLaw } from '../vorgang/law.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import { noteViews } from './note-views.ts';
import { createRetentionRoom, type RetentionRoom } from './retention-room.ts';

const { row: law } = loadLaw(path.join(import.meta.dirname, '../../resources/fees'), { training: false });
const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 5, 10, 8);
const lead: ClerkView = { userName: 'kraus', displayName: 'Kraus', role: 'lead' };
const berger: ClerkView = { userName: 'berger', displayName: 'Berger', role: 'clerk' };

let folder: TestFolder;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => folder.remove());

const event = (kind: string, vorgangId: string, scope: NewEvent['scope'], body: NewEvent['body']): NewEvent => ({
  kind,
  vorgangId,
  scope,
  actor: 'berger',
  body,
});

/** One application done, one cancelled, one with an act without outcome, one open, one whose money is not closed. */
function fill(journal: Journal): void {
  for (const [index, id] of ['done', 'cancelled', 'unknown', 'open', 'till'].entries()) {
    const number = `SCH-2026-00000${index + 1}`;
    const body = { number, serviceId: 'personalausweis', day: '2026-06-10' };
    journal.append(event('vorgang-opened', id, 'vorgang', body));
    journal.append(event('facts-recorded', id, 'vorgang', { stepId: 'identity', value: { surname: 'Çelik-Weiß' } }));
    journal.append(event('biometrics-recorded', id, 'biometrics', { name: 'finger:1', value: { image: 'Rillen' } }));
    journal.index(id, ['Çelik-Weiß', number]);
    if (id !== 'open') journal.append(event(`vorgang-${id === 'cancelled' ? id : 'finished'}`, id, 'vorgang', {}));
  }
  const ledger = createLedger(journal);
  const intent = { kind: 'print', subject: 'a', deviceId: null, virtual: false, actor: 'berger', details: {} } as const;
  ledger.intend({ vorgangId: 'unknown', ...intent });
}

interface Life {
  room: RetentionRoom;
  clock: ReturnType<typeof steppedClock>;
  erased: string[];
  overdue: number[];
  warned: string[];
  saved: { name: string; text: string }[];
}

function live(journal: Journal, atMs: number, clerk: () => ClerkView = () => lead): Life {
  const clock = steppedClock(atMs);
  const told: Omit<Life, 'room' | 'clock'> = { erased: [], overdue: [], warned: [], saved: [] };
  const room = createRetentionRoom({
    ...{ journal, ledger: createLedger(journal), law, clock, clerk, seatId: 'SCH' },
    settled: Promise.resolve(),
    dayOf: (iso) => berlinDay(Date.parse(iso)),
    heldByTill: () => new Set(['till']),
    heldByCentre: () => new Set(),
    findOrphans: null,
    bookMoney: () => {},
    onErased: (id) => told.erased.push(id),
    saveCsv(name, header, rows) {
      const text = [header, ...rows].map((cells) => cells.join(';')).join('\n');
      told.saved.push({ name, text });
      return { file: `/export/${name}`, text };
    },
    emitChanged: ({ overdue }) => told.overdue.push(overdue),
    warn: (name, fields) => told.warned.push(`${name} ${Object.values(fields).join()}`),
  });
  return { room, clock, ...told };
}

/** The journal's own clock, in step with the room's. */
const openAt = (ms: () => number): Journal => folder.open({ clock: { nowMs: ms } });
const left = (journal: Journal): string[] =>
  journal
    .events({ kinds: ['biometrics-recorded', 'facts-recorded'] })
    .flatMap(({ body, vorgangId, scope }) => (body === null ? [] : [`${vorgangId} ${scope}`]))
    .sort();

it('makes up for an erasing that the hand-over ordered and the seat did not live to do, and holds nothing it never had', async () => {
  let nowMs = startMs;
  const journal = openAt(() => nowMs);
  fill(journal);
  nowMs += 20 * dayMs;
  for (const id of ['done', 'elsewhere']) {
    journal.append(event('erasure-ordered', id, 'seat', { what: 'biometrics', because: 'x', by: 'hand-over' }));
  }
  const { room, erased } = live(journal, nowMs);
  const view = await room.view({}, null);
  expect(view.due.map(({ vorgangId, what, because }) => `${vorgangId} ${what} ${because}`)).toContain(
    'done biometrics retention.biometrics-after-hand-over',
  );
  expect(JSON.stringify(view)).not.toContain('elsewhere');
  await room.eraseDue({}, null);
  expect(erased).toContain('done');
  expect(left(journal)).not.toContain('done biometrics');
  room.stop();
});

it('erases at start, soon after an end and at night; on the 90th day, not before', async () => {
  let now = startMs;
  const journal = openAt(() => now);
  fill(journal);
  const { room, clock, erased } = live(journal, startMs);
  const pass = async (ms: number) => {
    now += ms;
    await clock.advance(ms);
    // The pause between pieces is a turn of the loop.
    for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
  };
  room.start();
  await pass(0);
  expect(erased).toEqual(['cancelled']);
  journal.append(event('vorgang-cancelled', 'open', 'vorgang', {}));
  await pass(16 * 60_000);
  expect(erased).toEqual(['cancelled', 'open']);
  for (let day = 1; day < 90; day += 1) await pass(dayMs);
  // Both cancelled ones went whole on the 30th day; the finished one is as it was.
  expect(erased.slice(2)).toEqual(['cancelled', 'open']);
  expect(left(journal)).toContain('done biometrics');
  await pass(dayMs);
  expect(erased.slice(4)).toEqual(['done']);
  expect(left(journal)).toEqual([
    ...['done vorgang', 'till biometrics', 'till vorgang', 'unknown biometrics', 'unknown vorgang'],
  ]);
  const ran = journal.events({ kinds: ['retention-ran'] });
  expect(ran.filter(({ body }) => Number(body?.biometrics) + Number(body?.vorgaenge) > 0)).toHaveLength(4);
  expect(ran.length).toBeGreaterThanOrEqual(91);
  expect(ran.length).toBeLessThanOrEqual(93);
  room.stop();
  await pass(400 * dayMs);
  expect(erased).toHaveLength(5);
  journal.close();
});

class Killed extends Error {}
/** Ends at its n-th write, before it or after it; nothing is written from then on. */
function killed(journal: Journal, at: number, when: 'before' | 'after'): Journal {
  let writes = 0;
  const guard = <A extends unknown[], R>(write: (...args: A) => R) =>
    function write2(...args: A): R {
      writes += 1;
      if (writes > at || (writes === at && when === 'before')) throw new Killed();
      const result = write(...args);
      if (writes === at) throw new Killed();
      return result;
    };
  return new Proxy(journal, {
    get(target, name) {
      if (name === 'append') return guard(target.append.bind(target));
      if (name === 'erase') return guard(target.erase.bind(target));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

it.each([1, 2, 3, 4, 5].flatMap((at) => (['before', 'after'] as const).map((when) => [at, when] as const)))(
  'ends what a run killed at write %i (%s) had begun',
  async (at, when) => {
    const then = startMs + 91 * dayMs;
    let now = startMs;
    const first = openAt(() => now);
    fill(first);
    now = then;
    const dying = live(killed(first, at, when), then);
    await dying.room.eraseDue({}, null).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
    first.close();
    const second = openAt(() => then + 60_000);
    const next = live(second, then + 60_000);
    await next.room.eraseDue({}, null);
    expect(left(second)).toEqual([
      ...['done vorgang', 'open biometrics', 'open vorgang', 'till biometrics', 'till vorgang'],
      ...['unknown biometrics', 'unknown vorgang'],
    ]);
    const gone = second.events({ kinds: ['erased'] }).map(({ vorgangId, body }) => `${vorgangId} ${body?.what}`);
    expect(gone.sort()).toEqual(['cancelled vorgang', 'done biometrics']);
    const sums = second.events({ kinds: ['retention-ran'] }).map(({ body }) => [body?.biometrics, body?.vorgaenge]);
    expect(sums.reduce(([a, b], [c, d]) => [Number(a) + Number(c), Number(b) + Number(d)], [0, 0])).toEqual([1, 1]);
    expect(second.search('Celik-Weiss').sort()).toEqual(['done', 'open', 'till', 'unknown']);
    expect(second.search('SCH-2026-000002')).toEqual([]);
    second.close();
    expect(verifyJournalFile(folder.file, testKeys)).toMatchObject({ ok: true, firstBad: null });
  },
);

it('tells what is due, held and gone, warns of what is late, and lets only a lead act', async () => {
  const then = startMs + 91 * dayMs;
  let now = startMs;
  const journal = openAt(() => now);
  fill(journal);
  now = then;
  let who = berger;
  const { room, overdue, warned, saved, clock } = live(journal, then, () => who);
  const before = await room.view({}, null);
  expect(before.due.map(({ number, what, because, overdue: late }) => [number, what, because, late])).toEqual([
    ['SCH-2026-000002', 'vorgang', 'retention.cancelled-vorgang', true],
    ['SCH-2026-000001', 'biometrics', 'retention.fingerprints-after-issue', true],
  ]);
  expect(before.held.map(({ number, reason, dueOn }) => [number, reason, dueOn])).toEqual([
    ['SCH-2026-000003', 'operation', '2026-09-08'],
    ['SCH-2026-000004', 'open', null],
    ['SCH-2026-000005', 'till', '2026-09-08'],
  ]);
  expect(before.overdue).toBe(4);
  expect(overdue).toEqual([4]);
  for (const call of [room.eraseDue({}, null), room.exportProtocol({ from: '2026-06-01', to: '2026-09-30' }, null)]) {
    await expect(call).rejects.toMatchObject({ code: 'session.forbidden' });
  }
  expect(journal.events({ kinds: ['erased', 'protocol-exported'] })).toEqual([]);

  who = lead;
  const { erased, view } = await room.eraseDue({}, null);
  expect(erased).toBe(2);
  expect(view.due).toEqual([]);
  expect(view.overdue).toBe(2);
  expect(view.erased.map(({ label, what, because, by }) => [label, what, because, by])).toEqual([
    ['SCH-2026-000001', 'biometrics', 'retention.fingerprints-after-issue', 'kraus'],
    ['Kennung cancelle', 'vorgang', 'retention.cancelled-vorgang', 'kraus'],
  ]);
  room.start();
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
  expect(warned).toEqual(['retention-overdue 2']);

  expect(await room.exportProtocol({ from: '2026-09-09', to: '2026-09-09' }, null)).toMatchObject({ rows: 3 });
  await room.exportProtocol({ from: '2026-06-10', to: '2026-09-09' }, null);
  expect(saved.map(({ name }) => name)).toEqual([
    'protokoll-SCH-2026-09-09-2026-09-09.csv',
    'protokoll-SCH-2026-06-10-2026-09-09.csv',
  ]);
  expect(saved[1]?.text).not.toMatch(/elik|Rillen|surname/);
  expect(saved[1]?.text).toContain(
    'Gelöscht;erased;kraus;SCH-2026-000001;done;;Biometrie, retention.fingerprints-after-issue',
  );
  room.stop();
  journal.close();
});

it('notes each Vorgang a clerk looks at once a sign-in, and gives no view it cannot note', async () => {
  const journal = folder.open();
  let clerk = berger;
  const view = async ({ vorgangId }: { vorgangId: string }) => ({ summary: { id: vorgangId } });
  const parts = { journal, clerk: () => clerk, seatId: 'SCH', today: () => '2026-06-10' };
  const room = noteViews({ view, other: 1 }, parts);
  for (const vorgangId of ['a', 'a', 'b', 'a']) await room.view({ vorgangId });
  clerk = { ...berger };
  await room.view({ vorgangId: 'a' });
  const seen = journal.events({ kinds: ['access-logged'] });
  expect(seen.map(({ vorgangId, actor, body }) => [vorgangId, actor, body])).toEqual(
    ['a', 'b', 'a'].map((vorgangId) => ['log-2026-SCH', 'seat', { what: 'vorgang-viewed', by: 'berger', vorgangId }]),
  );
  expect(journal.vorgangIds()).toEqual([]);
  journal.close();
  await expect(room.view({ vorgangId: 'c' })).rejects.toThrow();
});

it('lets go of who saw what at the turn of the second year, and keeps it whole until then', async () => {
  const newYear2028 = Date.parse('2027-12-31T23:05:00Z'); // five past midnight at the counter
  let now = Date.parse('2026-12-31T22:00:00Z');
  const journal = openAt(() => now);
  const today = (): string => berlinDay(now);
  const views = noteViews(
    { view: async ({ vorgangId }: { vorgangId: string }) => ({ summary: { id: vorgangId } }) },
    { journal, clerk: () => ({ ...berger }), seatId: 'SCH', today },
  );
  await views.view({ vorgangId: 'v-1' });
  now = Date.parse('2026-12-31T23:30:00Z'); // already 2027 at the counter
  await views.view({ vorgangId: 'v-2' });
  expect(journal.logIds()).toEqual(['log-2026-SCH', 'log-2027-SCH']);

  now = newYear2028 - 10 * 60_000;
  const old = live(journal, now);
  const before = await old.room.view({}, null);
  expect([before.due, before.overdue]).toEqual([[], 0]);
  expect(before.upcoming.map(({ number, what, dueOn }) => [number, what, dueOn])).toEqual([
    ['Zugriffsprotokoll 2026', 'log', '2028-01-01'],
  ]);
  expect((await old.room.eraseDue({}, null)).erased).toBe(0);
  await old.room.exportProtocol({ from: '2026-12-31', to: '2027-01-01' }, null);
  expect(old.saved[0]?.text).toContain(';Vorgang angesehen;vorgang-viewed;berger;;v-1;');

  now = newYear2028;
  const { room, clock, saved } = live(journal, now);
  room.start();
  for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
  const after = await room.view({}, null);
  expect(after.erased.map(({ label, what, because, by }) => [label, what, because, by])).toEqual([
    ['Zugriffsprotokoll 2026', 'log', 'retention.register-log', 'seat'],
  ]);
  expect(journal.logIds()).toEqual(['log-2027-SCH']);
  expect(journal.events({ kinds: ['access-logged'] }).map(({ body }) => body?.vorgangId)).toEqual([undefined, 'v-2']);
  expect(journal.events({ kinds: ['retention-ran'] }).at(-1)?.body).toMatchObject({
    biometrics: 0,
    vorgaenge: 0,
    logs: 1,
  });
  await room.exportProtocol({ from: '2026-12-31', to: '2027-01-01' }, null);
  expect(saved[0]?.text).toContain(';Zugriff, Inhalt nach Ablauf der Frist gelöscht;access-logged;seat;;;;');
  expect(saved[0]?.text).toContain(';v-2;');
  expect(saved[0]?.text).not.toContain('v-1');
  room.stop();
  journal.close();
  expect(verifyJournalFile(folder.file, testKeys)).toMatchObject({ ok: true, firstBad: null });
});
