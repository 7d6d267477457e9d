/** The engine at this seat: Vorgänge for the clerk, the citizen's screen, and the one way to the terminal. */
import path from 'node:path';
import { noteTurns } from '../appointments/note-turns.ts';
import type { StartVorgang } from '../appointments/port.ts';
import type { CentralRoom } from '../central/central-room.ts';
import { isAppError } from '../contract/app-error.ts';
import type { VorgangCard } from '../contract/central.ts';
import { type CitizenView, citizenContract } from '../contract/citizen.ts';
import { vorgangContract } from '../contract/vorgang.ts';
import type { CounterDevices } from '../devices/port.ts';
import { serve } from '../ipc/serve.ts';
import { noteAccess } from '../retention/access-log.ts';
import { noteViews } from '../retention/note-views.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { services } from '../services/index.ts';
import type { StockPort } from '../stock/port.ts';
import { loadAccounts } from '../till/accounts.ts';
import type { MoneyActs } from '../till/port.ts';
import { createTill, type Till } from '../till/till.ts';
import { createErasureOrders } from '../vorgang/erasure-orders.ts';
import { createFindVorgaenge } from '../vorgang/find-vorgaenge.ts';
import { createMoneyActs } from '../vorgang/money-acts.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import { createVorgangRoom } from '../vorgang/vorgang-room.ts';
import { VorgangStore } from '../vorgang/vorgang-store.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

/** What the till may know of a Vorgang: its number, whether it is open, what it is about; null for what is none. */
export type LookUpVorgang = (vorgangId: string) => { number: string; open: boolean; serviceTitle: string } | null;

export interface ComposedVorgang extends SeatRoom {
  readonly store: VorgangStore;
  readonly till: Till;
  readonly money: MoneyActs;
  readonly lookUp: LookUpVorgang;
  /** As the clerk's own window would begin it. */
  readonly startVorgang: StartVorgang;
  /** What a settlement found out, on a screen that is open. */
  refresh(): void;
  /** Enough for a list at another seat. */
  cardOf(vorgangId: string): VorgangCard;
  /** Throws `vorgang.busy`, `vorgang.closed`. */
  readyToGo(vorgangId: string): Promise<void>;
}

export function composeVorgang(
  core: SeatCore,
  rooms: { session: SessionRoom; central: CentralRoom; devices: CounterDevices; stock: StockPort },
): ComposedVorgang {
  const { parts, journal, ledger, policy, training, papers, law, clock, signals } = core;
  const { session, central, devices, stock } = rooms;
  const store = new VorgangStore(journal);
  const lookUp = lookUpVorgang(store);
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
    nowIso: core.nowIso,
    vorgang: lookUp,
    exchange: central.items,
    mayWrite: (vorgangId) => central.mayWrite(vorgangId),
    onItemChanged: (vorgangId) => signals.vorgangChanged.emit(vorgangId),
  });
  const money = createMoneyActs({
    ledger,
    devices: announced(devices, () => central.announce()),
    papers,
    tse: null,
  });
  const erasures = createErasureOrders({
    journal,
    acknowledged: () => central.acknowledged(),
    onErased: (vorgangId) => signals.vorgangErased.emit(vorgangId),
    warn: (event, fields) => core.log.warn(event, fields),
  });
  const place = () => ({ seatId: policy.seat.id, day: berlinDay(clock.nowMs()) });
  const find = createFindVorgaenge({
    ...{ journal, store, services, centre: central.lookup },
    noteSeen: (vorgangId, by) => noteAccess(journal, place(), { what: 'vorgang-viewed', by, vorgangId }),
  });
  const room = createVorgangRoom({
    ...{ store, ledger, devices, till, money, stock, papers, policy, services, clock, settled: core.settled },
    law: (key, day) => law.row(key, day),
    ...{ find, erasures },
    clerk: () => session.clerk(),
    verifySecondClerk: (credentials) => session.verifySecondClerk(credentials),
    emitChanged: (changed) => served.emit('changed', changed),
    emitLive: (signal) => served.emit('live', signal),
    emitCitizen: (screen) => citizen.emit('changed', seenNow(screen)),
    reportBug: core.reportIncident,
  });
  const here: typeof room = {
    ...room,
    async list(input, context) {
      const all = await room.list(input, context);
      return all.filter(({ id, phase }) => phase !== 'open' || !central.isAway(id));
    },
  };
  const noted = noteViews(here, {
    journal,
    clerk: () => session.clerk(),
    seatId: policy.seat.id,
    today: () => berlinDay(clock.nowMs()),
  });
  const turning = noteTurns(noted, (vorgangId) => signals.turnedTo.emit(vorgangId));
  const served = serve(vorgangContract, turning, core.reportBug);

  const office = { ortsverwaltung: policy.seat.ortsverwaltung, training };
  const nobodyServed = { screen: 'welcome' as const, ...office };
  let called: Extract<CitizenView, { screen: 'called' }> | null = null;
  const isPaying = (): boolean =>
    ledger.open().some(({ kind, phase }) => phase === 'intended' && (kind === 'payment' || kind === 'reversal'));
  /** On a locked seat nobody is served; while the line is gone the citizen waits, and nothing of them is seen. */
  function seenNow(screen: CitizenView): CitizenView {
    if (session.locked()) return nobodyServed;
    if (central.rules().showPersonal) return screen.screen === 'welcome' && called ? called : screen;
    return screen.screen === 'welcome' ? nobodyServed : { screen: 'pause', paying: isPaying(), ...office };
  }
  const citizenNow = (): CitizenView => (session.locked() ? nobodyServed : seenNow(room.citizen()));
  const citizen = serve(citizenContract, { state: async () => citizenNow() }, core.reportBug);

  signals.locked.on(() => citizen.emit('changed', nobodyServed));
  signals.unlocked.on(() => room.refresh());
  signals.takenOver.on(() => room.stopCaptures());
  signals.signedOut.on(() => room.leave());
  signals.gateClosed.on(() => {
    room.stopCaptures();
    citizen.emit('changed', citizenNow());
  });
  signals.gateOpened.on(() => {
    citizen.emit('changed', citizenNow());
    room.refresh();
  });
  signals.numberCalled.on((call) => {
    if (call?.number === called?.number && call?.startsAt === called?.startsAt) return;
    called = call && { screen: 'called', ...call, training };
    citizen.emit('changed', citizenNow());
  });
  signals.vorgangChanged.on((vorgangId) => {
    store.forget(vorgangId);
    room.refresh();
  });
  signals.vorgangAway.on((vorgangId) => {
    store.forget(vorgangId);
    room.away(vorgangId);
  });
  signals.vorgangErased.on((vorgangId) => {
    store.forget(vorgangId);
    room.release(vorgangId);
  });
  return {
    ...{ store, till, money, lookUp },
    startVorgang: (serviceId) => turning.start({ serviceId }, null),
    refresh: () => room.refresh(),
    readyToGo: (vorgangId) => room.readyToGo(vorgangId),
    cardOf(vorgangId) {
      const { number, serviceTitle, person, stepTitle, hasUnknownOperation: unknown } = room.summary(vorgangId);
      return { number, serviceTitle, person: person.slice(0, 300), stepTitle: stepTitle.slice(0, 200), unknown };
    },
    // Before anything else: what was handed over before the seat died is erased now.
    start: () => erasures.carryOut(),
    clerkWindow: [{ served, guard: 'personal' }],
    citizenWindow: [citizen],
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

function lookUpVorgang(store: VorgangStore): LookUpVorgang {
  return (vorgangId) => {
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
