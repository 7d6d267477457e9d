/** Who sits at the seat: sign-in, lock, take-over, sign-out, and the guard that every other room asks. */
import type { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { JsonObject } from '../contract/json.ts';
import type {
  ClerkView,
  Credentials,
  Role,
  SeatView,
  SessionEnd,
  SessionState,
  sessionContract,
} from '../contract/session.ts';
import { type AutoLockParts, createAutoLock } from './auto-lock.ts';
import { foldUserName } from './fold-user-name.ts';
import type { Clerks, NewClerk } from './port.ts';

/** What let somebody in. */
type Shown = Credentials | z.infer<(typeof sessionContract)['calls']['unlock']['input']>;
type SessionCalls = Implementation<(typeof sessionContract)['calls'], unknown>;

export interface SessionRoom extends SessionCalls {
  /** Also of a locked seat, whose acts go on; throws `session.not-signed-in`. */
  clerk(): ClerkView;
  /** Of the clerk at the seat, locked or not; null for nobody. */
  role(): Role | null;
  /** Checks the PIN of another person than the one signed in; the roles clerk, stand-in and lead may confirm. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
  locked(): boolean;
  /** The clerk is there: the time until the lock begins anew. */
  acted(): void;
  /** One clerk from sign-in to sign-out, locks included. */
  turn(): number;
  /** At once while the seat is open, else when it is unlocked; false when that turn has ended. */
  backInTurn(turn: number): Promise<boolean>;
  /** The directory has changed, or a day has passed: who has no access any more, or another role, is signed out. */
  recheck(): void;
  /** The reader for staff cards came or went. */
  readerChanged(): void;
  stop(): void;
}

export interface SessionParts {
  seat: SeatView;
  clerks: Pick<Clerks, 'verify' | 'standing'>;
  trainingClerks: readonly NewClerk[];
  clock: AutoLockParts['clock'];
  lockAfterMs: number;
  /** A reader for staff cards works. */
  staffCardReader(): boolean;
  /** Calls back when the card that let somebody in is taken away; absent where that locks nothing. */
  watchCard?: ((onRemoved: () => void) => () => void) | undefined;
  emitChanged(state: SessionState): void;
  /** Scope seat; throws when the journal cannot be written. */
  journal(kind: string, actor: string, body: JsonObject): void;
  warn(event: string): void;
  onLocked(): void;
  onUnlocked(): void;
  /** What the devices take for the clerk who is gone may stop. */
  onTakenOver(): void;
  onLeave(): void;
}

export function createSessionRoom(parts: SessionParts): SessionRoom {
  let clerk: ClerkView | null = null;
  let isLocked = false;
  let lockInSeconds: number | null = null;
  let turn = 0;
  let ended: SessionEnd | null = null;
  let cardHoldsSeat = false;
  let readerThere = parts.staffCardReader();
  let stopWatchingCard: () => void = () => {};
  let waiting: (() => void)[] = [];

  const autoLock = createAutoLock({
    clock: parts.clock,
    lockAfterMs: parts.lockAfterMs,
    onWarning(secondsLeft) {
      lockInSeconds = secondsLeft;
      changed();
    },
    onLock: () => lock('idle'),
  });

  const state = (): SessionState => ({
    seat: parts.seat,
    clerk,
    locked: isLocked,
    lockInSeconds,
    staffCardReader: readerThere,
    cardHoldsSeat,
    ended,
    trainingClerks: parts.trainingClerks.map(({ card: _, ...entry }) => entry),
  });
  function changed(): SessionState {
    const now = state();
    parts.emitChanged(now);
    return now;
  }
  const needed = (): ClerkView => {
    if (clerk === null) throw new AppError('session.not-signed-in');
    return clerk;
  };

  /** The seat is open for `next`, or for nobody. */
  function open(next: ClerkView | null, shown?: Shown): void {
    stopWatchingCard();
    stopWatchingCard = () => {};
    const watch = next !== null && shown !== undefined && 'cardPin' in shown ? parts.watchCard : undefined;
    cardHoldsSeat = watch !== undefined;
    if (watch) stopWatchingCard = watch(() => lock('card-removed'));
    clerk = next;
    ended = null;
    isLocked = false;
    lockInSeconds = null;
    if (next === null) autoLock.stop();
    else autoLock.restart();
    const answers = waiting;
    waiting = [];
    for (const answer of answers) answer();
  }

  function lock(reason: 'idle' | 'asked' | 'card-removed'): void {
    if (clerk === null || isLocked) return;
    isLocked = true;
    lockInSeconds = null;
    autoLock.stop();
    parts.onLocked();
    changed();
    try {
      parts.journal('seat-locked', clerk.userName, { reason });
    } catch {
      parts.warn('seat-locked-not-written'); // a full disk must not keep the seat open
    }
  }

  function unlock(by: ClerkView, shown: Shown): SessionState {
    parts.journal('seat-unlocked', by.userName, {});
    open(by, shown);
    parts.onUnlocked();
    return changed();
  }

  /** Nobody asked for it: said on the sign-in screen. What runs at a device goes on to its outcome. */
  function end(reason: SessionEnd): void {
    if (clerk === null) return;
    const { userName } = clerk;
    turn += 1;
    parts.onTakenOver();
    open(null);
    parts.onLeave();
    ended = reason;
    changed();
    try {
      parts.journal('session-ended', userName, { reason });
    } catch {
      parts.warn('session-ended-not-written'); // a full disk must not keep somebody in
    }
  }

  const sameClerk = (userName: string): boolean =>
    clerk !== null && foldUserName(userName) === foldUserName(clerk.userName);

  return {
    state: async () => state(),
    async signIn(credentials) {
      if (isLocked) throw new AppError('session.seat-locked');
      const next = await parts.clerks.verify(credentials);
      if (isLocked) throw new AppError('session.seat-locked');
      open(next, credentials);
      return changed();
    },
    async signOut() {
      if (clerk !== null) turn += 1;
      open(null);
      parts.onLeave();
      return changed();
    },
    async lock() {
      needed();
      lock('asked');
      return state();
    },
    async unlock(shown) {
      const { userName } = needed();
      if (!isLocked) return state();
      const credentials = 'pin' in shown ? { userName, pin: shown.pin } : shown;
      const by = await parts.clerks.verify(credentials, { only: userName });
      if (!isLocked || !sameClerk(by.userName)) throw new AppError('session.forbidden');
      return unlock(by, shown);
    },
    async takeOver(credentials) {
      needed();
      if (!isLocked) throw new AppError('session.forbidden');
      const next = await parts.clerks.verify(credentials);
      // Meanwhile the other one may be back, or gone.
      if (!isLocked || clerk === null) throw new AppError('session.forbidden');
      if (sameClerk(next.userName)) return unlock(next, credentials);
      parts.journal('seat-taken-over', next.userName, { from: clerk.userName });
      turn += 1;
      parts.onTakenOver();
      open(next, credentials);
      parts.onLeave();
      return changed();
    },
    async touch() {
      touched();
      return {};
    },
    clerk: needed,
    role: () => clerk?.role ?? null,
    async verifySecondClerk(credentials) {
      if (credentials === undefined) throw new AppError('session.second-clerk-needed');
      const second = await parts.clerks.verify(credentials, clerk === null ? {} : { except: clerk.userName });
      if (second.role === 'it') throw new AppError('session.forbidden');
      return second;
    },
    locked: () => isLocked,
    acted: touched,
    turn: () => turn,
    async backInTurn(begun) {
      while (isLocked && turn === begun) await new Promise<void>((resolve) => waiting.push(resolve));
      return turn === begun;
    },
    recheck() {
      if (clerk === null) return;
      const standing = parts.clerks.standing(clerk.userName);
      if (standing === null) end('access-ended');
      else if (standing.role !== clerk.role) end('role-changed');
    },
    readerChanged() {
      if (readerThere === parts.staffCardReader()) return;
      readerThere = !readerThere;
      changed();
    },
    stop() {
      stopWatchingCard();
      autoLock.stop();
    },
  };

  function touched(): void {
    if (clerk === null || isLocked) return;
    autoLock.restart();
    if (lockInSeconds === null) return;
    lockInSeconds = null;
    changed();
  }
}
