/** The chip of a document: laid on the reader, asked, shown. */
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { ReasonButton } from './reason-button.tsx';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

const outcomes = {
  answered: { tone: 'success', title: 'Der Chip hat geantwortet' },
  'no-chip': { tone: 'warning', title: 'Kein Chip gefunden' },
  skipped: { tone: 'info', title: 'Ausgelassen' },
} as const;

export function ChipStep({ panel, call }: StepProps<'chip'>) {
  const finished = panel.result !== null && call.revisited;
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting="Chip wird gelesen"
      primary={
        finished
          ? null
          : {
              label: panel.result || panel.error ? 'Noch einmal lesen' : 'Chip lesen',
              run: () => call.act({ do: 'capture' }),
            }
      }
      secondary={
        finished ? (
          <Button icon="autorenew" disabled={call.busy} onPress={() => call.act({ do: 'capture' })}>
            Noch einmal lesen
          </Button>
        ) : (
          panel.optional && (
            <ReasonButton
              label="Auslassen"
              title="Chip nicht lesen"
              text="Dieser Schritt darf ausgelassen werden. Bitte nennen Sie den Grund."
              confirmLabel="Schritt auslassen"
              busy={call.busy}
              onConfirm={(reason) => call.act({ do: 'skip', reason })}
            />
          )
        )
      }
    >
      {!panel.result && !panel.running && (
        <ol className="instructions">
          <li>Dokument flach auf den Leser legen, Lichtbildseite nach unten.</li>
          <li>Liegen lassen, bis hier ein Ergebnis steht.</li>
        </ol>
      )}
      {panel.result && (
        <Alert {...outcomes[panel.result.outcome]}>
          <DescriptionList rows={panel.result.rows} />
        </Alert>
      )}
    </StepFrame>
  );
}
