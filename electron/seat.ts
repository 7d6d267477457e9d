/** The whole seat, composed: one line a room, and what stands before each contract. Knows nothing of Electron. */
import { guardServed } from './central/guard-served.ts';
import type { SeatView } from './contract/session.ts';
import type { Served } from './ipc/serve.ts';
import { composeAppointments } from './seat/compose-appointments.ts';
import { composeCentral } from './seat/compose-central.ts';
import { composeClerks } from './seat/compose-clerks.ts';
import { composeKeys } from './seat/compose-keys.ts';
import { composeKit } from './seat/compose-kit.ts';
import { composeOffice } from './seat/compose-office.ts';
import { composeRetention } from './seat/compose-retention.ts';
import { composeSeatCheck } from './seat/compose-seat-check.ts';
import { composeSession } from './seat/compose-session.ts';
import { composeStock } from './seat/compose-stock.ts';
import { composeTill } from './seat/compose-till.ts';
import { composeVisits } from './seat/compose-visits.ts';
import { composeVorgang } from './seat/compose-vorgang.ts';
import { openCore } from './seat/open-core.ts';
import type { SeatParts } from './seat/seat-parts.ts';
import type { Guarding, SeatRoom } from './seat/seat-room.ts';
import { guardLocked } from './security/guard-locked.ts';
import { guardRoles } from './security/guard-roles.ts';
import { settleOpenOperations } from './vorgang/settle-open.ts';

export type { SeatParts } from './seat/seat-parts.ts';

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

/** Throws AppError: `policy.*`, `journal.*`. */
export async function startSeat(parts: SeatParts): Promise<Seat> {
  const core = await openCore(parts);
  const people = await composeSession(core);
  const centre = composeCentral(core, people, () => engine);
  const counter = await composeKit(core, people.session);
  people.reach({ remote: centre.central.directory, cards: counter.staffCards });
  const shared = { ...people, central: centre.central, kit: counter.kit, devices: counter.devices };
  const supply = composeStock(core, people);
  const engine = composeVorgang(core, { ...shared, stock: supply.stock });
  const all = { ...shared, till: engine.till, money: engine.money, stockRoom: supply.stockRoom, lookUp: engine.lookUp };
  const keys = composeKeys(core);
  const rooms: readonly SeatRoom[] = [
    people,
    centre,
    counter,
    engine,
    supply,
    composeAppointments(core, { ...all, startVorgang: engine.startVorgang }),
    composeClerks(core, people),
    composeTill(core, all),
    composeRetention(core, all),
    composeOffice(core, all),
    keys,
    composeSeatCheck(core, { ...all, ...keys }),
    composeVisits(core, { ...all, store: engine.store }),
  ];

  const guards: Record<Guarding, (served: Served) => Served> = {
    open: (served) => served,
    machine: (served) => guardLocked(served, people.session, { countsAsAct: false }),
    locked: (served) => guardLocked(served, people.session, { countsAsAct: true }),
    personal: (served) => guardLocked(guardServed(served, centre.central.guard), people.session, { countsAsAct: true }),
  };
  for (const room of rooms) room.start?.();
  void settleOpenOperations(core.ledger, counter.devices, settleWaitMs)
    .catch((error: unknown) => void core.reportIncident('settlement', error))
    .finally(() => {
      core.setSettled();
      void core.settled.then(() => engine.refresh());
    });

  return {
    view: core.view,
    clerkWindow: rooms.flatMap(({ clerkWindow = [] }) =>
      clerkWindow.map(({ served, guard }) => guards[guard](guardRoles(served, () => people.session.role()))),
    ),
    citizenWindow: rooms.flatMap(({ citizenWindow = [] }) => citizenWindow),
    journalFile: core.journalFile,
    pids: () => counter.pids(),
    settled: core.settled,
    async stop() {
      for (const room of rooms.toReversed()) await room.stop?.();
      core.journal.close();
    },
  };
}
