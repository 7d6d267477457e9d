/** The fictive clerks of a training seat with their PINs. */
import type { SessionState } from '../../electron/contract/session.ts';
import { Button } from '../ui/button.tsx';
import { roleNames } from './role-names.ts';

type TrainingClerk = SessionState['trainingClerks'][number];

export interface TrainingClerksProps {
  clerks: readonly TrainingClerk[];
  onChoose(clerk: TrainingClerk): void;
}

export function TrainingClerks({ clerks, onChoose }: TrainingClerksProps) {
  return (
    <section className="training-clerks" aria-labelledby="training-clerks-title">
      <h2 className="kern-heading-small" id="training-clerks-title">
        Erfundene Personen für die Schulung
      </h2>
      <ul className="plain-list">
        {clerks.map((clerk) => (
          <li key={clerk.userName}>
            <div>
              <strong className="as-typed">{clerk.displayName}</strong>{' '}
              <span className="legal">{roleNames[clerk.role]}</span>
              <div className="kern-body kern-body--small">
                Benutzername <code>{clerk.userName}</code>, PIN <code>{clerk.pin}</code>
              </div>
            </div>
            <Button onPress={() => onChoose(clerk)}>
              Eintragen<span className="kern-sr-only-text"> für {clerk.displayName}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
