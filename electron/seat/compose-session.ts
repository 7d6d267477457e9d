/** The session room with its clerks: who sits at this seat, told to all other rooms by signals. */
import { defaultLockAfterMinutes } from '../contract/policy.ts';
import { sessionContract } from '../contract/session.ts';
import { serve } from '../ipc/serve.ts';
import { createClerks } from '../security/clerks.ts';
import { createDirectoryCache, type DirectoryCache } from '../security/directory-cache.ts';
import type { Clerks, DirectoryRemote } from '../security/port.ts';
import { createSessionRoom, type SessionRoom } from '../security/session-room.ts';
import { trainingClerks } from '../training-clerks.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export interface ComposedSession extends SeatRoom {
  readonly session: SessionRoom;
  readonly clerks: Clerks;
  /** Null at a seat without a centre. */
  readonly directory: DirectoryCache | null;
  /** The way to the centre is composed later than the people who work with it. */
  reach(remote: DirectoryRemote | null): void;
}

/** A revocation ends a session at the latest so much after the centre has it. */
const recheckEveryMs = 30_000;

export async function composeSession(core: SeatCore): Promise<ComposedSession> {
  const { policy, training, journal, clock, signals, law } = core;
  const today = () => berlinDay(clock.nowMs());
  let remote: DirectoryRemote | null = null;
  const directory = core.address
    ? createDirectoryCache({
        ...{ journal, clock, today, remote: () => remote },
        maxAgeHours: () => law.row('clerks.directory-age', today()).value,
        onNews({ pinsOf }) {
          for (const userName of pinsOf) clerks.forgive(userName);
          session.recheck();
        },
        warn: (event, fields) => core.log.warn(event, fields),
      })
    : null;
  const clerks = createClerks({ journal, clock, training, directory });
  if (training) for (const clerk of trainingClerks) await clerks.put(clerk);
  const session = createSessionRoom({
    seat: core.view,
    clerks,
    trainingClerks: training ? trainingClerks : [],
    clock,
    lockAfterMs: (policy.security?.lockAfterMinutes ?? defaultLockAfterMinutes) * 60_000,
    staffCardReader: () => false,
    emitChanged: (state) => served.emit('changed', state),
    journal: (kind, actor, body) => void journal.append({ kind, scope: 'seat', actor, body }),
    warn: (event) => core.log.warn(event),
    onLocked: () => signals.locked.emit(),
    onUnlocked: () => signals.unlocked.emit(),
    onTakenOver: () => signals.takenOver.emit(),
    onLeave: () => signals.signedOut.emit(),
  });
  const served = serve(sessionContract, session, core.reportBug);

  let stopTimer: () => void = () => {};
  let stopped = false;
  async function upkeep(): Promise<void> {
    await directory?.refresh();
    if (stopped) return;
    session.recheck();
    stopTimer = clock.after(recheckEveryMs, () => void upkeep());
  }
  return {
    ...{ session, clerks, directory },
    reach(itsRemote) {
      remote = itsRemote;
    },
    clerkWindow: [{ served, guard: 'open' }],
    start: () => void upkeep(),
    stop() {
      stopped = true;
      stopTimer();
      session.stop();
    },
  };
}
