/** For whoever stands in at a seat that is not theirs: three hints, and what this seat's own people left to know. */
import { useEffect, useState } from 'react';
import type { SeatCheckReport } from '../../electron/contract/seat-check.ts';
import { seatCheck } from '../ipc/clients.ts';

/** What whoever stands in is answerable for from now on. */
const handedTo = ['till', 'stock'];

export function StandInHints({ report }: { report: SeatCheckReport | null }) {
  const [notes, setNotes] = useState<string[]>([]);
  useEffect(() => {
    // Without them the hints still help.
    seatCheck.notes({}).then(setNotes, () => {});
  }, []);
  const mine = report?.items.filter(({ id }) => handedTo.includes(id)) ?? [];
  return (
    <section className="stand-in" aria-label="Hinweise für die Vertretung">
      <ul className="seat-notes">
        <li>F8 prüft den Platz und sagt, was zu tun ist.</li>
        <li>Begonnene Vorgänge stehen unten und lassen sich fortsetzen.</li>
        <li>Strg+L sperrt den Platz, wenn Sie ihn verlassen.</li>
      </ul>
      {mine.length > 0 && (
        <ul className="seat-notes" aria-label="Kasse und Bestand dieses Platzes">
          {mine.map(({ id, title, text }) => (
            <li key={id}>
              <strong>{title}:</strong> {text}
            </li>
          ))}
        </ul>
      )}
      {notes.length > 0 && (
        <div>
          <h2 className="kern-heading-small">Hinweise zu diesem Platz</h2>
          <ul className="seat-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
