/** The Kasse of this Zahlstelle: the day as it stands, the closing, past closings. */
import { useState } from 'react';
import { FocusHeading } from '../screens/focus-heading.tsx';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
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

export function TillScreen({ onLeave }: { onLeave(): void }) {
  const control = useTill();
  const [page, setPage] = useState<Page>('day');
  useHotKeys((event) => {
    if (event.key !== 'Escape' || control.busy) return false;
    onLeave();
    return true;
  });
  return (
    <main id="main" className="till" tabIndex={-1} data-screen="till" data-till-page={page}>
      <div className="till-head">
        <Button variant="tertiary" icon="arrow-back" disabled={control.busy} onPress={onLeave}>
          Zur Übersicht
        </Button>
        <FocusHeading>{control.view ? `Kasse – ${control.view.name}` : 'Kasse'}</FocusHeading>
        <nav className="till-pages" aria-label="Bereiche der Kasse">
          {pages.map(({ page: target, label }) => (
            <button
              key={target}
              type="button"
              className="till-page"
              aria-current={page === target ? 'page' : undefined}
              onClick={() => {
                control.clearError();
                setPage(target);
              }}
            >
              {label}
            </button>
          ))}
        </nav>
      </div>
      {control.error && page !== 'day' && <ErrorNotice error={control.error} />}
      {control.busy && control.display !== null && (
        <div className="terminal" role="status">
          <span className="terminal-title">Anzeige des Terminals</span>
          <span className="terminal-text">{control.display}</span>
        </div>
      )}
      <TillPage page={page} control={control} onPage={setPage} />
    </main>
  );
}

function TillPage({ page, control, onPage }: { page: Page; control: TillControl; onPage(page: Page): void }) {
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
      <TillDay view={view} control={control} />
    </>
  );
}
