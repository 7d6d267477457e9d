/** One thing at a time, in large type. */
import type { CitizenView } from '../../electron/contract/citizen.ts';
import { showTime } from '../ui/german-date.ts';
import { HandPicture } from '../ui/hand-picture.tsx';
import { formatCents } from '../ui/money.ts';
import { FittedGroups } from './fitted-groups.tsx';

const guides = {
  none: 'Bitte warten Sie einen Moment',
  place: 'Bitte Finger auflegen',
  hold: 'Bitte ruhig halten',
  lift: 'Bitte Finger abheben',
} as const;

export function CitizenScreen({ view }: { view: CitizenView }) {
  switch (view.screen) {
    case 'welcome':
      return (
        <>
          <h1 className="huge">Willkommen</h1>
          <p className="large">{view.ortsverwaltung}</p>
        </>
      );
    case 'pause':
      return (
        <>
          <h1 className="huge">Einen Moment bitte</h1>
          <p className="large">
            Die Verbindung zum Stadtnetz ist unterbrochen. Ihre Angaben sind gespeichert, nichts geht verloren.
          </p>
          {view.paying && <p className="big call">Bitte folgen Sie weiter der Anzeige am Kartenterminal.</p>}
          <p className="large muted">{view.ortsverwaltung}</p>
        </>
      );
    case 'working':
      return (
        <>
          <p className="large muted">{view.serviceTitle}</p>
          <h1 className="huge">{view.stepTitle}</h1>
          <p className="large">Bitte einen Moment Geduld.</p>
        </>
      );
    case 'check':
      return (
        <>
          <h1 className="big">Bitte prüfen Sie Ihre Angaben</h1>
          <FittedGroups key={JSON.stringify(view.groups)} groups={view.groups} />
          <p className="large call">Stimmt alles? Bitte antworten Sie auf dem Unterschriftenpad.</p>
        </>
      );
    case 'finger':
      return (
        <>
          <div className="finger-words">
            <p className="large muted">Fingerabdruck</p>
            <h1 className="huge">{view.fingerLabel}</h1>
            <p className="big call">{guides[view.guide]}</p>
          </div>
          <HandPicture
            hand={view.hand}
            marks={{ [view.finger]: 'current' }}
            label={`${view.hand === 'left' ? 'Linke' : 'Rechte'} Hand, ${view.fingerLabel}`}
          />
        </>
      );
    case 'sign':
      return (
        <>
          <h1 className="huge">Bitte unterschreiben Sie auf dem Pad</h1>
          <p className="large declaration">{view.declaration}</p>
        </>
      );
    case 'pay':
      return (
        <>
          <p className="large muted">Bitte zahlen Sie</p>
          <h1 className="amount">{formatCents(view.totalCents)}</h1>
          {view.display !== '' && <p className="big call">{view.display}</p>}
        </>
      );
    case 'called':
      return (
        <>
          <p className="large muted">Bitte kommen Sie</p>
          <h1 className="amount">Nummer {view.number}</h1>
          {view.startsAt !== null && <p className="big call">Termin um {showTime(view.startsAt)} Uhr</p>}
        </>
      );
    case 'thanks':
      return (
        <>
          <h1 className="huge">{view.lines[0] ?? 'Vielen Dank.'}</h1>
          <ul className="thanks-lines">
            {view.lines.slice(1).map((line) => (
              <li className="large" key={line}>
                {line}
              </li>
            ))}
          </ul>
        </>
      );
  }
}
