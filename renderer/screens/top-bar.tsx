/** Where one is, who one is, and the way out. */
import type { SessionState } from '../../electron/contract/session.ts';
import { Button } from '../ui/button.tsx';
import { LockWarning } from './lock-warning.tsx';
import { roleNames } from './role-names.ts';
import { TrainingBanner } from './training-banner.tsx';

export interface TopBarProps {
  state: SessionState;
  /** Opens the Kasse; absent where it cannot be opened now. */
  onTill?: (() => void) | undefined;
  /** Opens the Platzprüfung; absent where it cannot be opened now. */
  onCheck?: (() => void) | undefined;
  onLock?: (() => void) | undefined;
  onSignOut?: (() => void) | undefined;
}

export function TopBar({ state, onTill, onCheck, onLock, onSignOut }: TopBarProps) {
  const { seat, clerk } = state;
  return (
    <header className="top">
      <a className="skip-link" href="#main">
        Zum Inhalt springen
      </a>
      <div className="top-bar">
        <span className="brand">Zweitplatz</span>
        <span className="top-seat">
          {seat.ortsverwaltung} · {seat.name}
        </span>
        {clerk && (
          <span className="top-clerk as-typed">
            {clerk.displayName} <span className="legal">({roleNames[clerk.role]})</span>
          </span>
        )}
        {onTill && (
          <Button variant="tertiary" onPress={onTill}>
            Kasse (K)
          </Button>
        )}
        {onCheck && (
          <Button variant="tertiary" icon="checklist" onPress={onCheck}>
            Platzprüfung (F8)
          </Button>
        )}
        {onLock && (
          <Button variant="tertiary" icon="account-circle" onPress={onLock}>
            Sperren (Strg+L)
          </Button>
        )}
        {onSignOut && (
          <Button variant="tertiary" icon="logout" onPress={onSignOut}>
            Abmelden
          </Button>
        )}
      </div>
      {state.lockInSeconds !== null && <LockWarning secondsLeft={state.lockInSeconds} />}
      {seat.mode === 'training' && <TrainingBanner />}
    </header>
  );
}
