/** «Sachbearbeitung» at this seat: the clerks' directory, listed and changed by a lead or by IT. */
import { clerksContract } from '../contract/clerks.ts';
import { serve } from '../ipc/serve.ts';
import { createClerksRoom } from '../security/clerks-room.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { ComposedSession } from './compose-session.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeClerks(core: SeatCore, people: ComposedSession): SeatRoom {
  const { policy, clock, journal, nowIso } = core;
  const room = createClerksRoom({
    ...{ directory: people.directory, card: people.card, nowIso },
    localClerks: () => people.clerks.list(),
    ortsverwaltung: policy.seat.ortsverwaltung,
    clerk: () => people.session.clerk(),
    today: () => berlinDay(clock.nowMs()),
    journal: (kind, actor, body) => void journal.append({ kind, scope: 'seat', actor, body }),
    emitChanged: (version) => served.emit('changed', { version }),
  });
  const served = serve(clerksContract, room, core.reportBug);
  return { clerkWindow: [{ served, guard: 'locked' }] };
}
