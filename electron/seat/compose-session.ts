/** The session room with its clerks: who sits at this seat, told to all other rooms by signals. */
import { defaultLockAfterMinutes } from '../contract/policy.ts';
import { sessionContract } from '../contract/session.ts';
import { serve } from '../ipc/serve.ts';
import { createClerks } from '../security/clerks.ts';
import type { Clerks } from '../security/port.ts';
import { createSessionRoom, type SessionRoom } from '../security/session-room.ts';
import { trainingClerks } from '../training-clerks.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export async function composeSession(core: SeatCore): Promise<SeatRoom & { session: SessionRoom; clerks: Clerks }> {
  const { policy, training, journal, clock, signals } = core;
  const clerks = createClerks(journal, clock);
  if (training) for (const clerk of trainingClerks) await clerks.put(clerk);
  const session = createSessionRoom({
    seat: core.view,
    clerks,
    trainingClerks: training ? trainingClerks : [],
    clock,
    lockAfterMs: (policy.security?.lockAfterMinutes ?? defaultLockAfterMinutes) * 60_000,
    emitChanged: (state) => served.emit('changed', state),
    journal: (kind, actor, body) => void journal.append({ kind, scope: 'seat', actor, body }),
    warn: (event) => core.log.warn(event),
    onLocked: () => signals.locked.emit(),
    onUnlocked: () => signals.unlocked.emit(),
    onTakenOver: () => signals.takenOver.emit(),
    onLeave: () => signals.signedOut.emit(),
  });
  const served = serve(sessionContract, session, core.reportBug);
  return { session, clerks, clerkWindow: [{ served, guard: 'open' }], stop: () => session.stop() };
}
