/** The Hausbesuche of this seat: its open Vorgänge, by day and round. */
import { visitsContract } from '../contract/visits.ts';
import type { CounterDevices } from '../devices/port.ts';
import { serve } from '../ipc/serve.ts';
import type { SessionRoom } from '../security/session-room.ts';
import { hausbesuch } from '../services/hausbesuch/hausbesuch.ts';
import { plannedVisit } from '../services/hausbesuch/visit-facts.ts';
import { createVisitsRoom } from '../visits/visits-room.ts';
import type { VorgangStore } from '../vorgang/vorgang-store.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeVisits(
  core: SeatCore,
  rooms: { session: SessionRoom; store: VorgangStore; devices: CounterDevices },
): SeatRoom {
  const { journal, policy, nowIso } = core;
  const room = createVisitsRoom({
    ...{ journal, devices: rooms.devices, pdf: core.papers.pdf, nowIso },
    seat: { ...policy.seat, training: core.training },
    planned: () =>
      rooms.store
        .current(nowIso())
        .filter(({ serviceId, phase, erased }) => serviceId === hausbesuch.id && phase === 'open' && !erased)
        .flatMap(({ id, number, facts }) => {
          const visit = plannedVisit(facts);
          return visit === null ? [] : [{ ...visit, vorgangId: id, number }];
        }),
    clerk: () => rooms.session.clerk(),
  });
  return { clerkWindow: [{ served: serve(visitsContract, room, core.reportBug), guard: 'personal' }] };
}
