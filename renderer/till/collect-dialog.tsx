/** Collects an open item by card or cash; money acts go on to their outcome. */
import { useState } from 'react';
import type { OpenItemView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { CashForm } from '../steps/cash-form.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { TerminalQuestion } from '../steps/terminal-question.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatCents, parseCents } from '../ui/money.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import type { TillControl } from './use-till.ts';

export interface CollectDialogProps {
  item: OpenItemView;
  /** What the terminal asks the clerk. */
  question: string | null;
  takesCash: boolean;
  control: TillControl;
  onClose(): void;
  onNotice(tone: 'success' | 'warning', text: string): void;
}

export function CollectDialog({ item, question, takesCash, control, onClose, onNotice }: CollectDialogProps) {
  const [method, setMethod] = useState<'card' | 'cash'>('card');
  const [given, setGiven] = useState('');
  const givenCents = given === '' ? item.totalCents : parseCents(given);
  const total = formatCents(item.totalCents);
  const enough = givenCents !== null && givenCents >= item.totalCents;
  const collect = async () => {
    if (control.busy || (method === 'cash' && !enough)) return;
    const cash = method === 'cash' ? { givenCents: givenCents ?? 0 } : {};
    const answer = await control.run(() => till.collect({ itemId: item.id, method, ...cash }));
    if (!answer) return;
    onClose();
    if (answer.declinedText !== null) onNotice('warning', `Nicht gebucht: ${answer.declinedText}`);
    else if (answer.view.unknown.length > 0) onNotice('warning', 'Der Ausgang der Zahlung ist ungeklärt.');
    else {
      const change = answer.changeCents ? ` Rückgeld: ${formatCents(answer.changeCents)}.` : '';
      onNotice('success', `${total} für ${item.vorgangNumber} bezahlt.${change}`);
    }
  };
  return (
    <Dialog
      title={`${total} kassieren`}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void collect()}
      footer={
        <>
          {control.busy && method === 'card' ? (
            <Button onPress={() => void till.abort({})}>Zahlung abbrechen</Button>
          ) : (
            <Button onPress={onClose}>Zurück</Button>
          )}
          <Button variant="primary" type="submit" busy={control.busy} disabled={method === 'cash' && !enough}>
            {method === 'card' ? `${total} mit Karte` : `${total} bar erhalten`}
          </Button>
        </>
      }
    >
      <p className="kern-body">
        Vorgang {item.vorgangNumber}: {item.items.map(({ label }) => label).join(', ')}
      </p>
      {control.error && <ErrorNotice error={control.error} />}
      {takesCash && (
        <RadioGroup
          legend="Zahlungsart"
          value={method}
          options={[
            { value: 'card', label: 'Karte' },
            { value: 'cash', label: 'Bar' },
          ]}
          onChange={(value) => setMethod(value === 'cash' ? 'cash' : 'card')}
        />
      )}
      {method === 'cash' && (
        <CashForm totalCents={item.totalCents} given={given} givenCents={givenCents} onChange={setGiven} />
      )}
      {control.busy && control.display !== null && (
        <p className="kern-body kern-body--bold" role="status">
          {control.display}
        </p>
      )}
      {question !== null && <TerminalQuestion question={question} onAnswer={(yes) => void till.answer({ yes })} />}
    </Dialog>
  );
}
