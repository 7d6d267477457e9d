/** A secondary action that throws something away and therefore asks first. */
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

export interface ConfirmButtonProps {
  label: string;
  title: string;
  text: string;
  confirmLabel: string;
  busy?: boolean;
  onConfirm(): void;
}

export function ConfirmButton(props: ConfirmButtonProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="tertiary" icon="autorenew" disabled={props.busy} onPress={() => setOpen(true)}>
        {props.label}
      </Button>
      {open && (
        <Dialog
          title={props.title}
          onClose={close}
          onSubmit={() => {
            close();
            props.onConfirm();
          }}
          footer={
            <>
              <Button onPress={close}>Zurück</Button>
              <Button variant="primary" type="submit">
                {props.confirmLabel}
              </Button>
            </>
          }
        >
          <p className="kern-body">{props.text}</p>
        </Dialog>
      )}
    </>
  );
}
