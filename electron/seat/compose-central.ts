/** The way to the centre: gate, exchange of Vorgänge, and the guard that stands before whatever is personal. */
import { type CentralRoom, createCentralRoom } from '../central/central-room.ts';
import { AppError } from '../contract/app-error.ts';
import { centralContract, gateContract } from '../contract/central.ts';
import { serve } from '../ipc/serve.ts';
import type { Clerks } from '../security/port.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { services } from '../services/index.ts';
import type { ComposedVorgang } from './compose-vorgang.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeCentral(
  core: SeatCore,
  { session, clerks }: { session: SessionRoom; clerks: Clerks },
  /** Composed after this room: asked for when a Vorgang travels. */
  engine: () => Pick<ComposedVorgang, 'cardOf' | 'readyToGo'>,
): SeatRoom & { central: CentralRoom } {
  const { signals } = core;
  const central = createCentralRoom({
    ...{
      address: core.address,
      journal: core.journal,
      boxes: core.directoryBoxes,
      ledger: core.ledger,
      training: core.training,
      clock: core.clock,
    },
    serviceTitle: (serviceId) => services.find(({ id }) => id === serviceId)?.title ?? '',
    cardOf: (vorgangId) => engine().cardOf(vorgangId),
    readyToGo: (vorgangId) => engine().readyToGo(vorgangId),
    clerk: () => session.clerk(),
    async verifyLead(credentials) {
      const lead = await clerks.verify(credentials);
      if (lead.role !== 'lead') throw new AppError('till.lead-needed');
      return lead;
    },
    emitGate: (state) => gate.emit('changed', state),
    emitListed: (list) => centre.emit('listed', list),
    emitLost: (vorgangId) => centre.emit('lost', { vorgangId }),
    onClosed: () => signals.gateClosed.emit(),
    onOpened: () => signals.gateOpened.emit(),
    onChanged: (vorgangId) => signals.vorgangChanged.emit(vorgangId),
    onAway: (vorgangId) => signals.vorgangAway.emit(vorgangId),
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
