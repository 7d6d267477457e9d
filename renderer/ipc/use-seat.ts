/** Session and devices of this seat, always as main last told them. */
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { SessionState } from '../../electron/contract/session.ts';
import { devices, session } from './clients.ts';
import { type Pushed, usePushed } from './use-pushed.ts';

const loadSession = () => session.state({});
const onSession = (listener: (state: SessionState) => void) => session.on('changed', listener);
const loadDevices = () => devices.list({});
const onDevices = (listener: (list: DeviceView[]) => void) => devices.on('changed', listener);

export const useSession = (): Pushed<SessionState> => usePushed(loadSession, onSession);
export const useDevices = (): Pushed<DeviceView[]> => usePushed(loadDevices, onDevices);
