/** The session room with its clerks: who sits at this seat, told to all other rooms by signals. */
import { AppError } from '../contract/app-error.ts';
import { defaultLockAfterMinutes } from '../contract/policy.ts';
import { sessionContract } from '../contract/session.ts';
import { serve } from '../ipc/serve.ts';
import { createClerks } from '../security/clerks.ts';
import { createDirectoryCache, type DirectoryCache } from '../security/directory-cache.ts';
import type { Clerks, DirectoryRemote, StaffCards } from '../security/port.ts';
import { createSessionRoom, type SessionRoom } from '../security/session-room.ts';
import { type CardProof, createCardProof } from '../security/staff-card.ts';
import { trainingClerks } from '../training-clerks.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export interface ComposedSession extends SeatRoom {
  readonly session: SessionRoom;
  readonly clerks: Clerks;
  /** Null at a seat without a centre. */
  readonly directory: DirectoryCache | null;
  readonly card: CardProof;
  /** The way to the centre and the reader are composed later than the people who work with them. */
  reach(far: { remote: DirectoryRemote | null; cards: WatchedCards }): void;
}

/** The reader, and word of the card being taken away. */
type WatchedCards = StaffCards & { watch(onRemoved: () => void): () => void };

/** A revocation ends a session at the latest so much after the centre has it. */
const recheckEveryMs = 20_000;

export async function composeSession(core: SeatCore): Promise<ComposedSession> {
  const { policy, training, journal, clock, signals, law } = core;
  const today = () => berlinDay(clock.nowMs());
  let remote: DirectoryRemote | null = null;
  let cards: WatchedCards = noCards;
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
  const card = createCardProof({
    cards: {
      ready: () => cards.ready(),
      identify: () => cards.identify(),
      sign: (order) => cards.sign(order),
    },
    ...{ authority: policy.seat.authority, seatId: policy.seat.id, clock },
  });
  const clerks = createClerks({ journal, clock, training, directory, card });
  if (training) for (const clerk of trainingClerks) await clerks.put(clerk);
  const session = createSessionRoom({
    seat: core.view,
    clerks,
    trainingClerks: training ? trainingClerks : [],
    clock,
    lockAfterMs: (policy.security?.lockAfterMinutes ?? defaultLockAfterMinutes) * 60_000,
    staffCardReader: () => card.ready(),
    watchCard: policy.security?.lockOnCardRemoval ? (onRemoved) => cards.watch(onRemoved) : undefined,
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
    ...{ session, clerks, directory, card },
    reach(far) {
      ({ remote, cards } = far);
      session.readerChanged();
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

const noReader = (): Promise<never> => Promise.reject(new AppError('staff-card.no-reader'));
const noCards: WatchedCards = { ready: () => false, identify: noReader, sign: noReader, watch: () => () => {} };
