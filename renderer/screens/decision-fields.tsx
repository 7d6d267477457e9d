/** The two parts of settling an unknown act: look and ask the device, then decide with a reason. */
import { useState } from 'react';
import { SecondClerk } from '../steps/second-clerk.tsx';
import { Button } from '../ui/button.tsx';
import { RadioGroup } from '../ui/radio-group.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { Decision, Unsettled } from './use-decision.ts';

export function LookAgain({ unknown, busy, onAsk }: { unknown: Unsettled; busy: boolean; onAsk(): Promise<void> }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <ol className="instructions">
        {unknown.instructions.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {unknown.canAskDevice && (
        <div className="ask">
          <Button icon="help" busy={busy} onPress={() => void onAsk().then(() => setAsked(true))}>
            Gerät noch einmal fragen
          </Button>
          {asked && !busy && (
            <p className="kern-body kern-body--small" role="status">
              Das Gerät konnte keine eindeutige Auskunft geben.
            </p>
          )}
        </div>
      )}
    </>
  );
}

export function DecisionFields({ unknown, decision }: { unknown: Unsettled; decision: Decision }) {
  const { touched } = decision;
  return (
    <>
      <RadioGroup
        legend="Was haben Sie festgestellt?"
        value={decision.decision}
        options={unknown.choices.map(({ decision: value, label }) => ({ value, label }))}
        onChange={(value) => decision.setDecision(value === 'done' ? 'done' : 'declined')}
      />
      {touched && decision.decision === '' && (
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
        value={decision.reason}
        onChange={decision.setReason}
        error={
          touched && decision.reason.trim().length < 3 ? 'Bitte schreiben Sie, woran Sie es erkannt haben.' : undefined
        }
      />
      {unknown.secondClerk && <SecondClerk second={decision.second} />}
    </>
  );
}
