/** «Sachbearbeitung» at this seat: the clerks' directory, listed and changed by a lead or by IT; the own PIN by anyone. */
import { clerksContract } from '../contract/clerks.ts';
import type { JsonObject } from '../contract/json.ts';
import { serve } from '../ipc/serve.ts';
import { createClerksRoom } from '../security/clerks-room.ts';
import { createOwnPin } from '../security/own-pin.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { ComposedSession } from './compose-session.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export function composeClerks(core: SeatCore, people: ComposedSession): SeatRoom {
  const { policy, clock, journal, nowIso } = core;
  const heard = {
    directory: people.directory,
    nowIso,
    clerk: () => people.session.clerk(),
    journal: (kind: string, actor: string, body: JsonObject) =>
      void journal.append({ kind, scope: 'seat', actor, body }),
    emitChanged: (version: number) => served.emit('changed', { version }),
  };
  const room = createClerksRoom({
    ...heard,
    card: people.card,
    localClerks: () => people.clerks.list(),
    ortsverwaltung: policy.seat.ortsverwaltung,
    today: () => berlinDay(clock.nowMs()),
  });
  const ownPin = createOwnPin({ ...heard, clerks: people.clerks });
  const served = serve(clerksContract, { ...room, ...ownPin }, core.reportBug);
  return { clerkWindow: [{ served, guard: 'locked' }] };
}
