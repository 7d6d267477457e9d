/** A seat half a year later: persons are gone from journal, search, protocol and log; money, numbers and the proof are not. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { retentionContract } from '../../electron/contract/retention.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { tillContract } from '../../electron/contract/till.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { nodeSpawn } from '../../electron/devices/spawn.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { type Seat, startSeat } from '../../electron/seat.ts';
import { openSeatLog } from '../../electron/seat-log.ts';
import { createFileKeyCustody } from '../../electron/security/file-key-custody.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { systemClock } from '../../native/core/system-context.ts';
import { resourcesDir, rootDir } from '../../scripts/host/paths.ts';
import { codeOf } from '../support/code-of.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { allReady, firstClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { openSeatJournal } from '../support/read-journal.ts';
import { type SeatCounter, sourceEntry, startSeatCounter } from '../support/seat-counter.ts';

const lead = { userName: 'kraus', pin: '931745' };
const dayMs = 86_400_000;
const today = berlinDay(Date.now());
const services = ['personalausweis', 'meldebescheinigung', 'unterschriftsbeglaubigung'] as const;

let folder: string;
let dataDir: string;
let counter: SeatCounter;
let seat: Seat;
let vorgang: ClientOf<typeof vorgangContract>;
let till: ClientOf<typeof tillContract>;
let session: ClientOf<typeof sessionContract>;
let retention: ClientOf<typeof retentionContract>;

async function openSeat(daysLater: number): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  seat = await startSeat({
    ...{ dataDir, resourcesDir, policyFile: counter.policyFile, version: '0.1.0', traceDir: null },
    spawn: nodeSpawn(sourceEntry),
    keyCustody: createFileKeyCustody(path.join(dataDir, 'seat.keys')),
    log: openSeatLog(path.join(dataDir, 'logs')),
    training: { pace: 0, seed: 1, storeDir: path.join(dataDir, 'training'), ports: {} },
    clock: { ...systemClock, nowMs: () => Date.now() + daysLater * dayMs },
  });
  vorgang = connectServed(vorgangContract, seat.clerkWindow);
  till = connectServed(tillContract, seat.clerkWindow);
  session = connectServed(sessionContract, seat.clerkWindow);
  retention = connectServed(retentionContract, seat.clerkWindow);
  await session.signIn(firstClerk);
  await allReady(connectServed(devicesContract, seat.clerkWindow));
  await seat.settled;
}
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-retention-'));
  dataDir = path.join(folder, 'seat');
  counter = await startSeatCounter(folder);
  await openSeat(0);
});
afterAll(async () => {
  await seat?.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the persons said and showed, without the closed words of the forms, today, and the city whose name is on every paper. */
const personal = [
  ...new Set(
    services.flatMap((serviceId) =>
      personsFor(serviceId, today).flatMap(({ values }) =>
        Object.values(values).flatMap((form) => Object.values(form)),
      ),
    ),
  ),
].filter(
  (value): value is string =>
    typeof value === 'string' && value.length > 2 && ![today, 'Mainz'].includes(value) && !/^[a-z-]+$/.test(value),
);

function filesUnder(name: string): string[] {
  const root = path.join(dataDir, name);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
const personalIn = (texts: readonly string[]): string[] =>
  personal.filter((value) => texts.some((text) => text.includes(value)));

const cancelled: string[] = [];
const ended: string[] = [];
let receipts: string[] = [];

it('cancelled biometrics go when a lead says so; a clerk may look, not erase', { timeout: 60_000 }, async () => {
  expect(personal.length).toBeGreaterThan(50);
  const erika = personsFor('personalausweis', today)[0]?.values ?? {};
  const begun = await vorgang.start({ serviceId: 'personalausweis' });
  let stopped = '';
  await driveVorgang(vorgang, begun, erika, {
    before(panel) {
      if (panel.kind !== 'fee') return;
      stopped = panel.stepId;
      throw new Error('stop');
    },
  }).catch(() => undefined);
  expect(stopped).not.toBe('');
  await vorgang.cancel({ vorgangId: begun.summary.id, reason: 'Will erst morgen zahlen' });
  cancelled.push(begun.summary.id);
  for (const serviceId of services) {
    for (const pay of ['card', 'cash'] as const) {
      const person = personsFor(serviceId, today)[0];
      const view = await driveVorgang(vorgang, await vorgang.start({ serviceId }), person?.values ?? {}, { pay });
      ended.push(view.summary.id);
    }
  }
  const view = await retention.view({});
  expect(view.due.map(({ vorgangId }) => vorgangId)).toContain(cancelled[0]);
  expect(view.held.filter(({ reason }) => reason === 'till')).toHaveLength(6);
  expect(await codeOf(retention.eraseDue({}))).toBe('session.forbidden');
  await session.signOut({});
  await session.signIn(lead);
  const after = await retention.eraseDue({});
  expect(after.view.due).toEqual([]);
  expect(after.view.erased.map(({ what, because, by }) => [what, because, by])).toEqual([
    ['biometrics', 'retention.biometrics-cancelled', 'kraus'],
  ]);
});

it('the protocol tells who looked, and of no citizen anything', { timeout: 60_000 }, async () => {
  const [first = ''] = ended;
  await vorgang.view({ vorgangId: first });
  await vorgang.view({ vorgangId: first });
  const { file, rows } = await retention.exportProtocol({ from: today, to: today });
  const text = readFileSync(file, 'utf8');
  expect(path.dirname(file)).toBe(path.join(dataDir, 'export'));
  expect(rows).toBeGreaterThan(100);
  const seen = text.split('\r\n').filter((line) => line.includes('vorgang-viewed') && line.includes(first));
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(/;Vorgang angesehen;vorgang-viewed;kraus;[A-Z]+-\d{4}-\d{6};/);
  expect(text).toContain('clerk-signed-in;berger');
  expect(personalIn([...filesUnder('export'), ...filesUnder('logs')])).toEqual([]);
  expect(personalIn(['Çelik-Weiß'])).toContain('Çelik-Weiß');
});

it('half a year later nobody is left, but every cent and number', { timeout: 90_000 }, async () => {
  const bookings = (await till.view({})).bookings;
  receipts = bookings.map(({ number }) => number).sort();
  expect(receipts).toHaveLength(6);
  let closing = await till.beginClosing({});
  closing = await till.count({ counts: { 1: closing.cash.nowCents } });
  await till.cutBatch({});
  await till.close({ differenceReason: '' });
  await seat.stop();

  await openSeat(181);
  const until = performance.now() + 20_000;
  while ((await retention.view({})).lastRunAt?.slice(0, 10) === today || (await retention.view({})).due.length > 0) {
    if (performance.now() > until) throw new Error('nothing is erased');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect((await retention.view({})).erased.filter(({ what }) => what === 'vorgang')).toHaveLength(7);
  expect(await vorgang.list({})).toEqual([]);
  for (const id of [...cancelled, ...ended])
    expect(await codeOf(vorgang.view({ vorgangId: id }))).toBe('vorgang.erased');
  const before = await counter.terminal();
  for (const number of receipts) {
    const found = await till.find({ number });
    expect(found?.number).toBe(number);
    const order = {
      operationId: found?.operationId ?? '',
      way: 'cash',
      afterwards: 'closed',
      reason: 'zu spät',
    } as const;
    const refused = await codeOf(till.reverse({ ...order, secondClerk: lead }));
    expect(['operation.not-found', 'vorgang.erased', 'till.reversal-not-possible']).toContain(refused);
  }
  expect(await counter.terminal()).toEqual(before);
  expect((await till.closings({})).map(({ number }) => number)).toEqual([1]);

  const person = personsFor('meldebescheinigung', today)[0]?.values ?? {};
  await driveVorgang(vorgang, await vorgang.start({ serviceId: 'meldebescheinigung' }), person, { pay: 'cash' });
  const [next] = (await till.view({})).bookings;
  const day = berlinDay(Date.now() + 181 * dayMs);
  if (day.slice(0, 4) === today.slice(0, 4)) expect(next?.number.slice(-5)).toBe('00007');
  else expect(next?.number).toMatch(new RegExp(`-${day.slice(0, 4)}-Q00001$`));
  await seat.stop();

  const verified = spawnSync(
    process.execPath,
    [path.join(rootDir, 'scripts/journal.ts'), 'verify', path.join(dataDir, 'journal.db')],
    { encoding: 'utf8' },
  );
  expect(verified).toMatchObject({ status: 0, stdout: expect.stringMatching(/^In Ordnung: \d+ Ereignisse, \d{2,}/) });
  expect(personalIn([verified.stdout])).toEqual([]);
  const journal = openSeatJournal(dataDir);
  const events = journal.events({});
  const gone = events.filter(({ vorgangId, scope }) => ended.includes(vorgangId ?? '') && scope !== 'seat');
  expect(gone.length).toBeGreaterThan(60);
  expect(gone.every(({ body }) => body === null)).toBe(true);
  const old = events.filter(
    ({ vorgangId, at }) => berlinDay(Date.parse(at)) === today || ended.includes(vorgangId ?? ''),
  );
  expect(personalIn(old.map(({ body }) => JSON.stringify(body)))).toEqual([]);
  for (const term of ['Çelik-Weiß', ...personal]) {
    const found = journal.search(term);
    expect(
      found.filter((id) => ended.includes(id) || cancelled.includes(id)),
      term,
    ).toEqual([]);
  }
  journal.close();
  expect(personalIn([...filesUnder('export'), ...filesUnder('logs')])).toEqual([]);
});
