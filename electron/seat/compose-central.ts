/** The way to the centre: gate, exchange of Vorgänge, and the guard that stands before whatever is personal. */
import { type CentralRoom, createCentralRoom } from '../central/central-room.ts';
import { AppError } from '../contract/app-error.ts';
import { centralContract, gateContract } from '../contract/central.ts';
import { serve } from '../ipc/serve.ts';
import type { Clerks } from '../security/port.ts';
import type { SessionRoom } from '../security/session-room.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeCentral(
  core: SeatCore,
  { session, clerks }: { session: SessionRoom; clerks: Clerks },
): SeatRoom & { central: CentralRoom } {
  const { signals } = core;
  const central = createCentralRoom({
    ...{
      address: core.address,
      journal: core.journal,
      boxes: core.directoryBoxes,
      training: core.training,
      clock: core.clock,
    },
    clerk: () => session.clerk(),
    async verifyLead(credentials) {
      const lead = await clerks.verify(credentials);
      if (lead.role !== 'lead') throw new AppError('till.lead-needed');
      return lead;
    },
    emitGate: (state) => gate.emit('changed', state),
    onClosed: () => signals.gateClosed.emit(),
    onOpened: () => signals.gateOpened.emit(),
    onChanged: (vorgangId) => signals.vorgangChanged.emit(vorgangId),
    warn: (event, fields) => core.log.warn(event, fields),
  });
  const gate = serve(gateContract, central.gate, core.reportBug);
  const centre = serve(centralContract, central.calls, core.reportBug);
  return {
    central,
    clerkWindow: [
      { served: gate, guard: 'open' },
      { served: centre, guard: 'personal' },
    ],
    citizenWindow: [gate],
    start: () => central.start(),
    stop: () => central.stop(),
  };
}
