/** The rooms beside the Vorgang: one row each, in the order of the bar. */
import type { ReactNode } from 'react';
import type { Role, SessionState } from '../../electron/contract/session.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { AppointmentsScreen } from '../appointments/appointments-screen.tsx';
import { ClerksScreen } from '../clerks/clerks-screen.tsx';
import { OfficeScreen } from '../ortsverwaltung/office-screen.tsx';
import { RetentionScreen } from '../retention/retention-screen.tsx';
import { SeatCheckScreen } from '../seat-check/seat-check-screen.tsx';
import { StockScreen } from '../stock/stock-screen.tsx';
import { TillScreen } from '../till/till-screen.tsx';
import { TravelScreen } from '../travel/travel-screen.tsx';
import { VisitsScreen } from '../visits/visits-screen.tsx';

export interface RoomProps {
  state: SessionState;
  role: Role;
  /** Back to the overview. */
  onLeave(): void;
  /** Goes on with a Vorgang. */
  onOpen(view: VorgangView): void;
}

export interface Room {
  id: string;
  title: string;
  /** A letter or a function key, as `KeyboardEvent.key` in upper case; works on the overview while nothing is typed. */
  key: string;
  /** Absent: for everybody. */
  roles?: readonly Role[];
  screen(props: RoomProps): ReactNode;
}

/** As in the table of rights: IT sees neither citizens nor their money. */
const counter: readonly Role[] = ['clerk', 'stand-in', 'lead'];

export const rooms: readonly Room[] = [
  {
    id: 'till',
    title: 'Kasse',
    key: 'K',
    roles: counter,
    screen: ({ role, onLeave }) => <TillScreen role={role} onLeave={onLeave} />,
  },
  {
    id: 'appointments',
    title: 'Termine',
    key: 'T',
    roles: counter,
    screen: ({ role, onLeave, onOpen }) => <AppointmentsScreen role={role} onLeave={onLeave} onOpen={onOpen} />,
  },
  {
    id: 'travel',
    title: 'Vorgänge der Ortsverwaltung',
    key: 'V',
    roles: counter,
    screen: ({ onLeave, onOpen }) => <TravelScreen onLeave={onLeave} onOpen={onOpen} />,
  },
  {
    id: 'visits',
    title: 'Hausbesuche',
    key: 'H',
    roles: counter,
    screen: ({ onLeave, onOpen }) => <VisitsScreen onLeave={onLeave} onOpen={onOpen} />,
  },
  {
    id: 'stock',
    title: 'Bestand',
    key: 'B',
    roles: counter,
    screen: ({ onLeave }) => <StockScreen onLeave={onLeave} />,
  },
  {
    id: 'seat-check',
    title: 'Platzprüfung',
    key: 'F8',
    screen: ({ onLeave }) => <SeatCheckScreen onLeave={onLeave} />,
  },
  {
    id: 'office',
    title: 'Ortsverwaltung',
    key: 'O',
    roles: ['lead'],
    screen: ({ onLeave }) => <OfficeScreen onLeave={onLeave} />,
  },
  {
    id: 'retention',
    title: 'Löschfristen',
    key: 'L',
    roles: counter,
    screen: ({ role, onLeave }) => <RetentionScreen role={role} onLeave={onLeave} />,
  },
  {
    id: 'clerks',
    title: 'Sachbearbeitung',
    key: 'S',
    roles: ['lead', 'it'],
    screen: ({ state, role, onLeave }) => (
      <ClerksScreen ownUserName={state.clerk?.userName ?? ''} role={role} onLeave={onLeave} />
    ),
  },
];
