/** The whole seat, composed: journal, ledger, kit, engine and session behind three contracts. Knows nothing of Electron. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Log } from '../native/core/context.ts';
import { systemClock } from '../native/core/system-context.ts';
import { createCentralRoom } from './central/central-room.ts';
import { guardServed } from './central/guard-served.ts';
import { AppError, isAppError } from './contract/app-error.ts';
import { centralContract, gateContract } from './contract/central.ts';
import { citizenContract } from './contract/citizen.ts';
import { devicesContract } from './contract/devices.ts';
import { defaultLockAfterMinutes } from './contract/policy.ts';
import { retentionContract } from './contract/retention.ts';
import { seatCheckContract } from './contract/seat-check.ts';
import { type SeatView, sessionContract } from './contract/session.ts';
import { tillContract } from './contract/till.ts';
import { vorgangContract } from './contract/vorgang.ts';
import { DeviceHostProcess } from './devices/device-host-process.ts';
import { Kit, type KitDevice } from './devices/kit.ts';
import { kitDevices } from './devices/kit-devices.ts';
import type { CounterDevices } from './devices/port.ts';
import type { Spawn } from './devices/spawn.ts';
import { startTrainingCounter, type TrainingCounter, type TrainingOptions } from './devices/training-counter.ts';
import { watchHost } from './devices/watch-host.ts';
import { createPapers } from './documents/papers.ts';
import { type Served, serve } from './ipc/serve.ts';
import { openJournal } from './journal/open-journal.ts';
import { loadPolicy, readCentreAddress } from './load-policy.ts';
import { createLedger } from './operations/ledger.ts';
import { noteViews } from './retention/note-views.ts';
import { createRetentionRoom } from './retention/retention-room.ts';
import { freeBytes } from './seat-check/free-bytes.ts';
import { createSeatCheckRoom } from './seat-check/seat-check-room.ts';
import { createClerks } from './security/clerks.ts';
import { guardLocked } from './security/guard-locked.ts';
import type { KeyCustody } from './security/port.ts';
import { createSessionRoom } from './security/session-room.ts';
import { services } from './services/index.ts';
import { errorTextOf } from './start-error-text.ts';
import { loadAccounts } from './till/accounts.ts';
import { encodeCsv } from './till/csv.ts';
import { saveExport } from './till/save-export.ts';
import { createTill } from './till/till.ts';
import { createTillRoom } from './till/till-room.ts';
import { trainingClerks } from './training-clerks.ts';
import { loadLaw } from './vorgang/law.ts';
import { createMoneyActs } from './vorgang/money-acts.ts';
import { berlinDay } from './vorgang/run-context.ts';
import { settleOpenOperations } from './vorgang/settle-open.ts';
import { createVorgangRoom } from './vorgang/vorgang-room.ts';
import { VorgangStore } from './vorgang/vorgang-store.ts';

export interface SeatParts {
  /** Holds the journal, its keys and the log. */
  dataDir: string;
  resourcesDir: string;
  policyFile: string | null;
  version: string;
  spawn: Spawn;
  keyCustody: KeyCustody;
  log: Log;
  training: TrainingOptions;
  /** Folder for wire traces; only a training seat writes any. */
  traceDir: string | null;
  clock?: Clock;
}

export interface Seat {
  readonly view: SeatView;
  readonly clerkWindow: readonly Served[];
  readonly citizenWindow: readonly Served[];
  readonly journalFile: string;
  pids(): { deviceHost: number | undefined; virtualCounter: number | undefined };
  /** Resolves when every open act of the last run has been settled or is marked unknown. */
  readonly settled: Promise<void>;
  stop(): Promise<void>;
}

/** How long the start waits for a device whose act is open; the clerk can sign in meanwhile. */
const settleWaitMs = 15_000;

/** Throws AppError: `policy.*`, `journal.*`. Nothing is written before the journal is open. */
export async function startSeat(parts: SeatParts): Promise<Seat> {
  const { log } = parts;
  const clock = parts.clock ?? systemClock;
  const policy = loadPolicy(parts.policyFile);
  const address = policy.centre ? readCentreAddress(policy.centre, parts.policyFile, policy.seat.id) : null;
  const training = policy.mode === 'training';
  const reportBug = (incident: string, where: string, error: unknown) =>
    log.error('bug', {
      incident,
      where,
      what: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });

  mkdirSync(parts.dataDir, { recursive: true });
  const journalFile = path.join(parts.dataDir, 'journal.db');
  const keys = await parts.keyCustody.keys(existsSync(journalFile));
  const journal = openJournal({
    file: journalFile,
    ...keys,
    clock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
  const ledger = createLedger(journal);
  const clerks = createClerks(journal, clock);
  if (training) for (const clerk of trainingClerks) await clerks.put(clerk);
  const law = loadLaw(path.join(parts.resourcesDir, 'fees'), { training });

  const kitParts = kitDevices(() => kit, reportBug);
  const kit: Kit = new Kit({
    clock,
    log,
    live: !training,
    traceFile: (deviceId) =>
      training && parts.traceDir !== null ? path.join(parts.traceDir, `${deviceId}.trace.txt`) : null,
    onChange: (views) => devices.emit('changed', views),
  });
  const host = new DeviceHostProcess({
    spawn: parts.spawn,
    served: [kitParts.served],
    clock,
    log,
    onUp: (clients) => {
      watchHost(clients.lifecycle, { clock, log, end: () => host.end() });
      kit.hostUp(clients);
    },
    onDown: () => kit.hostDown(),
  });
  const view: SeatView = {
    id: policy.seat.id,
    name: policy.seat.name,
    ortsverwaltung: policy.seat.ortsverwaltung,
    authority: policy.seat.authority,
    mode: policy.mode,
    version: parts.version,
  };

  let settledUp: () => void = () => {};
  const settled = new Promise<void>((resolve) => {
    settledUp = resolve;
  });
  const session = createSessionRoom({
    seat: view,
    clerks,
    trainingClerks: training ? trainingClerks : [],
    clock,
    lockAfterMs: (policy.security?.lockAfterMinutes ?? defaultLockAfterMinutes) * 60_000,
    emitChanged: (state) => sessions.emit('changed', state),
    journal: (kind, actor, body) => void journal.append({ kind, scope: 'seat', actor, body }),
    warn: (event) => log.warn(event),
    onLocked: () => citizen.emit('changed', nobodyServed),
    onUnlocked() {
      devices.emit('changed', kit.views());
      room.refresh();
    },
    onTakenOver: () => room.stopCaptures(),
    onLeave: () => room.leave(),
  });
  const store = new VorgangStore(journal);
  const lookUp = lookUpVorgang(store);
  const nowIso = () => new Date(clock.nowMs()).toISOString();
  const papers = createPapers();
  const till = createTill({
    journal,
    ledger,
    accounts: loadAccounts(path.join(parts.resourcesDir, 'fees'), { training }),
    seatId: policy.seat.id,
    name: policy.till.name,
    training,
    takesCash: policy.till.cash,
    collective: policy.till.collective ?? false,
    kassenzeichenPrefix: policy.till.kassenzeichenPrefix,
    tse: null,
    nowIso,
    vorgangNumber: (vorgangId) => lookUp(vorgangId)?.number ?? '',
  });
  const money = createMoneyActs({
    ledger,
    devices: announced(kitParts.devices, () => central.announce()),
    papers,
    tse: null,
  });
  const room = createVorgangRoom({
    store,
    ledger,
    devices: kitParts.devices,
    till,
    money,
    papers,
    policy,
    services,
    law: (key, day) => law.row(key, day),
    clock,
    settled,
    clerk: () => session.clerk(),
    verifySecondClerk: (credentials) => session.verifySecondClerk(credentials),
    emitChanged: (changed) => vorgaenge.emit('changed', changed),
    emitLive: (signal) => vorgaenge.emit('live', signal),
    emitCitizen: (screen) => citizen.emit('changed', citizenMaySee() ? screen : nobodyServed),
    reportBug: (where, error) => {
      const incident = randomBytes(4).toString('hex');
      reportBug(incident, where, error);
      return incident;
    },
  });

  const tillRoom = createTillRoom({
    till,
    journal,
    ledger,
    money,
    seatId: policy.seat.id,
    name: policy.till.name,
    takesCash: policy.till.cash,
    secondPersonAtClosing: policy.till.secondPersonAtClosing ?? false,
    seat: { ...policy.seat, training },
    exportFolder: path.join(parts.dataDir, 'export'),
    settled,
    nowIso,
    clerk: () => session.clerk(),
    verifySecondClerk: (credentials) => session.verifySecondClerk(credentials),
    displayName: (userName) => clerks.list().find((clerk) => clerk.userName === userName)?.displayName ?? userName,
    vorgang: lookUp,
    hasTerminal: () => kit.views().some(({ deviceClass }) => deviceClass === 'payment'),
    emitChanged: (changed) => tills.emit('changed', changed),
    emitDisplay: (text) => tills.emit('display', { text }),
  });

  const retention = createRetentionRoom({
    ...{ journal, ledger, clock, settled, law: law.row, seatId: policy.seat.id },
    dayOf: (iso) => berlinDay(Date.parse(iso)),
    clerk: () => session.clerk(),
    heldByTill: () => new Set(unsettledMoney(till)),
    bookMoney: () => void till.sweep(),
    onErased(vorgangId) {
      store.forget(vorgangId);
      room.release(vorgangId);
    },
    saveCsv(fileName, header, rows) {
      const cells = rows.map(([number, ...texts]) => [{ number }, ...texts.map((text) => ({ text }))]);
      const text = encodeCsv(header, cells);
      return { file: saveExport(path.join(parts.dataDir, 'export'), fileName, text), text };
    },
    emitChanged: (state) => deadlines.emit('changed', state),
    warn: (event, fields) => log.warn(event, fields),
  });

  const sessions = serve(sessionContract, session, reportBug);
  const deadlines = serve(retentionContract, retention, reportBug);
  const vorgaenge = serve(vorgangContract, noteViews(room, { journal, clerk: () => session.clerk() }), reportBug);
  const tills = serve(tillContract, tillRoom, reportBug);
  const nobodyServed = { screen: 'welcome' as const, ortsverwaltung: policy.seat.ortsverwaltung, training };
  const citizenMaySee = () => central.rules().showPersonal && !session.locked();
  const citizenNow = () => (citizenMaySee() ? room.citizen() : nobodyServed);
  const citizen = serve(citizenContract, { state: async () => citizenNow() }, reportBug);
  const central = createCentralRoom({
    ...{ address, journal, training, clock },
    clerk: () => session.clerk(),
    async verifyLead(credentials) {
      const lead = await clerks.verify(credentials);
      if (lead.role !== 'lead') throw new AppError('till.lead-needed');
      return lead;
    },
    emitGate: (state) => gate.emit('changed', state),
    onClosed() {
      room.stopCaptures();
      citizen.emit('changed', nobodyServed);
    },
    onOpened() {
      citizen.emit('changed', citizenNow());
      room.refresh();
    },
    onChanged: (vorgangId) => store.forget(vorgangId),
    warn: (event, fields) => log.warn(event, fields),
  });
  const gate = serve(gateContract, central.gate, reportBug);
  const seatCheck = createSeatCheckRoom({
    ...{ journal, clock, seat: { ...policy.seat, training }, notes: policy.notes ?? [] },
    today: () => berlinDay(clock.nowMs()),
    views: () => kit.views(),
    textOf: (code) => errorTextOf(parts.resourcesDir, code),
    lawRows: () => law.rows(),
    till() {
      till.sweep();
      const { nowCents: cashCents } = till.book.period().cash;
      return { takesCash: policy.till.cash, cashCents, closingOpen: till.closingOpen() };
    },
    gate: () => central.gate.state({}, {}),
    freeBytes: () => freeBytes(parts.dataDir),
    devices: kitParts.devices,
    pdf: papers.pdf,
    clerk: () => session.clerk(),
  });
  const seatChecks = serve(seatCheckContract, seatCheck, reportBug);
  const centre = serve(centralContract, central.calls, reportBug);
  const devices = serve(
    devicesContract,
    {
      list: async () => kit.views(),
      async retry({ id }) {
        session.clerk();
        kit.retry(id);
        return kit.views();
      },
      async act({ id, action, parameters }) {
        session.clerk();
        if (!training || !counter) throw new AppError('session.forbidden');
        return counter.act(id, action, parameters);
      },
    },
    reportBug,
  );

  let counter: TrainingCounter | null = null;
  const kitOfPolicy: KitDevice[] = policy.devices.map((device) => ({
    id: device.id,
    deviceClass: device.class,
    model: device.model,
    options: device.options,
    virtual: device.options.virtual === true,
  }));
  if (training && kitOfPolicy.length === 0) {
    counter = await startTrainingCounter(parts.spawn, parts.training, (line) => log.info('child', { line }));
  }
  for (const device of counter?.devices ?? kitOfPolicy) kit.add(device);
  host.start(counter?.environment ?? {});
  central.start();
  retention.start();

  void settleOpenOperations(ledger, kitParts.devices, settleWaitMs)
    .catch((error: unknown) => reportBug(randomBytes(4).toString('hex'), 'settlement', error))
    .finally(() => {
      settledUp();
      void settled.then(() => room.refresh());
    });

  return {
    view,
    clerkWindow: [
      sessions,
      gate,
      guardLocked(devices, session, { countsAsAct: false }),
      guardLocked(seatChecks, session, { countsAsAct: true }),
      ...[vorgaenge, tills, deadlines, centre].map((each) =>
        guardLocked(guardServed(each, central.guard), session, { countsAsAct: true }),
      ),
    ],
    citizenWindow: [citizen, gate],
    journalFile,
    pids: () => ({ deviceHost: host.pid, virtualCounter: counter?.pid }),
    settled,
    async stop() {
      session.stop();
      retention.stop();
      central.stop();
      kit.stop();
      await host.stop();
      await counter?.stop();
      journal.close();
    },
  };
}

/** No money moves before the centre knows that it is about to. */
function announced(devices: CounterDevices, announce: () => Promise<void>): CounterDevices {
  const first =
    <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await announce();
      return act(...args);
    };
  const { pay, reversePayment, refundPayment } = devices;
  return { ...devices, pay: first(pay), reversePayment: first(reversePayment), refundPayment: first(refundPayment) };
}

/** Vorgänge whose money is owed, or not yet in a closing: the till still reads them. */
function unsettledMoney({ book, items }: ReturnType<typeof createTill>): string[] {
  const booked = book.period().bookings.map(({ body }) => body.vorgangId);
  return [...booked, ...items.all().map(({ vorgangId }) => vorgangId)];
}

/** What the till may know of a Vorgang: its number, whether it is open, what it is about; null for what is none. */
function lookUpVorgang(store: VorgangStore) {
  return (vorgangId: string): { number: string; open: boolean; serviceTitle: string } | null => {
    try {
      const { number, phase, serviceId } = store.get(vorgangId);
      const title = services.find(({ id }) => id === serviceId)?.title ?? '';
      return { number, open: phase === 'open', serviceTitle: title };
    } catch (error) {
      if (isAppError(error) && error.code === 'vorgang.not-found') return null;
      throw error;
    }
  };
}
