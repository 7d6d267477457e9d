/** The Platzprüfung of this seat: what the other rooms know, on one page. */
import { X509Certificate } from 'node:crypto';
import type { CentralRoom } from '../central/central-room.ts';
import { seatCheckContract } from '../contract/seat-check.ts';
import { serve } from '../ipc/serve.ts';
import type { KeyFacts } from '../seat-check/check-keys.ts';
import { freeBytes } from '../seat-check/free-bytes.ts';
import { createSeatCheckRoom } from '../seat-check/seat-check-room.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { errorTextOf } from '../start-error-text.ts';
import type { StockRoom } from '../stock/stock-room.ts';
import { terminalOffsetMs } from '../till/terminal-offset.ts';
import type { Till } from '../till/till.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { ComposedKit } from './compose-kit.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeSeatCheck(
  core: SeatCore,
  rooms: {
    session: SessionRoom;
    central: CentralRoom;
    till: Till;
    stockRoom: StockRoom;
    keyFacts(): Promise<KeyFacts>;
  } & Pick<ComposedKit, 'kit' | 'devices'>,
): SeatRoom {
  const { policy, clock, journal, law } = core;
  const { session, central, till, kit, devices, keyFacts, stockRoom } = rooms;
  const room = createSeatCheckRoom({
    ...{ journal, clock, devices, pdf: core.papers.pdf, notes: policy.notes ?? [] },
    seat: { ...policy.seat, training: core.training },
    today: () => berlinDay(clock.nowMs()),
    views: () => kit.views(),
    textOf: (code) => errorTextOf(core.parts.resourcesDir, code),
    lawRows: () => law.rows(),
    till() {
      till.sweep();
      const { nowCents: cashCents } = till.book.period().cash;
      return { takesCash: policy.till.cash, cashCents, closingOpen: till.closingOpen() };
    },
    gate: () => central.gate.state({}, {}),
    keys: () => keyFacts(),
    freeBytes: () => freeBytes(core.parts.dataDir),
    centreClock: central.clockOffset,
    certificateEnds: core.address ? new Date(new X509Certificate(core.address.cert).validTo).toISOString() : null,
    terminalOffsetMs: () => terminalOffsetMs(till.book.lastCard()),
    stockLow: () => stockRoom.low(),
    stockKinds: () => policy.stock?.length ?? 0,
    clerk: () => session.clerk(),
  });
  return { clerkWindow: [{ served: serve(seatCheckContract, room, core.reportBug), guard: 'locked' }] };
}
