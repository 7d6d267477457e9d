/** The clerk's window: sign-in, overview or one Vorgang. */
import { useState } from 'react';
import type { ClerkView, SessionState } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { session } from '../ipc/clients.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { useDevices, useSession } from '../ipc/use-seat.ts';
import { OverdueNotice } from '../retention/overdue-notice.tsx';
import { RetentionLink } from '../retention/retention-link.tsx';
import { RetentionScreen } from '../retention/retention-screen.tsx';
import { FatalScreen } from '../screens/fatal-screen.tsx';
import { LockScreen } from '../screens/lock-screen.tsx';
import { OverviewScreen } from '../screens/overview-screen.tsx';
import { SignInScreen } from '../screens/sign-in-screen.tsx';
import { TopBar } from '../screens/top-bar.tsx';
import { useActivity } from '../screens/use-activity.ts';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { useLockKey } from '../screens/use-lock-key.ts';
import { VorgangScreen } from '../screens/vorgang-screen.tsx';
import { SeatCheckScreen } from '../seat-check/seat-check-screen.tsx';
import { StandInHints } from '../seat-check/stand-in-hints.tsx';
import { TillScreen } from '../till/till-screen.tsx';
import { Loading } from '../ui/loading.tsx';

export function ClerkApp() {
  const seat = useSession();
  const state = seat.value;
  if (state === null) {
    if (seat.error)
      return (
        <FatalScreen onRetry={seat.reload} detail={[seat.error.code, seat.error.incident].filter(Boolean).join(', ')} />
      );
    return (
      <main className="centre">
        <h1 className="kern-sr-only">Zweitplatz</h1>
        <Loading text="Zweitplatz startet …" />
      </main>
    );
  }
  if (state.clerk === null) {
    return (
      <>
        <TopBar state={state} />
        <SignInScreen state={state} onState={seat.set} />
      </>
    );
  }
  return <Occupied key={state.clerk.userName} state={state} clerk={state.clerk} seat={seat} />;
}

/** Between sign-in and sign-out of one clerk. What is open stays while the seat is locked, but nobody sees or reaches it. */
function Occupied({ state, clerk, seat }: { state: SessionState; clerk: ClerkView; seat: Pushed<SessionState> }) {
  const { locked } = state;
  // A window that begins locked asks for nothing before it is open: nobody would answer.
  const [begun, setBegun] = useState(!locked);
  if (!locked && !begun) setBegun(true);
  useActivity({ here: !locked, urgent: state.lockInSeconds !== null });
  return (
    <>
      {begun && <SignedIn state={state} onState={seat.set} onLost={seat.reload} />}
      {locked && <LockScreen state={state} clerk={clerk} onState={seat.set} />}
    </>
  );
}

interface SignedInProps {
  state: SessionState;
  onState(state: SessionState): void;
  onLost(): void;
}

function SignedIn({ state, onState, onLost }: SignedInProps) {
  const [open, setOpen] = useState<VorgangView | null>(null);
  const [till, setTill] = useState(false);
  const [checking, setChecking] = useState(false);
  const [deadlines, setDeadlines] = useState(false);
  const devices = useDevices();
  useHotKeys((event) => {
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const wanted = event.key.toLowerCase() === 'k' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!wanted || typing || open || till || deadlines || checking) return false;
    setTill(true);
    return true;
  });
  const signOut = () => {
    session.signOut({}).then(onState, onLost);
  };
  const lock = () => {
    session.lock({}).then(onState, onLost);
  };
  useLockKey(state.locked ? null : lock);
  const onOverview = !open && !till && !deadlines && !checking;
  useHotKeys((event) => {
    if (event.key !== 'F8' || !onOverview) return false;
    setChecking(true);
    return true;
  });
  return (
    <div className={open ? 'seat seat-vorgang' : 'seat'} hidden={state.locked}>
      <TopBar
        state={state}
        onTill={open || till || deadlines || checking ? undefined : () => setTill(true)}
        onCheck={onOverview ? () => setChecking(true) : undefined}
        onLock={lock}
        onSignOut={signOut}
      />
      {onOverview && state.clerk?.role === 'stand-in' && <StandInHints />}
      {checking ? (
        <SeatCheckScreen onLeave={() => setChecking(false)} />
      ) : till ? (
        <TillScreen onLeave={() => setTill(false)} />
      ) : deadlines && state.clerk ? (
        <RetentionScreen role={state.clerk.role} onLeave={() => setDeadlines(false)} />
      ) : open ? (
        <VorgangScreen key={open.summary.id} initial={open} devices={devices} onLeave={() => setOpen(null)} />
      ) : (
        <OverviewScreen
          devices={devices}
          onOpen={setOpen}
          head={<OverdueNotice />}
          foot={<RetentionLink onOpen={() => setDeadlines(true)} />}
        />
      )}
    </div>
  );
}
