/** The Kasse of this seat: bookings, open items, closing. */
import path from 'node:path';
import { tillContract } from '../contract/till.ts';
import { serve } from '../ipc/serve.ts';
import type { Clerks } from '../security/port.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { followItems } from '../till/follow-items.ts';
import { createTillRoom } from '../till/till-room.ts';
import type { ComposedKit } from './compose-kit.ts';
import type { ComposedVorgang } from './compose-vorgang.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeTill(
  core: SeatCore,
  rooms: { session: SessionRoom; clerks: Clerks } & Pick<ComposedKit, 'kit'> &
    Pick<ComposedVorgang, 'till' | 'money' | 'lookUp'>,
): SeatRoom {
  const { policy, journal, ledger } = core;
  const { session, clerks, kit, till, money, lookUp } = rooms;
  const room = createTillRoom({
    ...{ till, journal, ledger, money, settled: core.settled, nowIso: core.nowIso, vorgang: lookUp },
    seatId: policy.seat.id,
    name: policy.till.name,
    takesCash: policy.till.cash,
    secondPersonAtClosing: policy.till.secondPersonAtClosing ?? false,
    seat: { ...policy.seat, training: core.training, sealNumbers: policy.seals },
    exportFolder: path.join(core.parts.dataDir, 'export'),
    clerk: () => session.clerk(),
    verifySecondClerk: (credentials) => session.verifySecondClerk(credentials),
    displayName: (userName) => clerks.list().find((clerk) => clerk.userName === userName)?.displayName ?? userName,
    hasTerminal: () => kit.views().some(({ deviceClass }) => deviceClass === 'payment'),
    emitChanged: (changed) => served.emit('changed', changed),
    emitDisplay: (text) => served.emit('display', { text }),
  });
  const served = serve(tillContract, room, core.reportBug);
  const follower = followItems({
    till,
    clock: core.clock,
    warn: (code) => core.log.warn('sammelkasse', { code }),
    onRound: room.refresh,
  });
  core.signals.vorgangChanged.on(() => room.refresh());
  return {
    clerkWindow: [{ served, guard: 'personal' }],
    start: () => follower.start(),
    stop: () => follower.stop(),
  };
}
