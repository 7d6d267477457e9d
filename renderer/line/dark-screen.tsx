/** Covers the clerk's window while the city network is cut off: nothing personal is seen or reached, what was typed stays beneath. */
import { useId } from 'react';
import type { GateView } from '../../electron/contract/central.ts';
import { useCover } from '../screens/use-cover.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { GateNotice } from './gate-sign.tsx';
import { actText, causes, waitingText } from './gate-words.ts';

export interface DarkScreenProps {
  gate: GateView;
  onLock(): void;
  onSignOut(): void;
}

export function DarkScreen({ gate, onLock, onSignOut }: DarkScreenProps) {
  const { title, text } = causes[gate.reason];
  const cover = useCover(title);
  const titleId = useId();
  const textId = useId();
  const waiting = waitingText(gate);
  return (
    <dialog {...cover} className="cover dark" aria-labelledby={titleId} aria-describedby={textId} data-screen="dark">
      <div className="dark-box">
        <GateNotice since={gate.since} />
        <h1 className="kern-heading-large" id={titleId} tabIndex={-1}>
          {title}
        </h1>
        <p className="kern-body" id={textId}>
          {text} Solange zeigt der Platz keine persönlichen Daten und nimmt keine auf.
        </p>
        <section className="dark-part" aria-labelledby={`${titleId}-on`}>
          <h2 className="kern-heading-small" id={`${titleId}-on`}>
            Was weiterläuft
          </h2>
          <div aria-live="polite">{gate.acts.length === 0 ? <Nothing /> : <Acts acts={gate.acts} />}</div>
          <p className="kern-body">
            Was Sie getippt haben, steht danach wieder da. Was übernommen war, ist gespeichert
            {waiting === '' ? '.' : ` (${waiting}; das holt der Platz nach).`}
          </p>
        </section>
        <section className="dark-part" aria-labelledby={`${titleId}-can`}>
          <h2 className="kern-heading-small" id={`${titleId}-can`}>
            Was Sie tun können
          </h2>
          <ul className="instructions">
            <li>Warten: Sobald die Verbindung wieder steht, geht es von selbst dort weiter, wo Sie waren.</li>
            <li>Der Bürgerin oder dem Bürger sagen, dass nichts verloren geht und nichts doppelt bezahlt wird.</li>
            <li>Dauert es länger als fünf Minuten, die IT anrufen und diese Uhrzeit nennen.</li>
          </ul>
          <div className="dark-actions">
            <Button icon="account-circle" onPress={onLock}>
              Sperren (Strg+L)
            </Button>
            <Button variant="tertiary" icon="logout" onPress={onSignOut}>
              Abmelden (Getipptes verwerfen)
            </Button>
          </div>
        </section>
      </div>
    </dialog>
  );
}

function Nothing() {
  return <p className="kern-body">Kein Auftrag an ein Gerät lief, als die Verbindung abriss.</p>;
}

function Acts({ acts }: { acts: GateView['acts'] }) {
  return (
    <>
      <p className="kern-body">Begonnene Aufträge werden zu Ende geführt:</p>
      <ul className="dark-acts">
        {acts.map((act) => {
          const { what, outcome } = actText(act);
          return (
            <li key={act.id} data-act-phase={act.phase}>
              {act.phase === 'intended' ? (
                <span className="spinner" aria-hidden="true" />
              ) : (
                <Icon name={act.phase === 'done' ? 'success' : act.phase === 'unknown' ? 'warning' : 'info'} />
              )}
              <span>
                {what}: <strong>{outcome}</strong>
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
