/** An act whose outcome nobody knows: look, ask the device, then decide with a reason. Nothing is repeated blindly. */
import { useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { vorgang } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { SecondClerk } from './second-clerk.tsx';

export interface UnknownPanelProps {
  unknown: NonNullable<VorgangView['unknown']>;
  busy: boolean;
  run(call: () => Promise<VorgangView>): Promise<ErrorReport | null>;
}

export function UnknownPanel({ unknown, busy, run }: UnknownPanelProps) {
  const operationId = unknown.operation.id;
  const [decision, setDecision] = useState<'done' | 'declined' | ''>('');
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState({ userName: '', pin: '' });
  const [touched, setTouched] = useState(false);
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);

  const ask = async () => {
    setError(await run(() => vorgang.askDevice({ operationId })));
    setAsked(true);
  };
  const secondMissing = unknown.secondClerk && (second.userName.trim() === '' || second.pin.length < 4);
  const settle = async () => {
    setTouched(true);
    if (decision === '') return;
    if (reason.trim().length < 3) return focusField('reason');
    if (secondMissing) return focusField(second.userName.trim() === '' ? 'secondUserName' : 'secondPin');
    const credentials = unknown.secondClerk ? { secondClerk: second } : {};
    const failed = await run(() => vorgang.settle({ operationId, decision, reason: reason.trim(), ...credentials }));
    setError(failed);
    setSecond((before) => ({ ...before, pin: '' }));
    setTouched(false);
  };
  return (
    <form
      className="step"
      data-unknown={unknown.operation.kind}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void settle();
      }}
    >
      <div className="step-scroll">
        <FocusHeading>{unknown.title}</FocusHeading>
        <Alert tone="warning" title="Es steht nicht fest, ob das geschehen ist" urgent>
          <p className="kern-body">Deshalb wird nichts wiederholt. Bitte klären Sie zuerst den Ausgang.</p>
        </Alert>
        {error && <ErrorNotice error={error} />}
        <section className="unknown-part">
          <h2 className="kern-heading-small">Nachsehen</h2>
          <ol className="instructions">
            {unknown.instructions.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          {unknown.canAskDevice && (
            <div className="ask">
              <Button icon="help" busy={busy} onPress={() => void ask()}>
                Gerät noch einmal fragen
              </Button>
              {asked && !busy && (
                <p className="kern-body kern-body--small" role="status">
                  Das Gerät konnte keine eindeutige Auskunft geben.
                </p>
              )}
            </div>
          )}
        </section>
        <section className="unknown-part">
          <h2 className="kern-heading-small">Entscheiden</h2>
          <RadioGroup
            legend="Was haben Sie festgestellt?"
            value={decision}
            options={unknown.choices.map(({ decision: value, label }) => ({ value, label }))}
            onChange={(value) => setDecision(value === 'done' ? 'done' : 'declined')}
          />
          {touched && decision === '' && (
            <p className="field-note" role="alert">
              Bitte wählen Sie, was Sie festgestellt haben.
            </p>
          )}
          <TextField
            label="Begründung"
            hint="Zum Beispiel: Kassenbeleg liegt vor, Belegnummer 0042."
            required
            fieldId="reason"
            multiline
            maxLength={500}
            value={reason}
            onChange={setReason}
            error={touched && reason.trim().length < 3 ? 'Bitte schreiben Sie, woran Sie es erkannt haben.' : undefined}
          />
          {unknown.secondClerk && <SecondClerk value={second} onChange={setSecond} touched={touched} />}
        </section>
      </div>
      <footer className="step-actions">
        <div className="step-secondary" />
        <Button variant="primary" type="submit" main icon="check" className="step-primary" busy={busy}>
          Entscheidung festhalten
        </Button>
      </footer>
    </form>
  );
}
