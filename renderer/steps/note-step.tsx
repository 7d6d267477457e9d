/** Something the clerk reads out or does, and confirms. */
import type { StepProps } from './step-call.ts';
import { type PrimaryAction, StepFrame } from './step-frame.tsx';

export function NoteStep({ panel, call }: StepProps<'note'>) {
  // Main could not draw the real step, for example without a tariff: the error says why, nothing is to be confirmed.
  const unavailable = panel.error !== null && panel.acknowledgement === '';
  const confirm: PrimaryAction = {
    label: 'Bestätigen und weiter',
    run: () => call.act({ do: 'record', values: {} }),
  };
  const primary = unavailable ? { label: 'Erneut prüfen', run: call.forward } : call.revisited ? null : confirm;
  return (
    <StepFrame panel={panel} call={call} primary={primary}>
      {panel.text.length > 0 && (
        <div className="note-text">
          {panel.text.map((paragraph) => (
            <p className="kern-body" key={paragraph}>
              {paragraph}
            </p>
          ))}
        </div>
      )}
      {panel.acknowledgement !== '' && <p className="kern-body kern-body--bold">{panel.acknowledgement}</p>}
    </StepFrame>
  );
}
