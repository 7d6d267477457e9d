/** When the main process does not answer there is nothing else to show. */
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { FocusHeading } from './focus-heading.tsx';

export function FatalScreen({ onRetry, detail }: { onRetry(): void; detail?: string }) {
  return (
    <main id="main" className="centre" tabIndex={-1} data-screen="fatal">
      <div className="centre-box">
        <FocusHeading className="kern-heading-large">Das Programm antwortet nicht</FocusHeading>
        <Alert tone="danger" title="Keine Verbindung zum Hauptprogramm" urgent>
          <p className="kern-body">Erfasste Vorgänge sind gespeichert. Zahlungen und Drucke werden nicht wiederholt.</p>
          <p className="kern-body kern-body--bold">
            Versuchen Sie es erneut. Hilft das nicht, schließen Sie das Programm und starten Sie es neu.
          </p>
          {detail !== undefined && <p className="legal">Für die IT: {detail}</p>}
        </Alert>
        <Button variant="primary" icon="autorenew" main onPress={onRetry}>
          Erneut versuchen
        </Button>
      </div>
    </main>
  );
}
