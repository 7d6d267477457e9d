/** Says that the seat is about to lock; any key or the mouse keeps it open. */
import { Icon } from '../ui/icon.tsx';

export function LockWarning({ secondsLeft }: { secondsLeft: number }) {
  return (
    <p className="lock-warning" role="alert">
      <Icon name="warning" />
      <span>
        Der Platz wird in {secondsLeft} Sekunden gesperrt. Eine beliebige Taste hält ihn offen; nichts geht verloren.
      </span>
    </p>
  );
}
