/** A finding of the Sammelkasse is cleared up: why, and who else looked. */
import type { ItemFindingView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { titleOf } from './item-findings.tsx';
import type { TillControl } from './use-till.ts';
import { useWord } from './use-word.ts';

export interface ClearDialogProps {
  finding: ItemFindingView;
  control: TillControl;
  onClose(): void;
}

export function ClearDialog({ finding, control, onClose }: ClearDialogProps) {
  const { itemId, claim } = finding;
  const word = useWord();
  const clear = async () => {
    const said = word.complete();
    if (said === null) return;
    const view = await control.run(() => till.closeFinding({ itemId, claim, ...said }));
    word.forgetPin();
    if (view) onClose();
  };
  return (
    <Dialog
      title={titleOf(finding)}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void clear()}
      footer={
        <>
          <Button onPress={onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            Als geklärt festhalten
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      <p className="kern-body">
        Der Hinweis verschwindet, die Buchungen bleiben, wie sie sind. Ein Storno dieser Zahlung nimmt ihn von selbst
        weg.
      </p>
      <TextField
        label="Was haben Sie geklärt?"
        hint="Zum Beispiel: Zahlung an Platz DRA-1 zurückgegeben, Beleg DRA-1-2026-S00003."
        required
        fieldId="reason"
        multiline
        maxLength={500}
        value={word.reason}
        onChange={word.setReason}
        error={word.reasonError}
      />
      <SecondClerk second={word.second} />
    </Dialog>
  );
}
