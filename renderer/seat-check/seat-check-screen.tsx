/** The Platzprüfung: one page that says what works, what does not, and what to do about it. */
import { useCallback, useEffect, useState } from 'react';
import type { SeatCheckItem, SeatCheckReport } from '../../electron/contract/seat-check.ts';
import { seatCheck } from '../ipc/clients.ts';
import { useActs } from '../ipc/use-acts.ts';
import { FocusHeading } from '../screens/focus-heading.tsx';
import { useHotKeys } from '../screens/use-hot-keys.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { Badge, type BadgeProps } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { showMoment } from '../ui/german-date.ts';
import { Loading } from '../ui/loading.tsx';

const states: Record<SeatCheckItem['state'], { tone: BadgeProps['tone']; text: string }> = {
  ok: { tone: 'success', text: 'in Ordnung' },
  warning: { tone: 'warning', text: 'Hinweis' },
  fault: { tone: 'danger', text: 'gestört' },
};
const urgency: readonly SeatCheckItem['state'][] = ['fault', 'warning', 'ok'];

export function SeatCheckScreen({ onLeave }: { onLeave(): void }) {
  const [report, setReport] = useState<SeatCheckReport | null>(null);
  const [printed, setPrinted] = useState(false);
  const { busy, running, error, run } = useActs();
  const call = useCallback(
    (what: 'run' | 'print') =>
      run(async () => {
        setPrinted(false);
        setReport(await seatCheck[what]({}));
        setPrinted(what === 'print');
      }, what),
    [run],
  );
  useEffect(() => void call('run'), [call]);
  useHotKeys((event) => {
    if (event.key === 'Escape') onLeave();
    else if (event.key === 'F8') void call('run');
    else return false;
    return true;
  });
  const items = report?.items.toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state)) ?? [];
  const count = (state: SeatCheckItem['state']) => items.filter((item) => item.state === state).length;
  const summary = report
    ? `${count('ok')} in Ordnung, ${count('warning')} Hinweise, ${count('fault')} gestört (${showMoment(report.checkedAt)})`
    : '';
  return (
    <main id="main" className="seat-check" tabIndex={-1} data-screen="seat-check">
      <div className="seat-check-head">
        <Button variant="tertiary" icon="arrow-back" onPress={onLeave}>
          Zur Übersicht
        </Button>
        <FocusHeading>Platzprüfung</FocusHeading>
        <Button icon="autorenew" busy={running === 'run'} disabled={busy} onPress={() => void call('run')}>
          Noch einmal prüfen (F8)
        </Button>
        <Button icon="checklist" busy={running === 'print'} disabled={busy} onPress={() => void call('print')}>
          Drucken
        </Button>
      </div>
      <Announcer text={printed ? 'Die Platzprüfung ist gedruckt.' : summary} />
      {error && <ErrorNotice error={error} />}
      {report === null && !error && <Loading text="Der Platz wird geprüft …" />}
      {report && <p className="kern-body">{printed ? `Gedruckt: ${summary}` : summary}</p>}
      <ul className="seat-check-items" aria-label="Ergebnis der Platzprüfung">
        {items.map((item) => (
          <li key={item.id} className="seat-check-item" data-check-id={item.id} data-check-state={item.state}>
            <Badge tone={states[item.state].tone}>{states[item.state].text}</Badge>
            <div>
              <strong>{item.title}</strong>
              <p className="kern-body">{item.text}</p>
              {item.remedy !== '' && <p className="kern-body kern-body--bold">{item.remedy}</p>}
            </div>
          </li>
        ))}
      </ul>
      {report && report.notes.length > 0 && (
        <section aria-labelledby="seat-notes">
          <h2 className="kern-heading-small" id="seat-notes">
            Hinweise zu diesem Platz
          </h2>
          <ul className="seat-notes">
            {report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
