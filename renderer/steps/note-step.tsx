/** Something the clerk reads out or does, and confirms. */
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

export function NoteStep({ panel, call }: StepProps<'note'>) {
  return (
    <StepFrame
      panel={panel}
      call={call}
      primary={
        call.revisited ? null : { label: 'Bestätigen und weiter', run: () => call.act({ do: 'record', values: {} }) }
      }
    >
      <div className="note-text">
        {panel.text.map((paragraph) => (
          <p className="kern-body" key={paragraph}>
            {paragraph}
          </p>
        ))}
      </div>
      <p className="kern-body kern-body--bold">{panel.acknowledgement}</p>
    </StepFrame>
  );
}
