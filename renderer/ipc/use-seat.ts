/** Session, devices and city network of this seat, always as main last told them. */
import type { GateView } from '../../electron/contract/central.ts';
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { SessionState } from '../../electron/contract/session.ts';
import { devices, gate, session } from './clients.ts';
import { type Pushed, usePushed } from './use-pushed.ts';

const loadSession = () => session.state({});
const onSession = (listener: (state: SessionState) => void) => session.on('changed', listener);
const loadDevices = () => devices.list({});
const onDevices = (listener: (list: DeviceView[]) => void) => devices.on('changed', listener);

const loadGate = () => gate.state({});
const onGate = (listener: (view: GateView) => void) => gate.on('changed', listener);

export const useSession = (): Pushed<SessionState> => usePushed(loadSession, onSession);
export const useDevices = (): Pushed<DeviceView[]> => usePushed(loadDevices, onDevices);
export const useGate = (): Pushed<GateView> => usePushed(loadGate, onGate);
