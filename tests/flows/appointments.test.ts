/** A seat with a calendar folder: from the list of the day over the call to the finished Vorgang and its times, and no name is left anywhere. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appointmentsContract } from '../../electron/contract/appointments.ts';
import { citizenContract } from '../../electron/contract/citizen.ts';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { firstClerk, openNodeSeat } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { openSeatJournal, readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const name = 'Zwischenruf-Prüfname';
const lead = { userName: 'kraus', pin: '931745' };

let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;
let appointments: ClientOf<typeof appointmentsContract>;
let citizen: ClientOf<typeof citizenContract>;

/** Appointments around now, in UTC, so that the test holds at any hour; near midnight the day may have none left or right of it. */
function calendar(): string {
  const at = (minutes: number): string =>
    new Date(Date.now() + minutes * 60_000).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const event = (uid: string, minutes: number, summary: string): string[] => [
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${at(minutes)}`, `SUMMARY:${summary}`, 'END:VEVENT'],
  ];
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', ...event('a', 0, `Meldebescheinigung – ${name}`)],
    ...[...event('b', 1, `Termin – ${name}`), 'END:VCALENDAR', ''],
  ].join('\r\n');
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-flows-'));
  counter = await startSeatCounter(folder);
  const policy = JSON.parse(readFileSync(counter.policyFile, 'utf8')) as object;
  mkdirSync(path.join(folder, 'kalender'));
  writeFileSync(path.join(folder, 'kalender/heute.ics'), calendar());
  writeFileSync(counter.policyFile, JSON.stringify({ ...policy, appointments: { source: 'kalender' } }));
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
  appointments = connectServed(appointmentsContract, open.seat.clerkWindow);
  citizen = connectServed(citizenContract, open.seat.citizenWindow);
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('calls, serves and counts; the citizen sees a number, and the Vorgang has the right service', {
  timeout: 60_000,
}, async () => {
  const { entries, calendar: source } = await appointments.view({});
  expect(source).toMatchObject({ kind: 'source', problems: [] });
  expect(entries.map(({ title, serviceId }) => [title, serviceId])).toEqual([
    [`Meldebescheinigung – ${name}`, 'meldebescheinigung'],
    [`Termin – ${name}`, null],
  ]);
  const { calledId } = await appointments.callNext({});
  expect(calledId).toBe(entries[0]?.id);
  expect(await citizen.state({})).toMatchObject({ screen: 'called', number: 1 });
  const begun = await appointments.startVorgang({ id: calledId ?? '' });
  expect(begun.summary.serviceId).toBe('meldebescheinigung');
  expect(await citizen.state({})).toMatchObject({ screen: 'working' });
  const [person] = personsFor('meldebescheinigung', berlinDay(Date.now()));
  const done = await driveVorgang(open.vorgang, begun, person?.values ?? {}, { pay: 'cash' });
  expect(done.summary.phase).toBe('done');
  await expect
    .poll(async () => (await appointments.view({})).entries.map(({ state, vorgangId }) => [state, vorgangId]), {
      timeout: 10_000,
    })
    .toEqual([
      ['done', null],
      ['expected', null],
    ]);
  await open.vorgang.list({});
  expect(await citizen.state({})).toMatchObject({ screen: 'welcome' });
});

it('lets a lead alone see the times', async () => {
  const today = berlinDay(Date.now());
  await expect(appointments.times({ from: today, to: today })).rejects.toMatchObject({ code: 'session.forbidden' });
  await open.session.signIn(lead);
  const { services } = await appointments.times({ from: today, to: today });
  expect(services).toMatchObject([{ serviceTitle: 'Meldebescheinigung', count: null, wait: null }]);
  const { file, rows } = await appointments.exportTimes({ from: today, to: today });
  expect(rows).toBe(2);
  expect(readFileSync(file, 'utf8')).toContain('unter 5');
  await open.session.signIn(firstClerk);
});

it('shows and takes nothing while the seat is locked', async () => {
  await appointments.callNext({});
  expect(await citizen.state({})).toMatchObject({ screen: 'called', number: 2 });
  await open.session.lock({});
  expect(await citizen.state({})).toMatchObject({ screen: 'welcome' });
  await expect(appointments.view({})).rejects.toMatchObject({ code: 'session.seat-locked' });
  await open.session.unlock({ pin: firstClerk.pin });
  expect((await appointments.view({})).calledId).not.toBeNull();
});

it('leaves no name of the list in the journal, the log or an export', { timeout: 30_000 }, async () => {
  const { session } = open;
  const { calledId } = await appointments.view({});
  await appointments.finish({ id: calledId ?? '' });
  await session.signOut({});
  await open.seat.stop();
  const { events: journal, report } = readJournal(path.join(folder, 'seat'));
  expect(report.ok).toBe(true);
  expect(journal.filter(({ kind }) => kind === 'service-time-recorded')).toMatchObject([
    { actor: 'seat', vorgangId: null, body: { kind: 'appointment', serviceId: 'meldebescheinigung' } },
    { actor: 'seat', vorgangId: null, body: { kind: 'appointment', serviceId: '' } },
  ]);
  expect(JSON.stringify(journal)).not.toContain(name);
  // Everybody was served when the clerk signed out: the names were forgotten then, not only at night.
  const opened = openSeatJournal(path.join(folder, 'seat'));
  expect(JSON.stringify(opened.setting('appointments-day'))).not.toContain(name);
  opened.close();
  const files = readdirSync(path.join(folder, 'seat'), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  expect(files.length).toBeGreaterThan(3);
  for (const { parentPath, name: file } of files) {
    const bytes = readFileSync(path.join(parentPath, file));
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(name, encoding)), file).toBe(false);
  }
});
