/** The clerk's window: sign-in, overview or one Vorgang. */
import { useState } from 'react';
import type { GateView } from '../../electron/contract/central.ts';
import { roleMay } from '../../electron/contract/role-may.ts';
import type { ClerkView, SessionState } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { NextAppointment } from '../appointments/next-appointment.tsx';
import { OwnPinButton } from '../clerks/own-pin-button.tsx';
import { session } from '../ipc/clients.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { useDevices, useGate, useSession } from '../ipc/use-seat.ts';
import { DarkScreen } from '../line/dark-screen.tsx';
import { GateNotice, GateSign } from '../line/gate-sign.tsx';
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
import { SignInNotice } from '../seat-check/sign-in-notice.tsx';
import { StandInHints } from '../seat-check/stand-in-hints.tsx';
import { useSignInCheck } from '../seat-check/use-sign-in-check.ts';
import { GiveBackButton } from '../travel/give-back-button.tsx';
import { LostVorgang } from '../travel/lost-vorgang.tsx';
import { WaitingHint } from '../travel/waiting-hint.tsx';
import { WaitingList } from '../travel/waiting-list.tsx';
import { Loading } from '../ui/loading.tsx';
import { RoomLinks } from './room-links.tsx';
import { useRooms } from './use-rooms.ts';

export function ClerkApp() {
  const seat = useSession();
  const line = useGate();
  const state = seat.value;
  const gate = line.value;
  if (state === null || gate === null) {
    const error = seat.error ?? line.error;
    const retry = () => {
      seat.reload();
      line.reload();
    };
    if (error) return <FatalScreen onRetry={retry} detail={[error.code, error.incident].filter(Boolean).join(', ')} />;
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
        <TopBar state={state} sign={<GateSign gate={gate} />} alone={gate.state === null} />
        <SignInScreen state={state} onState={seat.set} />
      </>
    );
  }
  return <Occupied key={state.clerk.userName} state={state} clerk={state.clerk} gate={gate} seat={seat} />;
}

interface OccupiedProps {
  state: SessionState;
  clerk: ClerkView;
  gate: GateView;
  seat: Pushed<SessionState>;
}

/**
 * Between sign-in and sign-out of one clerk. What is open stays while the seat is locked or the city network is cut off, but
 * nobody sees or reaches it.
 */
function Occupied({ state, clerk, gate, seat }: OccupiedProps) {
  const { locked } = state;
  const dark = gate.showsPersonal === false;
  // A window that begins locked or dark asks for nothing before it is open: nobody would answer.
  const [begun, setBegun] = useState(false);
  if (!locked && gate.showsPersonal && !begun) setBegun(true);
  useActivity({ here: !locked, urgent: state.lockInSeconds !== null });
  const signOut = () => {
    session.signOut({}).then(seat.set, seat.reload);
  };
  const lock = () => {
    session.lock({}).then(seat.set, seat.reload);
  };
  useLockKey(locked ? null : lock);
  return (
    <>
      {begun && (
        <SignedIn state={state} clerk={clerk} gate={gate} covered={locked || dark} onLock={lock} onSignOut={signOut} />
      )}
      {dark && !locked && <DarkScreen gate={gate} onLock={lock} onSignOut={signOut} />}
      {locked && (
        <LockScreen state={state} clerk={clerk} notice={dark && <GateNotice since={gate.since} />} onState={seat.set} />
      )}
    </>
  );
}

interface SignedInProps {
  state: SessionState;
  clerk: ClerkView;
  gate: GateView;
  covered: boolean;
  onLock(): void;
  onSignOut(): void;
}

function SignedIn({ state, clerk, gate, covered, onLock, onSignOut }: SignedInProps) {
  const [open, setOpen] = useState<VorgangView | null>(null);
  const doors = useRooms(clerk.role, open === null && !covered);
  const devices = useDevices();
  const report = useSignInCheck(devices.value, !covered);
  const check = () => doors.enterById('seat-check');
  const leave = () => setOpen(null);
  const onOverview = !open && !doors.here;
  const continueWith = (view: VorgangView) => {
    doors.leave();
    setOpen(view);
  };
  return (
    <div className={open ? 'seat seat-vorgang' : 'seat'} hidden={covered}>
      <TopBar
        state={state}
        rooms={onOverview && <RoomLinks rooms={doors.mine} onEnter={doors.enter} />}
        sign={<GateSign gate={gate} />}
        alone={gate.state === null}
        who={<OwnPinButton clerk={clerk} />}
        onLock={onLock}
        onSignOut={onSignOut}
      />
      {onOverview && clerk.role === 'stand-in' && <StandInHints report={report} />}
      {doors.here ? (
        doors.here.screen({ state, role: clerk.role, onLeave: doors.leave, onOpen: continueWith })
      ) : open ? (
        <>
          <VorgangScreen
            key={open.summary.id}
            initial={open}
            devices={devices}
            onLeave={leave}
            actions={({ summary, unknown }, busy) =>
              gate.state !== null && (
                <GiveBackButton
                  vorgangId={summary.id}
                  unknown={unknown !== null}
                  ready={gate.state === 'verbunden'}
                  busy={busy}
                  onGone={leave}
                />
              )
            }
          />
          <LostVorgang
            key={`lost-${open.summary.id}`}
            vorgangId={open.summary.id}
            number={open.summary.number}
            onLeave={leave}
          />
        </>
      ) : !roleMay(clerk.role, 'vorgang/list') ? (
        <MachineScreen devices={devices} head={<SignInNotice report={report} onOpen={check} />} />
      ) : (
        <OverviewScreen
          devices={devices}
          onOpen={setOpen}
          head={
            <>
              <SignInNotice report={report} onOpen={check} />
              {gate.state !== null && <WaitingHint onOpen={() => doors.enterById('travel')} />}
              <OverdueNotice />
              {roleMay(clerk.role, 'appointments/view') && <NextAppointment onOpen={setOpen} />}
            </>
          }
          foot={gate.state !== null && <WaitingList ready={gate.state === 'verbunden'} onOpen={setOpen} />}
        />
      )}
    </div>
  );
}
