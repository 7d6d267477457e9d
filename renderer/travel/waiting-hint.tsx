/** Above the services: that something waits in this Ortsverwaltung, whatever else is on screen. */
import { Button } from '../ui/button.tsx';
import { useOffice } from './use-office.ts';

export function WaitingHint({ onOpen }: { onOpen(): void }) {
  const rows = useOffice().value?.rows ?? [];
  const count = rows.filter(({ state }) => state === 'waiting' || state === 'abandoned').length;
  if (count === 0) return null;
  return (
    <div data-waiting-hint="">
      <Button variant="tertiary" icon="info" onPress={onOpen}>
        {count === 1
          ? '1 Vorgang wartet in der Ortsverwaltung (V)'
          : `${count} Vorgänge warten in der Ortsverwaltung (V)`}
      </Button>
    </div>
  );
}
