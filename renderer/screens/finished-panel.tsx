/** The end of a Vorgang: what was done, and the next citizen. */
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { showMoment } from '../ui/german-date.ts';
import { FocusHeading } from './focus-heading.tsx';
import { OperationList } from './operation-list.tsx';

const ends = {
  done: { tone: 'success', heading: 'Vorgang abgeschlossen', text: 'Alle Schritte sind erledigt.' },
  cancelled: { tone: 'warning', heading: 'Vorgang abgebrochen', text: 'Es wird nichts weiter veranlasst.' },
  open: { tone: 'info', heading: 'Nichts mehr zu tun', text: 'Alle Schritte sind erledigt.' },
} as const;

export function FinishedPanel({ view, onNext }: { view: VorgangView; onNext(): void }) {
  const { summary } = view;
  const end = ends[summary.phase];
  return (
    <form
      className="step"
      data-vorgang-phase={summary.phase}
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <div className="step-scroll">
        <FocusHeading>{end.heading}</FocusHeading>
        <Alert tone={end.tone} title={end.text} />
        <DescriptionList
          rows={[
            { label: 'Vorgang', value: summary.number },
            { label: 'Leistung', value: summary.serviceTitle },
            { label: 'Person', value: summary.person },
            { label: 'Begonnen', value: `${showMoment(summary.openedAt)} von ${summary.openedBy}` },
          ]}
        />
        <OperationList operations={view.operations} />
        {view.operations.length === 0 && (
          <p className="kern-body kern-body--muted">Es wurde nichts bezahlt, gedruckt oder gesiegelt.</p>
        )}
      </div>
      <footer className="step-actions">
        <div className="step-secondary" />
        <Button variant="primary" type="submit" main icon="arrow-forward" className="step-primary">
          Nächste Person
        </Button>
      </footer>
    </form>
  );
}
