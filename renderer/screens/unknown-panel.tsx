/** An act whose outcome nobody knows: look, ask the device, then decide with a reason. Nothing is repeated blindly. */
import { useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { vorgang } from '../ipc/clients.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { DecisionFields, LookAgain } from './decision-fields.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { useDecision } from './use-decision.ts';

export interface UnknownPanelProps {
  unknown: NonNullable<VorgangView['unknown']>;
  busy: boolean;
  run(call: () => Promise<VorgangView>): Promise<ErrorReport | null>;
}

export function UnknownPanel({ unknown, busy, run }: UnknownPanelProps) {
  const decision = useDecision(unknown);
  const [error, setError] = useState<ErrorReport | null>(null);
  const ask = async () => setError(await run(() => vorgang.askDevice({ operationId: unknown.operation.id })));
  const settle = async () => {
    const order = decision.complete();
    if (order === null) return;
    setError(await run(() => vorgang.settle(order)));
    decision.forgetPin();
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
          <LookAgain unknown={unknown} busy={busy} onAsk={ask} />
        </section>
        <section className="unknown-part">
          <h2 className="kern-heading-small">Entscheiden</h2>
          <DecisionFields unknown={unknown} decision={decision} />
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
