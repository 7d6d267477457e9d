/** Signature on the pad: what is signed, by whom, the ink as it comes, and the image that leaves the seat. */
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { InkCanvas } from './ink-canvas.tsx';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

export function SignatureStep({ panel, call }: StepProps<'signature'>) {
  const image = panel.running ? null : panel.imagePng;
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting="Pad wartet auf Unterschrift"
      primary={
        panel.captured && call.revisited
          ? null
          : panel.captured
            ? { label: 'Unterschrift übernehmen', run: () => call.act({ do: 'accept', reason: '' }) }
            : { label: 'Pad freigeben', run: () => call.act({ do: 'capture' }) }
      }
      secondary={
        panel.captured && (
          <Button icon="autorenew" disabled={call.busy} onPress={() => call.act({ do: 'repeat' })}>
            Neu unterschreiben lassen
          </Button>
        )
      }
    >
      <dl className="signature-facts">
        <dt>Es unterschreibt</dt>
        <dd className="as-typed kern-body--bold">{panel.signer}</dd>
        <dt>Erklärung</dt>
        <dd>{panel.declaration}</dd>
      </dl>
      {panel.lostSamples > 0 && (
        <Alert tone="warning" title="Unterschrift möglicherweise lückenhaft">
          <p className="kern-body">
            {panel.lostSamples} Messpunkte fehlen. Sehen Sie sich das Bild an und lassen Sie im Zweifel neu
            unterschreiben.
          </p>
        </Alert>
      )}
      <figure className="signature-paper">
        {image ? (
          <img src={`data:image/png;base64,${image}`} alt="Unterschrift, wie sie in den Antrag kommt" />
        ) : (
          <InkCanvas vorgangId={call.vorgangId} />
        )}
        <figcaption>
          {image
            ? 'So kommt die Unterschrift in den Antrag.'
            : panel.running
              ? 'Die Unterschrift erscheint hier, während sie entsteht.'
              : 'Noch keine Unterschrift. Geben Sie das Pad frei.'}
        </figcaption>
      </figure>
    </StepFrame>
  );
}
