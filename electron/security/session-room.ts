/** Who sits at the seat: sign-in, sign-out, and the guard that every other room asks. */
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView, Credentials, SeatView, SessionState, sessionContract } from '../contract/session.ts';
import type { Clerks, NewClerk } from './port.ts';

type SessionCalls = Implementation<(typeof sessionContract)['calls'], unknown>;

export interface SessionRoom extends SessionCalls {
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  /** Checks the PIN of another person than the one signed in; the roles clerk, stand-in and lead may confirm. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
}

export function createSessionRoom(parts: {
  seat: SeatView;
  clerks: Clerks;
  trainingClerks: readonly NewClerk[];
  emitChanged(state: SessionState): void;
  onLeave(): void;
}): SessionRoom {
  let clerk: ClerkView | null = null;

  const state = (): SessionState => ({
    seat: parts.seat,
    clerk,
    trainingClerks: parts.trainingClerks.map((entry) => ({ ...entry })),
  });
  const changed = (): SessionState => {
    const now = state();
    parts.emitChanged(now);
    return now;
  };

  return {
    state: async () => state(),
    async signIn(credentials) {
      clerk = await parts.clerks.verify(credentials);
      return changed();
    },
    async signOut() {
      clerk = null;
      parts.onLeave();
      return changed();
    },
    clerk() {
      if (clerk === null) throw new AppError('session.not-signed-in');
      return clerk;
    },
    async verifySecondClerk(credentials) {
      if (credentials === undefined) throw new AppError('session.second-clerk-needed');
      if (clerk !== null && credentials.userName.toLowerCase() === clerk.userName.toLowerCase()) {
        throw new AppError('session.second-clerk-same');
      }
      const second = await parts.clerks.verify(credentials);
      if (second.role === 'it') throw new AppError('session.forbidden');
      return second;
    },
  };
}
