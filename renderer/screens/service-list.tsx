/** What can be begun here; the digits 1 to 9 begin at once. */
import type { ServiceView } from '../../electron/contract/vorgang.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Loading } from '../ui/loading.tsx';
import { useHotKeys } from './use-hot-keys.ts';

export interface ServiceListProps {
  services: Pushed<ServiceView[]>;
  opening: string | null;
  onStart(serviceId: string): void;
}

export function ServiceList({ services, opening, onStart }: ServiceListProps) {
  const list = services.value ?? [];
  useHotKeys((event) => {
    const typing = document.activeElement?.matches('input, select, textarea') === true;
    const chosen = /^[1-9]$/.test(event.key) ? list[Number(event.key) - 1] : undefined;
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !chosen) return false;
    onStart(chosen.id);
    return true;
  });
  if (services.value === null) {
    return services.error ? (
      <ErrorNotice error={services.error} onRepeat={services.reload} />
    ) : (
      <Loading text="Leistungen werden geladen …" />
    );
  }
  if (list.length === 0) return <p className="kern-body">Für diesen Platz sind keine Leistungen eingerichtet.</p>;
  return (
    <ul className="services">
      {list.map((service, index) => (
        <li key={service.id}>
          <button
            type="button"
            className="service"
            data-service-id={service.id}
            aria-disabled={opening !== null}
            onClick={() => {
              if (opening === null) onStart(service.id);
            }}
          >
            <span className="service-key" aria-hidden="true">
              {opening === service.id ? <span className="spinner" /> : index < 9 ? index + 1 : '·'}
            </span>
            <span className="service-text">
              <span className="service-title">{service.title}</span>
              <span className="service-summary">{service.summary}</span>
              <span className="service-minutes">etwa {service.minutes} Min.</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
