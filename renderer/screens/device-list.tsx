/** Every device of the kit with its state; a faulty one says what to do. */

import { useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { DeviceView } from '../../electron/contract/devices.ts';
import { devices } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { errorText } from '../ipc/error-text.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { Badge, type BadgeProps } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';

const states: Record<DeviceView['state'], { tone: BadgeProps['tone']; text: string }> = {
  starting: { tone: 'info', text: 'startet' },
  ready: { tone: 'success', text: 'bereit' },
  'in-use': { tone: 'info', text: 'arbeitet' },
  fault: { tone: 'danger', text: 'gestört' },
};

export function DeviceList({ list, wide }: { list: Pushed<DeviceView[]>; wide?: boolean }) {
  const [retrying, setRetrying] = useState<string | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const retry = async (id: string) => {
    if (retrying !== null) return;
    setRetrying(id);
    setError(null);
    try {
      list.set(await devices.retry({ id }));
    } catch (cause) {
      setError(toErrorReport(cause));
    } finally {
      setRetrying(null);
    }
  };
  const all = list.value;
  const faults = all?.filter((device) => device.state === 'fault') ?? [];
  return (
    <section className={`devices${wide === true ? ' devices-wide' : ''}`} aria-labelledby="devices-title">
      <h2 className="kern-heading-small" id="devices-title">
        Geräte
      </h2>
      <Announcer text={faults.map((device) => `${device.title} ist gestört.`).join(' ')} />
      {(error ?? (all === null ? list.error : null)) && (
        <ErrorNotice error={error ?? list.error ?? { code: 'internal' }} onRepeat={all === null ? list.reload : null} />
      )}
      {all === null && !list.error && <Loading text="Geräte werden geprüft …" />}
      {all?.length === 0 && <p className="kern-body">An diesem Platz sind keine Geräte eingerichtet.</p>}
      <ul>
        {all?.map((device) => (
          <DeviceEntry
            key={device.id}
            device={device}
            retrying={retrying === device.id}
            onRetry={() => void retry(device.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function DeviceEntry({ device, retrying, onRetry }: { device: DeviceView; retrying: boolean; onRetry(): void }) {
  const { tone, text } = states[device.state];
  const fault = device.state === 'fault' ? errorText({ code: device.error ?? 'device.not-found' }) : null;
  return (
    <li className="device" data-device-id={device.id} data-device-state={device.state}>
      <div className="device-head">
        <span className="device-title">{device.title}</span>
        <Badge tone={tone}>{text}</Badge>
      </div>
      <p className="legal">
        {device.virtual && <span className="virtual">virtuell</span>} {device.label || device.model}
      </p>
      {fault && (
        <div className="device-fault">
          <p className="kern-body kern-body--small">
            <strong>{fault.title}.</strong> {fault.remedy}
          </p>
          <Button icon="autorenew" busy={retrying} onPress={onRetry}>
            Erneut versuchen<span className="kern-sr-only-text">: {device.title}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
