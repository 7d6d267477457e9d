/** A lead takes over what another seat neither works on nor gave back: first the question that no machine can answer. */
import { useState } from 'react';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { PickUp } from './use-pick-up.ts';

export function TakeOverDialog({ pickUp, seat }: { pickUp: PickUp; seat: string }) {
  const [reason, setReason] = useState('');
  const [lead, setLead] = useState({ userName: '', pin: '' });
  const [touched, setTouched] = useState(false);
  const busy = pickUp.opening !== null;
  const missing = {
    reason: reason.trim().length < 3,
    userName: lead.userName.trim() === '',
    pin: lead.pin.length < 4,
  };
  const submit = async () => {
    setTouched(true);
    if (missing.reason) return focusField('reason');
    if (missing.userName) return focusField('leadUserName');
    if (missing.pin) return focusField('leadPin');
    await pickUp.takeOver(lead, reason.trim());
    setLead((before) => ({ ...before, pin: '' }));
  };
  return (
    <Dialog
      title="Vorgang übernehmen"
      onClose={() => !busy && pickUp.closeDialog()}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={pickUp.closeDialog} disabled={busy}>
            Zurück
          </Button>
          <Button variant="primary" type="submit" busy={busy}>
            Als Leitung übernehmen
          </Button>
        </>
      }
    >
      {pickUp.error && <ErrorNotice error={pickUp.error} />}
      <Alert tone="warning" title="Fragen Sie zuerst: Wurde schon bezahlt?">
        <p className="kern-body">
          Der Platz {seat} hat den Vorgang nicht abgegeben und antwortet nicht. Dort können Schritte gespeichert sein,
          die hier fehlen. Fragen Sie an jenem Platz oder die Bürgerin oder den Bürger nach einem Beleg.
        </p>
      </Alert>
      <TextField
        label="Grund"
        required
        fieldId="reason"
        maxLength={500}
        value={reason}
        onChange={setReason}
        error={touched && missing.reason ? 'Bitte schreiben Sie einen kurzen Grund (mindestens 3 Zeichen).' : undefined}
      />
      <fieldset className="kern-fieldset field-group">
        <legend className="kern-label kern-label--large">Leitung</legend>
        <div className="field-grid">
          <div className="field">
            <TextField
              label="Benutzername der Leitung"
              required
              fieldId="leadUserName"
              maxLength={64}
              value={lead.userName}
              onChange={(userName) => setLead({ ...lead, userName })}
              error={touched && missing.userName ? 'Bitte den Benutzernamen eingeben.' : undefined}
            />
          </div>
          <div className="field">
            <TextField
              label="PIN der Leitung"
              required
              fieldId="leadPin"
              type="password"
              maxLength={32}
              value={lead.pin}
              onChange={(pin) => setLead({ ...lead, pin })}
              error={touched && missing.pin ? 'Bitte die PIN eingeben.' : undefined}
            />
          </div>
        </div>
      </fieldset>
    </Dialog>
  );
}
