/** Papers: look, print, hold the sheet in the hand, confirm. */
import { useState } from 'react';
import type { PanelOf } from '../../electron/contract/step-panel.ts';
import { Alert } from '../ui/alert.tsx';
import { Badge, type BadgeProps } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { DocumentPreview } from './document-preview.tsx';
import { ReasonButton } from './reason-button.tsx';
import { SheetField } from './sheet-field.tsx';
import type { StepProps } from './step-call.ts';
import { type PrimaryAction, StepFrame } from './step-frame.tsx';

type Paper = PanelOf<'document'>['documents'][number];

const phases: Record<Paper['phase'], { tone: BadgeProps['tone']; text: string }> = {
  prepared: { tone: 'info', text: 'zu drucken' },
  printing: { tone: 'info', text: 'druckt' },
  'printer-says-done': { tone: 'warning', text: 'Blatt prüfen' },
  confirmed: { tone: 'success', text: 'in Ordnung' },
  rejected: { tone: 'danger', text: 'abgelehnt' },
  stopped: { tone: 'danger', text: 'angehalten' },
  unknown: { tone: 'warning', text: 'Ausgang unklar' },
};

export function DocumentStep({ panel, call }: StepProps<'document'>) {
  const due = panel.documents.find((paper) => paper.phase !== 'confirmed');
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const sheet = due?.stock && due.phase !== 'printer-says-done' ? due.stock : null;
  const sheetNumber = typed ?? sheet?.nextNumber ?? '';
  const shown = panel.documents.find((paper) => paper.id === chosen) ?? due ?? panel.documents[0];
  const act = (paper: Paper): PrimaryAction | null => {
    const showThen = (run: () => void) => () => {
      setChosen(null);
      run();
    };
    if (paper.phase === 'confirmed') return null;
    if (paper.phase === 'printer-says-done') {
      return {
        label: 'Blatt ist in Ordnung',
        run: showThen(() => call.act({ do: 'confirm-print', documentId: paper.id })),
        repeatable: false,
      };
    }
    const on = paper.stock && sheetNumber.trim() !== '' ? ` auf ${sheetNumber.trim().toUpperCase()}` : '';
    const label = `${paper.attempts > 0 ? 'Erneut drucken' : 'Drucken'}${on}`;
    const onSheet = paper.stock ? { sheetNumber: sheetNumber.trim() } : {};
    return {
      label,
      run: showThen(() => {
        setTyped(null);
        call.act({ do: 'print', documentId: paper.id, ...onSheet });
      }),
      disabled:
        paper.phase === 'unknown' || paper.phase === 'printing' || (paper.stock !== undefined && sheetNumber === ''),
      repeatable: false,
    };
  };
  const checking = due?.phase === 'printer-says-done';
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting="Der Drucker arbeitet"
      primary={due ? act(due) : null}
      secondary={
        due &&
        (checking || due.phase === 'stopped') && (
          <ReasonButton
            label="Kein Blatt oder unbrauchbar"
            title={`${due.title}: Blatt unbrauchbar`}
            text={`${due.stock?.usedNumber ? `Das Blatt ${due.stock.usedNumber}` : 'Das Blatt'} wird als verworfen vermerkt, danach können Sie neu drucken. Vernichten Sie ein misslungenes Blatt.`}
            confirmLabel="Als unbrauchbar vermerken"
            busy={call.busy}
            needsSecondClerk={due.stock?.secondClerkOnLoss ?? false}
            onConfirm={(reason, secondClerk) =>
              call.act({ do: 'spoiled', documentId: due.id, reason, ...(secondClerk ? { secondClerk } : {}) })
            }
          />
        )
      }
    >
      {checking && (
        <Alert tone="info" title={`Halten Sie „${due.title}“ in der Hand?`} urgent>
          <p className="kern-body">
            Der Drucker meldet den Druck als fertig. Prüfen Sie das Blatt: vollständig, lesbar, gerade.
            {due.stock?.usedNumber && ` Es trägt die Nummer ${due.stock.usedNumber}.`}
          </p>
        </Alert>
      )}
      {due && due.printerReasons.length > 0 && (
        <Alert tone="warning" title="Der Drucker meldet" urgent>
          <ul className="problem-list">
            {due.printerReasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Alert>
      )}
      {sheet && (
        <SheetField
          sheet={sheet}
          value={sheetNumber}
          onChange={(value) => setTyped(value)}
          disabled={panel.running || call.busy}
        />
      )}
      <div className="papers">
        <ul className="paper-list">
          {panel.documents.map((paper) => (
            <li key={paper.id} data-document-id={paper.id} data-print-phase={paper.phase}>
              <Button
                variant="tertiary"
                className={`paper-choice${paper.id === shown?.id ? ' paper-chosen' : ''}`}
                onPress={() => setChosen(paper.id)}
              >
                {paper.title}
              </Button>
              <Badge tone={phases[paper.phase].tone}>{phases[paper.phase].text}</Badge>
              {paper.attempts > 1 && <span className="legal">{paper.attempts} Versuche</span>}
            </li>
          ))}
        </ul>
        {shown && <DocumentPreview document={shown.preview} />}
        {panel.documents.length === 0 && <p className="kern-body">In diesem Vorgang ist nichts zu drucken.</p>}
      </div>
    </StepFrame>
  );
}
