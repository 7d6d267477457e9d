/** A lead and a second person say what became of a payment that another seat began and never ended. */
import { useState } from 'react';
import type { Role } from '../../electron/contract/session.ts';
import { claimOutcome, type OpenItemView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { showMoment } from '../ui/german-date.ts';
import { formatCents } from '../ui/money.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { TillControl } from './use-till.ts';
import { useWord } from './use-word.ts';

export interface ClaimDialogProps {
  item: OpenItemView & { heldBy: NonNullable<OpenItemView['heldBy']> };
  role: Role;
  control: TillControl;
  onClose(): void;
  onNotice(tone: 'success' | 'warning', text: string): void;
}

const done = {
  unpaid: 'Festgehalten: Es wurde nichts gezahlt. Die Gebühr kann wieder kassiert werden.',
  paid: 'Festgehalten: Es wurde gezahlt. Die Gebühr wird nicht noch einmal kassiert.',
} as const;

export function ClaimDialog({ item, role, control, onClose, onNotice }: ClaimDialogProps) {
  const { seat, since, claim } = item.heldBy;
  const [outcome, setOutcome] = useState<'unpaid' | 'paid' | ''>('');
  const word = useWord();
  const decide = async () => {
    const said = word.complete();
    if (outcome === '' || said === null) return;
    const view = await control.run(() => till.decideClaim({ itemId: item.id, claim, outcome, ...said }));
    word.forgetPin();
    if (view === null) return;
    onClose();
    onNotice('success', done[outcome]);
  };
  return (
    <Dialog
      title={`Was wurde aus ${formatCents(item.totalCents)} an Platz ${seat}?`}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void decide()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            Entscheidung festhalten
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <p className="kern-body">
        {`Platz ${seat} hat am ${showMoment(since)} begonnen, ${item.vorgangNumber} zu kassieren, und die Zahlung nicht beendet.`}
      </p>
      <ol className="instructions">
        <li>{`Ist Platz ${seat} erreichbar? Dann klären Sie den Ausgang dort unter «Kasse».`}</li>
        <li>Sonst: Fragen Sie die Person nach ihrem Beleg, und sehen Sie dort in Lade und Terminal nach.</li>
      </ol>
      {role !== 'lead' && (
        <Alert tone="info" title="Leitung holen">
          <p className="kern-body">Das entscheidet die Leitung mit Ihnen: Sie trägt sich unten mit ihrer PIN ein.</p>
        </Alert>
      )}
      <RadioGroup
        legend="Was haben Sie festgestellt?"
        value={outcome}
        options={[
          { value: 'unpaid', label: 'Es wurde nichts gezahlt: Die Gebühr ist wieder offen' },
          { value: 'paid', label: `Es wurde an Platz ${seat} gezahlt: Die Quittung folgt, sobald er sich meldet` },
        ]}
        onChange={(value) => setOutcome(claimOutcome.parse(value))}
      />
      {word.touched && outcome === '' && (
        <p className="field-note" role="alert">
          Bitte wählen Sie, was Sie festgestellt haben.
        </p>
      )}
      <TextField
        label="Begründung"
        hint="Zum Beispiel: Kein Beleg, Lade gezählt, Terminal zeigt keine Buchung."
        required
        fieldId="reason"
        multiline
        maxLength={500}
        value={word.reason}
        onChange={word.setReason}
        error={word.reasonError}
      />
      <SecondClerk second={word.second} asLead={role !== 'lead'} />
    </Dialog>
  );
}
