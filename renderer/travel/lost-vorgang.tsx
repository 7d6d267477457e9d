/** Another seat has taken the open Vorgang over: says so, and leaves it. */
import { useEffect, useState } from 'react';
import { central } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export function LostVorgang({ vorgangId, number, onLeave }: { vorgangId: string; number: string; onLeave(): void }) {
  const [lost, setLost] = useState(false);
  useEffect(
    () =>
      central.on('lost', (told) => {
        if (told.vorgangId === vorgangId) setLost(true);
      }),
    [vorgangId],
  );
  if (!lost) return null;
  return (
    <Dialog
      title="Der Vorgang wurde übernommen"
      onClose={onLeave}
      onSubmit={onLeave}
      footer={
        <Button variant="primary" type="submit">
          Zur Übersicht
        </Button>
      }
    >
      <p className="kern-body">
        Eine Leitung hat {number} an einem anderen Platz übernommen. Hier wird nichts mehr dazu geschrieben. Was an
        diesem Platz übernommen war, ist gespeichert und wird übertragen; zuletzt Getipptes nicht.
      </p>
      <p className="kern-body kern-body--bold">
        Haben Sie gerade Geld genommen oder etwas gedruckt, sagen Sie es dem anderen Platz.
      </p>
    </Dialog>
  );
}
