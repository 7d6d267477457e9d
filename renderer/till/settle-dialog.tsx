/** An act of the till whose outcome nobody knows: look, ask the device, then decide with a reason and a second person. */
import type { TillUnknown } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { DecisionFields, LookAgain } from '../screens/decision-fields.tsx';
import { useDecision } from '../screens/use-decision.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { TillControl } from './use-till.ts';

export interface SettleDialogProps {
  unknown: TillUnknown;
  control: TillControl;
  onClose(): void;
}

export function SettleDialog({ unknown, control, onClose }: SettleDialogProps) {
  const operationId = unknown.operation.id;
  const decision = useDecision(unknown);
  const ask = async () => {
    const view = await control.run(() => till.askDevice({ operationId }));
    if (view && !view.unknown.some(({ operation }) => operation.id === operationId)) onClose();
  };
  const settle = async () => {
    const order = decision.complete();
    if (order === null) return;
    const view = await control.run(() => till.settle(order));
    decision.forgetPin();
    if (view) onClose();
  };
  return (
    <Dialog
      title={unknown.title}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void settle()}
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
      <LookAgain unknown={unknown} busy={control.busy} onAsk={ask} />
      <DecisionFields unknown={unknown} decision={decision} />
    </Dialog>
  );
}
