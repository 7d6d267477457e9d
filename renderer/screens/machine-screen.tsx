/** The seat for IT: its devices and the rooms that concern the machine; nothing of citizens. */
import type { ReactNode } from 'react';
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { Alert } from '../ui/alert.tsx';
import { DeviceList } from './device-list.tsx';
import { FocusHeading } from './focus-heading.tsx';

export function MachineScreen({ devices, head }: { devices: Pushed<DeviceView[]>; head: ReactNode }) {
  return (
    <main id="main" className="overview" tabIndex={-1} data-screen="machine">
      <div className="overview-main">
        <FocusHeading>Dieser Arbeitsplatz</FocusHeading>
        {head}
        <Alert tone="info" title="Sie sind als IT angemeldet">
          <p className="kern-body">
            Vorgänge, Kasse und Daten von Bürgerinnen und Bürgern sind in dieser Rolle nicht zu sehen. Sie prüfen den
            Platz, seine Geräte und das Verzeichnis der Sachbearbeitung.
          </p>
        </Alert>
      </div>
      <DeviceList list={devices} />
    </main>
  );
}
