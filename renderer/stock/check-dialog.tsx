/** Bestandsprüfung: what lies there is typed in without seeing the book, then both are compared, then the difference is booked. */
import { useState } from 'react';
import type { StockDifference, StockKindView } from '../../electron/contract/stock.ts';
import { stock } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { useSecondClerk } from '../steps/use-second-clerk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { lacksReason, ReasonField } from '../ui/reason-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { pieces, readRanges, showRanges } from './stock-words.ts';
import type { StockControl } from './use-stock.ts';

export interface CheckDialogProps {
  kind: StockKindView;
  control: StockControl;
  onClose(): void;
}

export function CheckDialog({ kind, control, onClose }: CheckDialogProps) {
  const [counted, setCounted] = useState('');
  const [found, setFound] = useState<StockDifference | null>(null);
  const [reason, setReason] = useState('');
  const second = useSecondClerk();
  const [touched, setTouched] = useState(false);
  const ranges = readRanges(counted);
  const count = /^\d{1,6}$/.test(counted.trim()) ? Number(counted) : null;
  const unreadable = kind.numbered ? ranges === null : count === null;
  const amount = kind.numbered ? { kind: kind.kind, ranges: ranges ?? [] } : { kind: kind.kind, quantity: count ?? 0 };
  const differs =
    found !== null && (found.missing.length > 0 || found.found.length > 0 || found.bookedCount !== found.countedCount);
  const needsSecond = differs && kind.secondClerkOnLoss;
  const reasonMissing = differs && lacksReason(reason);

  const goOn = async () => {
    setTouched(true);
    if (unreadable) return focusField('counted');
    if (found === null) {
      setFound(await control.run(() => stock.compare(amount)));
      setTouched(false);
      return;
    }
    second.touch();
    if (reasonMissing) return focusField('reason');
    if (needsSecond && second.missing !== null) return focusField(second.missing);
    const more = needsSecond ? { secondClerk: second.typed } : {};
    const done = await control.run(() => stock.check({ ...amount, reason: reason.trim(), ...more }));
    second.forget();
    if (done) onClose();
  };
  return (
    <Dialog
      title={`${kind.title}: Bestand prüfen`}
      onClose={() => !control.busy && onClose()}
      onSubmit={() => void goOn()}
      footer={
        <>
          <Button onPress={found ? () => setFound(null) : onClose}>Zurück</Button>
          <Button variant="primary" type="submit" busy={control.busy}>
            {found === null ? 'Vergleichen' : differs ? 'Unterschied buchen' : 'Prüfung festhalten'}
          </Button>
        </>
      }
    >
      {control.error && <ErrorNotice error={control.error} />}
      {found === null ? (
        <TextField
          label={kind.numbered ? 'Nummern, die jetzt im Fach liegen' : 'Stück, die jetzt im Fach liegen'}
          hint={
            kind.numbered
              ? 'Eine Zeile je Stapel, zum Beispiel «UP0012 bis UP0050». Liegt nichts da, bleibt das Feld leer.'
              : 'Zählen Sie, ohne im Buch nachzusehen.'
          }
          required={!kind.numbered}
          fieldId="counted"
          multiline={kind.numbered}
          maxLength={2_000}
          value={counted}
          onChange={setCounted}
          error={touched && unreadable ? 'Das ist nicht lesbar. Beispiel: UP0012 bis UP0050.' : undefined}
        />
      ) : (
        <Comparison found={found} />
      )}
      {differs && <ReasonField value={reason} onChange={setReason} touched={touched} />}
      {needsSecond && <SecondClerk second={second} />}
    </Dialog>
  );
}

function Comparison({ found }: { found: StockDifference }) {
  const { missing, found: extra, bookedCount, countedCount } = found;
  if (missing.length === 0 && extra.length === 0 && bookedCount === countedCount) {
    return (
      <Alert tone="success" title="Bestand und Buch stimmen überein">
        <p className="kern-body">{`Gezählt: ${pieces(countedCount)}.`}</p>
      </Alert>
    );
  }
  return (
    <Alert tone="warning" title="Bestand und Buch weichen ab" urgent>
      <p className="kern-body">{`Gebucht: ${pieces(bookedCount)}, gezählt: ${pieces(countedCount)}.`}</p>
      {missing.length > 0 && <p className="kern-body">{`Es fehlen: ${showRanges(missing)}.`}</p>}
      {extra.length > 0 && <p className="kern-body">{`Nicht gebucht: ${showRanges(extra)}.`}</p>}
    </Alert>
  );
}
