/** A lead takes over what another seat neither works on nor gave back: first the question that no machine can answer. */
import { useState } from 'react';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import type { PickUp } from './use-pick-up.ts';

export function TakeOverDialog({ pickUp, seat }: { pickUp: PickUp; seat: string }) {
  const [reason, setReason] = useState('');
  const lead = useSecondClerk('lead');
  const [touched, setTouched] = useState(false);
  const busy = pickUp.opening !== null;
  const reasonMissing = lacksReason(reason);
  const submit = async () => {
    setTouched(true);
    lead.touch();
    if (reasonMissing) return focusField('reason');
    if (lead.missing !== null) return focusField(lead.missing);
    await pickUp.takeOver(lead.typed, reason.trim());
    lead.forget();
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
      <ReasonField value={reason} onChange={setReason} touched={touched} />
      <SecondClerk second={lead} asLead />
    </Dialog>
  );
}
