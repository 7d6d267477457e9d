/** The own name in the bar: opens the change of the own PIN. */
import { useState } from 'react';
import type { ClerkView } from '../../electron/contract/session.ts';
import { ClerkName } from '../screens/clerk-name.tsx';
import { OwnPinDialog } from './own-pin-dialog.tsx';

export function OwnPinButton({ clerk }: { clerk: ClerkView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="own-pin" onClick={() => setOpen(true)}>
        <ClerkName clerk={clerk} /> <span className="own-pin-word">PIN ändern</span>
      </button>
      {open && <OwnPinDialog clerk={clerk} onClose={() => setOpen(false)} />}
    </>
  );
}
