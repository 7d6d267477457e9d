/** Applied for at one seat, handed over at another while the line breaks: the prints are gone at both and at the centre. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gateContract } from '../../electron/contract/central.ts';
import type { ClientOf } from '../../electron/contract/define-contract.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import type { FieldValues } from '../../electron/contract/field.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { type VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';
import { connectServed } from '../../electron/ipc/connect-served.ts';
import type { Seat } from '../../electron/seat.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { startNodeSeat } from '../../scripts/host/node-seat.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { allReady } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
let folder: string;
let centre: TestCentre;
let line: FaultyLine;
let counters: SeatCounter[] = [];
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-two-seats-'));
  const folders = ['one', 'two'].map((name) => path.join(folder, name));
  for (const each of folders) mkdirSync(each);
  [centre, ...counters] = await Promise.all([startTestCentre(), ...folders.map((each) => startSeatCounter(each))]);
  line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
}, 90_000);
afterAll(async () => {
  await line?.stop();
  for (const counter of counters) await counter.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  seat: Seat;
  vorgang: ClientOf<typeof vorgangContract>;
  gate: ClientOf<typeof gateContract>;
}

async function startSeat(id: string, counter: SeatCounter | undefined, port: number): Promise<Running> {
  const dataDir = path.join(folder, id);
  mkdirSync(dataDir, { recursive: true });
  copyFileSync(centre.seats.find(({ seat }) => seat === id)?.keysFile ?? '', path.join(dataDir, 'seat.keys'));
  const base = JSON.parse(readFileSync(counter?.policyFile ?? '', 'utf8')) as { seat: object };
  const policyFile = path.join(dataDir, 'policy.json');
  writeFileSync(
    policyFile,
    JSON.stringify({ ...base, seat: { ...base.seat, id }, centre: { ...centre.policyOf(id), port } }),
  );
  const seat = await startNodeSeat({ dataDir, policyFile, children: 'source' });
  await connectServed(sessionContract, seat.clerkWindow).signIn({ userName: 'berger', pin: '274913' });
  const running = {
    seat,
    vorgang: connectServed(vorgangContract, seat.clerkWindow),
    gate: connectServed(gateContract, seat.clerkWindow),
  };
  await until(async () => (await running.gate.state({})).state === 'verbunden', 20_000, `${id} connected`);
  await allReady(connectServed(devicesContract, seat.clerkWindow));
  return running;
}

async function until(what: () => Promise<boolean>, withinMs: number, name: string): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const allSent = (running: Running) => async () => (await running.gate.state({})).waiting === 0;

const valuesOf = (serviceId: string): Readonly<Record<string, FieldValues>> =>
  personsFor(serviceId, today)[0]?.values ?? {};
const drive = async ({ vorgang }: Running, serviceId: string): Promise<VorgangView> =>
  driveVorgang(vorgang, await vorgang.start({ serviceId }), valuesOf(serviceId));

const livingKeys = async (vorgangId: string): Promise<string[]> => {
  const sql = `SELECT scope FROM zp.wrapped_keys WHERE vorgang_id = $1 AND wrapped IS NOT NULL ORDER BY scope`;
  return (await centre.ask<{ scope: string }>(sql, [vorgangId])).map(({ scope }) => scope);
};

it('applies at one seat, hands over at the other, and nothing of the fingers is left anywhere', {
  timeout: 180_000,
}, async () => {
  let one = await startSeat('DRA-1', counters[0], centre.cluster.port);
  const two = await startSeat('DRA-2', counters[1], line.port);
  try {
    const application = await drive(one, 'personalausweis');
    const { id, number } = application.summary;
    await drive(one, 'wareneingang');
    await until(allSent(one), 15_000, 'one sent all');
    expect(await livingKeys(id)).toEqual(['biometrics', 'vorgang']);

    // Found at the other seat by the number on the card, through the arrival that a third party never sees in clear.
    const start = await two.vorgang.start({ serviceId: 'ausgabe' });
    const vorgangId = start.summary.id;
    const find = { do: 'find', term: 'LFC11X2T4', birthDate: '' } as const;
    const found = await two.vorgang.act({ vorgangId, stepId: 'find', action: find });
    const hits = found.view.panel?.kind === 'find' ? found.view.panel.hits : null;
    expect(hits).toMatchObject([{ vorgangId: id, number, person: 'Erika Łucja Çelik-Weiß', refused: null }]);
    expect(readJournal(path.join(folder, 'DRA-2')).events.some(({ kind }) => kind === 'foreign-imported')).toBe(false);

    await until(allSent(two), 15_000, 'two sent all');
    const notices: string[] = [];
    const done = await driveVorgang(two.vorgang, found.view, valuesOf('ausgabe'), {
      before(_panel, action) {
        // The card changes hands while the line breaks: the act goes on, the order for the centre waits.
        if (action.do === 'hand-over' && action.itemId === 'document') line.cut();
        if (action.do === 'hand-over' && action.itemId !== 'document') {
          const { events } = readJournal(path.join(folder, 'DRA-2'));
          const orders = events.filter((event) => event.vorgangId === id).map(({ kind }) => kind);
          expect(orders).toEqual(['erasure-ordered', 'erased']);
        }
      },
    });
    notices.push(...done.notices);
    expect(notices.join()).toContain('in der Zentrale ist vorgemerkt');
    expect(await livingKeys(id)).toEqual(['biometrics', 'vorgang']);

    line.pass();
    await until(async () => (await livingKeys(id)).join() === 'vorgang', 30_000, 'erased at the centre');
    await until(async () => (await two.gate.state({})).state === 'verbunden', 20_000, 'two connected again');
    await until(allSent(two), 15_000, 'two sent all again');
    expect((await two.vorgang.view({ vorgangId: done.summary.id })).notices.join()).toContain(
      'in der Zentrale ebenfalls',
    );

    // The seat of the application asks at the latest when it starts.
    await one.seat.stop();
    one = await startSeat('DRA-1', counters[0], centre.cluster.port);
    const erasedAtOne = async () =>
      readJournal(path.join(folder, 'DRA-1')).events.some((event) => event.kind === 'erased' && event.vorgangId === id);
    await until(erasedAtOne, 20_000, 'erased where it was captured');
    const again = await one.vorgang.start({ serviceId: 'ausgabe' });
    const refused = await one.vorgang.act({
      vorgangId: again.summary.id,
      stepId: 'find',
      action: { ...find, term: number },
    });
    expect(refused.view.panel).toMatchObject({ hits: [{ refused: expect.stringContaining('Schon ausgegeben') }] });
    expect(await livingKeys(id)).toEqual(['vorgang']);
  } finally {
    await two.seat.stop();
    await one.seat.stop();
  }
  for (const seat of ['DRA-1', 'DRA-2']) {
    const { report, events } = readJournal(path.join(folder, seat));
    expect([seat, report.ok, report.firstBad]).toEqual([seat, true, null]);
    expect(events.filter(({ scope, body }) => scope === 'biometrics' && body !== null)).toEqual([]);
  }
});

it('does not find the application of another Ortsverwaltung, and says why', { timeout: 90_000 }, async () => {
  const far = await startSeat('FIN-1', counters[0], centre.cluster.port);
  try {
    const start = await far.vorgang.start({ serviceId: 'ausgabe' });
    const find = { do: 'find', term: 'LFC11X2T4', birthDate: '' } as const;
    const { view } = await far.vorgang.act({ vorgangId: start.summary.id, stepId: 'find', action: find });
    expect(view.panel).toMatchObject({ kind: 'find', hits: [], warning: null });
    expect(view.panel?.kind === 'find' ? view.panel.notes.join() : '').toContain('anderen Ortsverwaltung');
  } finally {
    await far.seat.stop();
  }
});
