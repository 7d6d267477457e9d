/** The clerk's window: sign-in, overview or one Vorgang. */
import { useState } from 'react';
import type { SessionState } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { session } from '../ipc/clients.ts';
import { useDevices, useSession } from '../ipc/use-seat.ts';
import { OverdueNotice } from '../retention/overdue-notice.tsx';
import { RetentionLink } from '../retention/retention-link.tsx';
import { RetentionScreen } from '../retention/retention-screen.tsx';
import { FatalScreen } from '../screens/fatal-screen.tsx';
import { OverviewScreen } from '../screens/overview-screen.tsx';
import { SignInScreen } from '../screens/sign-in-screen.tsx';
import { TopBar } from '../screens/top-bar.tsx';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { VorgangScreen } from '../screens/vorgang-screen.tsx';
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
  return <SignedIn key={state.clerk.userName} state={state} onState={seat.set} onLost={seat.reload} />;
}

interface SignedInProps {
  state: SessionState;
  onState(state: SessionState): void;
  onLost(): void;
}

function SignedIn({ state, onState, onLost }: SignedInProps) {
  const [open, setOpen] = useState<VorgangView | null>(null);
  const [till, setTill] = useState(false);
  const [deadlines, setDeadlines] = useState(false);
  const devices = useDevices();
  useHotKeys((event) => {
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const wanted = event.key.toLowerCase() === 'k' && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!wanted || typing || open || till || deadlines) return false;
    setTill(true);
    return true;
  });
  const signOut = () => {
    session.signOut({}).then(onState, onLost);
  };
  return (
    <div className={open ? 'seat seat-vorgang' : 'seat'}>
      <TopBar state={state} onTill={open || till || deadlines ? undefined : () => setTill(true)} onSignOut={signOut} />
      {till ? (
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
