/** One citizen, one Vorgang: steps on the left, the step in the middle, kit and person on the right. */
import { type ReactNode, useEffect } from 'react';
import type { DeviceView } from '../../electron/contract/devices.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import type { Pushed } from '../ipc/use-pushed.ts';
import { StepView } from '../steps/step-view.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { DeviceList } from './device-list.tsx';
import { FinishedPanel } from './finished-panel.tsx';
import { StepList } from './step-list.tsx';
import { UnknownPanel } from './unknown-panel.tsx';
import { isFocusFree, pressPrimary, useHotKeys } from './use-hot-keys.ts';
import { useVorgang } from './use-vorgang.ts';
import { VorgangSide } from './vorgang-side.tsx';

export interface VorgangScreenProps {
  initial: VorgangView;
  devices: Pushed<DeviceView[]>;
  /** More that can be done with an open Vorgang, below its way to cancel. */
  actions?(view: VorgangView, busy: boolean): ReactNode;
  onLeave(): void;
}

export function VorgangScreen({ initial, devices, actions, onLeave }: VorgangScreenProps) {
  const control = useVorgang(initial);
  const { view, call } = control;
  const { panel, unknown, summary } = view;
  const working = panel?.running === true && !('fields' in panel);
  const running = call.busy || working;

  useHotKeys((event) => {
    if (event.key === 'Escape' && running) {
      call.abort();
      return true;
    }
    if (event.key === 'Enter' && (event.ctrlKey || (!event.shiftKey && !event.altKey && isFocusFree())))
      return pressPrimary();
    return false;
  });
  const title = unknown?.title ?? panel?.title ?? summary.serviceTitle;
  useEffect(() => {
    document.title = `${title} – Zweitplatz`;
    return () => {
      document.title = 'Zweitplatz';
    };
  }, [title]);

  // With nothing to press in it, the column itself must take the keyboard to be scrolled.
  const scrollsAlone = summary.phase !== 'open' || unknown !== null;

  return (
    <div className="vorgang" data-screen="vorgang" data-vorgang-id={summary.id}>
      <StepList view={view} busy={running || unknown !== null} onShow={control.show} onLeave={onLeave} />
      <main id="main" className="vorgang-main" tabIndex={-1}>
        <Announcer text={working ? 'Gerät arbeitet.' : ''} />
        {unknown ? (
          <UnknownPanel key={unknown.operation.id} unknown={unknown} busy={call.busy} run={control.run} />
        ) : panel ? (
          <StepView key={panel.stepId} panel={panel} call={call} />
        ) : (
          <FinishedPanel view={view} onNext={onLeave} />
        )}
      </main>
      <aside className="vorgang-side" aria-label="Person und Geräte" {...(scrollsAlone ? { tabIndex: 0 } : {})}>
        <VorgangSide view={view} busy={running} run={control.run}>
          {summary.phase === 'open' && actions?.(view, running)}
        </VorgangSide>
        <DeviceList list={devices} />
      </aside>
    </div>
  );
}
