/** Says on every screen that nothing here is real. */
import { Icon } from '../ui/icon.tsx';

export function TrainingBanner({ alone }: { alone: boolean }) {
  return (
    <p className="training" data-training>
      <Icon name="warning" />
      <span>
        <strong>Schulung.</strong> Nur erfundene Daten eingeben – nichts hiervon wird wirksam.
      </span>
      {alone && <span className="training-alone">ohne Zentrale (Schulung)</span>}
    </p>
  );
}
