/** The Kasse of this Zahlstelle: the day as it stands, the closing, past closings. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import { RoomFrame } from '../screens/room-frame.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { PageTabs } from '../ui/page-tabs.tsx';
import { ClosingWizard } from './closing-wizard.tsx';
import { PastClosings } from './past-closings.tsx';
import { TillDay } from './till-day.tsx';
import { type TillControl, useTill } from './use-till.ts';

type Page = 'day' | 'closing' | 'past';
const pages: readonly { page: Page; label: string }[] = [
  { page: 'day', label: 'Heute' },
  { page: 'closing', label: 'Kassenabschluss' },
  { page: 'past', label: 'Frühere Abschlüsse und Export' },
];

export function TillScreen({ role, onLeave }: { role: Role; onLeave(): void }) {
  const control = useTill();
  const [page, setPage] = useState<Page>('day');
  return (
    <RoomFrame
      name="till"
      page={page}
      title={control.view ? `Kasse – ${control.view.name}` : 'Kasse'}
      busy={control.busy}
      onLeave={onLeave}
      head={
        <PageTabs
          label="Bereiche der Kasse"
          pages={pages}
          current={page}
          onChange={(target) => {
            control.clearError();
            setPage(target);
          }}
        />
      }
    >
      {control.error && page !== 'day' && <ErrorNotice error={control.error} />}
      {control.busy && control.display !== null && (
        <div className="terminal" role="status">
          <span className="terminal-title">Anzeige des Terminals</span>
          <span className="terminal-text">{control.display}</span>
        </div>
      )}
      <TillPage page={page} role={role} control={control} onPage={setPage} />
    </RoomFrame>
  );
}

function TillPage({
  page,
  role,
  control,
  onPage,
}: {
  page: Page;
  role: Role;
  control: TillControl;
  onPage(page: Page): void;
}) {
  const { view } = control;
  if (view === null) {
    return control.viewError ? (
      <ErrorNotice error={control.viewError} onRepeat={control.reload} />
    ) : (
      <Loading text="Kasse wird geöffnet …" />
    );
  }
  if (page === 'past') return <PastClosings control={control} />;
  if (page === 'closing') return <ClosingWizard view={view} control={control} onDone={() => onPage('past')} />;
  return (
    <>
      {view.closing && (
        <Alert tone="warning" title="Ein Kassenabschluss ist begonnen">
          <p className="kern-body">Bis er beendet ist, werden keine Zahlungen angenommen.</p>
          <div>
            <Button icon="arrow-forward" onPress={() => onPage('closing')}>
              Abschluss fortsetzen
            </Button>
          </div>
        </Alert>
      )}
      <TillDay view={view} role={role} control={control} />
    </>
  );
}
