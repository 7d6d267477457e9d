/** The clerk's window: sign-in, overview or one Vorgang. */
import { useState } from 'react';
import { roleMay } from '../../electron/contract/role-may.ts';
import type { ClerkView, SessionState } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { session } from '../ipc/clients.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { useDevices, useSession } from '../ipc/use-seat.ts';
import { OverdueNotice } from '../retention/overdue-notice.tsx';
import { FatalScreen } from '../screens/fatal-screen.tsx';
import { LockScreen } from '../screens/lock-screen.tsx';
import { MachineScreen } from '../screens/machine-screen.tsx';
import { OverviewScreen } from '../screens/overview-screen.tsx';
import { SignInScreen } from '../screens/sign-in-screen.tsx';
import { TopBar } from '../screens/top-bar.tsx';
import { useActivity } from '../screens/use-activity.ts';
import { useLockKey } from '../screens/use-lock-key.ts';
import { VorgangScreen } from '../screens/vorgang-screen.tsx';
import { StandInHints } from '../seat-check/stand-in-hints.tsx';
import { Loading } from '../ui/loading.tsx';
import { RoomLinks } from './room-links.tsx';
import { useRooms } from './use-rooms.ts';

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
      {begun && <SignedIn state={state} clerk={clerk} onState={seat.set} onLost={seat.reload} />}
      {locked && <LockScreen state={state} clerk={clerk} onState={seat.set} />}
    </>
  );
}

interface SignedInProps {
  state: SessionState;
  clerk: ClerkView;
  onState(state: SessionState): void;
  onLost(): void;
}

function SignedIn({ state, clerk, onState, onLost }: SignedInProps) {
  const [open, setOpen] = useState<VorgangView | null>(null);
  const doors = useRooms(clerk.role, open === null && !state.locked);
  const devices = useDevices();
  const signOut = () => {
    session.signOut({}).then(onState, onLost);
  };
  const lock = () => {
    session.lock({}).then(onState, onLost);
  };
  useLockKey(state.locked ? null : lock);
  const onOverview = !open && !doors.here;
  const continueWith = (view: VorgangView) => {
    doors.leave();
    setOpen(view);
  };
  return (
    <div className={open ? 'seat seat-vorgang' : 'seat'} hidden={state.locked}>
      <TopBar
        state={state}
        rooms={onOverview ? doors.bar.map((room) => ({ ...room, onOpen: () => doors.enter(room) })) : []}
        onLock={lock}
        onSignOut={signOut}
      />
      {onOverview && clerk.role === 'stand-in' && <StandInHints />}
      {doors.here ? (
        doors.here.screen({ state, role: clerk.role, onLeave: doors.leave, onOpen: continueWith })
      ) : open ? (
        <VorgangScreen key={open.summary.id} initial={open} devices={devices} onLeave={() => setOpen(null)} />
      ) : !roleMay(clerk.role, 'vorgang/list') ? (
        <MachineScreen devices={devices} foot={<RoomLinks rooms={doors.foot} onEnter={doors.enter} />} />
      ) : (
        <OverviewScreen
          devices={devices}
          onOpen={setOpen}
          head={<OverdueNotice />}
          foot={<RoomLinks rooms={doors.foot} onEnter={doors.enter} />}
        />
      )}
    </div>
  );
}
