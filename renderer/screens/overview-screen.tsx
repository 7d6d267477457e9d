/** The seat between two citizens: begin, continue, and see that the kit works. */
import { type ReactNode, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { vorgang } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { DeviceList } from './device-list.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { ServiceList } from './service-list.tsx';
import { useOverview } from './use-overview.ts';
import { VorgangTable } from './vorgang-table.tsx';

export interface OverviewScreenProps {
  devices: Pushed<DeviceView[]>;
  onOpen(view: VorgangView): void;
  /** Above the services and below the Vorgänge. */
  head?: ReactNode;
  foot?: ReactNode;
}

export function OverviewScreen({ devices, onOpen, head, foot }: OverviewScreenProps) {
  const { services, list } = useOverview();
  const [opening, setOpening] = useState<string | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const open = async (key: string, call: () => Promise<VorgangView>) => {
    if (opening !== null) return;
    setOpening(key);
    setError(null);
    try {
      onOpen(await call());
    } catch (cause) {
      setError(toErrorReport(cause));
      setOpening(null);
    }
  };
  return (
    <main id="main" className="overview" tabIndex={-1} data-screen="overview">
      <div className="overview-main">
        <FocusHeading>Neuer Vorgang</FocusHeading>
        {head}
        {(services.value?.length ?? 0) > 0 && <p className="legal">Zum Beginnen anklicken oder die Ziffer drücken.</p>}
        {error && <ErrorNotice error={error} />}
        <ServiceList
          services={services}
          opening={opening}
          onStart={(serviceId) => void open(serviceId, () => vorgang.start({ serviceId }))}
        />
        <VorgangTable
          list={list}
          opening={opening}
          onResume={(vorgangId) => void open(vorgangId, () => vorgang.view({ vorgangId }))}
        />
        {foot}
      </div>
      <DeviceList list={devices} />
    </main>
  );
}
