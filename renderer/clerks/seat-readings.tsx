/** What the seats themselves say about how much of the directory they know: whether a revocation has arrived everywhere. */
import type { DirectoryView } from '../../electron/contract/clerks.ts';
import { Badge } from '../ui/badge.tsx';
import { showMoment } from '../ui/german-date.ts';

export function SeatReadings({ seats }: { seats: DirectoryView['seats'] }) {
  const behind = seats.filter(({ upToDate }) => !upToDate).length;
  return (
    <details className="clerks-seats" open={behind > 0}>
      <summary className="kern-body">
        Angekommen an den Plätzen: {seats.length - behind} von {seats.length} kennen alle Änderungen
      </summary>
      <ul className="plain-list">
        {seats.map(({ seat, upToDate, saidAt }) => (
          <li key={seat}>
            <span>
              Platz {seat} <span className="legal">nach eigener Angabe, {showMoment(saidAt)}</span>
            </span>
            <Badge tone={upToDate ? 'success' : 'warning'}>{upToDate ? 'auf dem Stand' : 'noch nicht'}</Badge>
          </li>
        ))}
      </ul>
    </details>
  );
}
