/** Where one is, who one is, and the way out. */
import type { ReactNode } from 'react';
import type { SessionState } from '../../electron/contract/session.ts';
import { Button } from '../ui/button.tsx';
import { ClerkName } from './clerk-name.tsx';
import { LockWarning } from './lock-warning.tsx';
import { TrainingBanner } from './training-banner.tsx';

export interface TopBarProps {
  state: SessionState;
  /** Doors to the rooms that can be entered now. */
  rooms?: ReactNode;
  /** How the city network stands. */
  sign?: ReactNode;
  /** No centre is configured. */
  alone?: boolean;
  /** Stands for the clerk's name, where it opens something. */
  who?: ReactNode;
  onLock?: (() => void) | undefined;
  onSignOut?: (() => void) | undefined;
}

export function TopBar({ state, rooms, sign, alone = false, who, onLock, onSignOut }: TopBarProps) {
  const { seat, clerk } = state;
  return (
    <header className="top">
      <a className="skip-link" href="#main">
        Zum Inhalt springen
      </a>
      <div className="top-bar">
        <span className="brand">Zweitplatz</span>
        <span className="top-seat" title={`${seat.ortsverwaltung} · ${seat.name}`}>
          {seat.ortsverwaltung} · {seat.name}
        </span>
        {sign}
        {clerk && <span className="top-clerk">{who ?? <ClerkName clerk={clerk} />}</span>}
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
      {rooms}
      {state.lockInSeconds !== null && <LockWarning secondsLeft={state.lockInSeconds} />}
      {seat.mode === 'training' && <TrainingBanner alone={alone} />}
    </header>
  );
}
