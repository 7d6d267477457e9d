/** The citizen checks what will be sent, on the own screen; the clerk sees the same. */
import { Alert } from '../ui/alert.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { ReasonButton } from './reason-button.tsx';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

export function CheckStep({ panel, call }: StepProps<'check'>) {
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting="Die Person prüft"
      primary={
        panel.citizen === 'confirmed'
          ? null
          : {
              label: panel.citizen === 'rejected' ? 'Noch einmal prüfen lassen' : 'Prüfen lassen',
              run: () => call.act({ do: 'ask-citizen' }),
            }
      }
      secondary={
        panel.citizen !== 'confirmed' && (
          <ReasonButton
            label="Mündlich bestätigt"
            title="Mündlich bestätigt"
            text="Die Person hat die Angaben gelesen und mündlich bestätigt. Warum nicht auf dem Pad?"
            confirmLabel="Bestätigung eintragen"
            busy={call.busy}
            onConfirm={(reason) => call.act({ do: 'confirm-for-citizen', reason })}
          />
        )
      }
    >
      {panel.citizen === 'rejected' && (
        <Alert tone="warning" title="Die Person hat einen Fehler gemeldet" urgent>
          <p className="kern-body">
            Fragen Sie, was nicht stimmt. Öffnen Sie links den passenden Schritt und ändern Sie die Angabe.
          </p>
        </Alert>
      )}
      {panel.citizen === 'asked' && (
        <Alert tone="info" title="Die Angaben stehen auf dem Bildschirm der Person">
          <p className="kern-body">Die Antwort kommt vom Unterschriftenpad.</p>
        </Alert>
      )}
      {panel.citizen === 'confirmed' && <Alert tone="success" title="Die Person hat die Angaben bestätigt" />}
      {panel.groups.map((group) => (
        <section key={group.title} className="data-group">
          <h2 className="kern-heading-small">{group.title}</h2>
          <DescriptionList rows={group.rows} />
        </section>
      ))}
    </StepFrame>
  );
}
