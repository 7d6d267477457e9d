/** Dienstsiegel: which numbered seal stands on which paper. */
import { useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Badge } from '../ui/badge.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

export function SealStep({ panel, call }: StepProps<'seal'>) {
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const due = panel.targets.find((target) => target.sealNumber === null);
  const only = panel.sealNumbers.length === 1 ? (panel.sealNumbers[0] ?? '') : '';
  const number = typed ?? only;
  const words = {
    label: 'Nummer des Siegels',
    required: true,
    fieldId: 'sealNumber',
    error: missing && number === '' ? 'Bitte die Nummer des Siegels angeben.' : undefined,
  };
  const seal = () => {
    if (!due) return;
    if (number === '') setMissing(true);
    else call.act({ do: 'seal', targetId: due.id, sealNumber: number });
  };
  return (
    <StepFrame
      panel={panel}
      call={call}
      primary={due ? { label: 'Ist gesiegelt', run: seal, repeatable: false } : null}
    >
      {due && (
        <>
          <Alert tone="info" title={`Jetzt siegeln: ${due.label}`}>
            <p className="kern-body">Drücken Sie das Siegel auf das Papier. Bestätigen Sie erst danach.</p>
          </Alert>
          <div className="narrow">
            {panel.sealNumbers.length > 0 ? (
              <SelectField
                {...words}
                value={number}
                options={panel.sealNumbers.map((value) => ({ value, label: `Siegel Nr. ${value}` }))}
                onChange={setTyped}
              />
            ) : (
              <TextField {...words} value={number} onChange={setTyped} maxLength={40} size="medium" />
            )}
          </div>
        </>
      )}
      <ul className="plain-list">
        {panel.targets.map((target) => (
          <li key={target.id} data-target-id={target.id}>
            <span className="kern-body">{target.label}</span>
            {target.sealNumber === null ? (
              <Badge tone="info">offen</Badge>
            ) : (
              <Badge tone="success" icon="check">{`Siegel Nr. ${target.sealNumber}`}</Badge>
            )}
          </li>
        ))}
      </ul>
    </StepFrame>
  );
}
