/** What the centre has open for this Ortsverwaltung, as main last told it. */
import type { OfficeList } from '../../electron/contract/central.ts';
import { central } from '../ipc/clients.ts';
import { type Pushed, usePushed } from '../ipc/use-pushed.ts';

const load = () => central.list({});
const subscribe = (listener: (list: OfficeList) => void) => central.on('listed', listener);

export const useOffice = (): Pushed<OfficeList> => usePushed(load, subscribe);
