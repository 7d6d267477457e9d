/** Leaves the Vorgang to another seat of the Ortsverwaltung, or to one elsewhere. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { GiveBackDialog } from './give-back-dialog.tsx';

export interface GiveBackButtonProps {
  vorgangId: string;
  /** An act of it has an unknown outcome. */
  unknown: boolean;
  busy: boolean;
  /** Nothing can be given back now; the dialog says why. */
  ready: boolean;
  onGone(): void;
}

export function GiveBackButton(props: GiveBackButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="tertiary" icon="logout" disabled={props.busy} onPress={() => setOpen(true)}>
        Vorgang abgeben
      </Button>
      {open && <GiveBackDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}
