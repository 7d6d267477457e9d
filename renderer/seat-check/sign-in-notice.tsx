/** What the look at sign-in found: nothing to say is said in one line, a fault with what to do about it. */
import type { SeatCheckReport } from '../../electron/contract/seat-check.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { showTime } from '../ui/german-date.ts';

/** More stand on the page itself. */
const shownMax = 3;

export function SignInNotice({ report, onOpen }: { report: SeatCheckReport | null; onOpen(): void }) {
  if (report === null) return null;
  const faults = report.items.filter(({ state }) => state === 'fault');
  const warnings = report.items.filter(({ state }) => state === 'warning').length;
  const hints = warnings === 0 ? '' : warnings === 1 ? ', 1 Hinweis' : `, ${warnings} Hinweise`;
  if (faults.length === 0) {
    return (
      <p className="legal" role="status" data-sign-in-check="ok">
        Platz um {showTime(report.checkedAt)} Uhr geprüft: bereit{hints}
        {hints !== '' && ' (F8)'}.
      </p>
    );
  }
  return (
    <div data-sign-in-check="fault">
      <Alert
        tone="warning"
        title={faults.length === 1 ? 'Platzprüfung: 1 Störung' : `Platzprüfung: ${faults.length} Störungen`}
      >
        <ul className="seat-notes">
          {faults.slice(0, shownMax).map(({ id, title, text, remedy }) => (
            <li key={id}>
              <strong>{title}:</strong> {text} {remedy}
            </li>
          ))}
        </ul>
        <div>
          <Button variant="tertiary" icon="checklist" onPress={onOpen}>
            {`Platzprüfung öffnen (F8${hints})`}
          </Button>
        </div>
      </Alert>
    </div>
  );
}
