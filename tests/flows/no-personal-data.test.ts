/** Nothing personal where it must not be: a seat at a real centre serves people with names of their own, then everything is searched. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { centralContract, gateContract } from '../../electron/contract/central.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { retentionContract } from '../../electron/contract/retention.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { visitsContract } from '../../electron/contract/visits.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import type { Seat } from '../../electron/seat.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { allReady, firstClerk } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { openSeatJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
/** Words nobody else uses: where one of them stands, a person stands. */
const words: readonly (readonly [string, string])[] = [
  ['Nguyễn', 'Qwexzalty'],
  ['Thị Hoa', 'Ympfrida'],
  ['Łucja', 'Vrukhild'],
  ['Çelik-Weiß', 'Jübbenöhr'],
  ['Lindenplatz', 'Xylograbenweg'],
  ['Björn Vogel', 'Krzanthor Wypp'],
  ['06131 555 0199', '06131 555 7383'],
  ['L01X00T47', 'L01X00T47'],
  ['Abschrift der Geburtsurkunde', 'Abschrift Pfnüselwerk'],
];
const distinctive = words.map(([, word]) => word);

function valuesOf(serviceId: string, id: string) {
  const values = personsFor(serviceId, today).find((person) => person.id === id)?.values ?? {};
  const text = words.reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(values));
  return JSON.parse(text) as typeof values;
}

let folder: string;
let centre: TestCentre;
let counter: SeatCounter;
let seat: Seat;
const dataDir = () => path.join(folder, 'DRA-1');
const errors: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-personal-'));
  mkdirSync(path.join(folder, 'counter-files'));
  [centre, counter] = await Promise.all([startTestCentre(), startSeatCounter(path.join(folder, 'counter-files'))]);
  mkdirSync(dataDir());
  copyFileSync(centre.seats.find(({ seat: id }) => id === 'DRA-1')?.keysFile ?? '', path.join(dataDir(), 'seat.keys'));
  const base = JSON.parse(readFileSync(counter.policyFile, 'utf8')) as { seat: object };
  const policy = { ...base, seat: { ...base.seat, id: 'DRA-1' }, centre: centre.policyOf('DRA-1') };
  const policyFile = path.join(dataDir(), 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  seat = await startNodeSeat({ dataDir: dataDir(), policyFile, children: 'source' });
}, 90_000);
afterAll(async () => {
  await counter?.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function until(what: () => Promise<boolean>, name: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not in time: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
/** What a window is told of an error, as it would stand in a report. */
const failing = (call: Promise<unknown>): Promise<void> =>
  call.then(
    () => expect.unreachable(),
    (error: unknown) => void errors.push(JSON.stringify(error, Object.getOwnPropertyNames(error))),
  );

/** As it stands, and as PostgreSQL writes bytes. */
const personalIn = (text: string): string[] =>
  distinctive.filter((word) => text.includes(word) || text.includes(Buffer.from(word, 'utf8').toString('hex')));

it('serves them, looks for them, prints their names on paper, fails on them', { timeout: 120_000 }, async () => {
  const session = connectServed(sessionContract, seat.clerkWindow);
  const vorgang = connectServed(vorgangContract, seat.clerkWindow);
  const central = connectServed(centralContract, seat.clerkWindow);
  const visits = connectServed(visitsContract, seat.clerkWindow);
  const gate = connectServed(gateContract, seat.clerkWindow);
  await session.signIn(firstClerk);
  await allReady(connectServed(devicesContract, seat.clerkWindow));
  await until(async () => (await gate.state({})).state === 'verbunden', 'connected');

  const begun = await vorgang.start({ serviceId: 'hausbesuch' });
  const values = valuesOf('hausbesuch', 'hoa');
  let listed = false;
  await driveVorgang(vorgang, begun, values, {
    async before(panel) {
      if (panel.stepId !== 'result' || listed) return;
      listed = true;
      const [round] = await visits.rounds({});
      expect(round?.visits[0]?.person).toContain('Qwexzalty');
      await visits.print({ day: round?.day ?? '', round: round?.round ?? '' });
    },
  });
  const other = await vorgang.start({ serviceId: 'personalausweis' });
  await driveVorgang(vorgang, other, valuesOf('personalausweis', 'erika'));
  expect(listed).toBe(true);
  expect((await vorgang.view({ vorgangId: begun.summary.id })).summary.person).toContain('Qwexzalty');

  expect(await central.search({ term: 'Jübbenöhr' })).not.toBeNull();
  const third = await vorgang.start({ serviceId: 'meldebescheinigung' });
  const wrong = {
    ...valuesOf('meldebescheinigung', 'hoa').identity,
    birthDate: 'Qwexzalty',
    surname: 'Qwexzalty\u0007',
  };
  const refused = await vorgang.act({
    ...{ vorgangId: third.summary.id, stepId: 'identity' },
    action: { do: 'record', values: wrong },
  });
  expect(refused.problems.length).toBeGreaterThan(0);
  await failing(vorgang.view({ vorgangId: 'Qwexzalty' }));
  await failing(visits.print({ day: today, round: 'Ympfrida' }));
  await failing(vorgang.act({ vorgangId: third.summary.id, stepId: 'Jübbenöhr', action: { do: 'pay-card' } }));
  await failing(session.signIn({ userName: 'Qwexzalty', pin: '123456' }));

  await session.signOut({});
  await session.signIn({ userName: 'kraus', pin: '931745' });
  const exported = await connectServed(retentionContract, seat.clerkWindow).exportProtocol({ from: today, to: today });
  expect(exported.rows).toBeGreaterThan(30);
  const protocol = readFileSync(exported.file, 'utf8');
  for (const kind of ['visit-list-printed', 'centre-searched', 'sign-in-refused', 'vorgang-viewed']) {
    expect(protocol, kind).toContain(`;${kind};`);
  }
  await until(async () => (await gate.state({})).waiting === 0, 'all at the centre');
  await seat.stop();
});

it('finds them in the journal, so that the search would find them elsewhere', () => {
  const journal = openSeatJournal(dataDir());
  const text = JSON.stringify(journal.events({}).map(({ body }) => body));
  journal.close();
  expect(personalIn(text)).toEqual(distinctive);
  expect(personalIn(`\\x${Buffer.from('Familie Qwexzalty', 'utf8').toString('hex')}`)).toEqual(['Qwexzalty']);
});

it('errors carry none of them', () => {
  expect(errors).toHaveLength(4);
  expect(personalIn(errors.join())).toEqual([]);
});

it('no log, export, name of a file or file of the seat holds one', () => {
  const files = readdirSync(dataDir(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['seat.log', 'journal.db']));
  expect(files.some(({ name }) => name.startsWith('protokoll-'))).toBe(true);
  for (const file of files) {
    expect(personalIn(file.name), 'a name').toEqual([]);
    expect(personalIn(readFileSync(path.join(file.parentPath, file.name), 'latin1')), file.name).toEqual([]);
    expect(personalIn(readFileSync(path.join(file.parentPath, file.name), 'utf8')), file.name).toEqual([]);
  }
});

it('the print jobs are named by number, never by person', async () => {
  const jobs = await counter.jobs();
  expect(jobs.length).toBeGreaterThan(5);
  expect(personalIn(jobs.map(({ name }) => name).join())).toEqual([]);
});

it('every row of every table at the centre, and its server’s own log, hold none of them', {
  timeout: 60_000,
}, async () => {
  const admin = await centre.admin();
  const { rows: tables } = await admin.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('zp', 'public')`,
  );
  let rows = 0;
  for (const { name } of tables) {
    const content = await admin.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
    rows += content.rows.length;
    expect(personalIn(content.rows.map(({ text }) => text).join('\n')), name).toEqual([]);
  }
  await admin.end();
  expect(tables.length).toBeGreaterThan(15);
  expect(rows).toBeGreaterThan(100);
  const logs = readdirSync(centre.folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.log'),
  );
  for (const file of logs) {
    expect(personalIn(readFileSync(path.join(file.parentPath, file.name), 'utf8')), file.name).toEqual([]);
  }
});
