/** The evening in three steps: count, close the terminal and compare, end. Where it stands is main's knowledge, not the window's. */
import { useState } from 'react';
import type { ClosingView, TillView } from '../../electron/contract/till.ts';
import { till } from '../ipc/clients.ts';
import { ReasonButton } from '../steps/reason-button.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Comparison } from './comparison.tsx';
import { CountTable } from './count-table.tsx';
import { EndClosing } from './end-closing.tsx';
import { LeadDialog } from './lead-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import type { TillControl } from './use-till.ts';

export interface ClosingWizardProps {
  view: TillView;
  control: TillControl;
  onDone(): void;
}

export function ClosingWizard({ view, control, onDone }: ClosingWizardProps) {
  const { closing } = view;
  if (closing === null) {
    return (
      <section className="till-step">
        <h2 className="kern-heading-small">Abschluss Nr. {view.nextClosing}</h2>
        <p className="kern-body">
          Vom Beginn bis zum Ende des Abschlusses werden an diesem Platz keine Zahlungen angenommen.
        </p>
        <Button
          variant="primary"
          main
          icon="arrow-forward"
          busy={control.busy}
          onPress={() => void control.run(() => till.beginClosing({}))}
        >
          Abschluss beginnen
        </Button>
      </section>
    );
  }
  const counted = closing.counts !== null || !view.takesCash;
  const cut = ['done', 'left-out', 'not-needed'].includes(closing.cut);
  return (
    <div className="till-day" data-closing={closing.number} data-closing-cut={closing.cut}>
      <h2 className="kern-heading-small">Abschluss Nr. {closing.number}</h2>
      <Blockers view={view} closing={closing} control={control} />
      {view.takesCash && <CountTable key={closing.number} closing={closing} control={control} />}
      <CutStep view={view} closing={closing} control={control} ready={counted} />
      {counted && cut && closing.blockedBy.length === 0 && (
        <EndClosing closing={closing} takesCash={view.takesCash} control={control} onDone={onDone} />
      )}
      {closing.mayCancel && (
        <ReasonButton
          label="Abschluss abbrechen"
          title="Abschluss abbrechen"
          text="Die Zählung wird verworfen, danach können wieder Zahlungen angenommen werden."
          confirmLabel="Abschluss abbrechen"
          variant="tertiary"
          busy={control.busy}
          onConfirm={(reason) => void control.run(() => till.cancelClosing({ reason }))}
        />
      )}
    </div>
  );
}

function Blockers({ view, closing, control }: { view: TillView; closing: ClosingView; control: TillControl }) {
  const [settling, setSettling] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const unknown = view.unknown.find(({ operation }) => operation.id === settling);
  if (view.unknown.length === 0) return null;
  return (
    <Alert tone="warning" title="Ungeklärt">
      <ul className="till-unknown">
        {view.unknown.map(({ operation, title }) => (
          <li key={operation.id}>
            <span>
              {title}
              {closing.acceptedUnknown.includes(operation.id) && ' (von der Leitung zugelassen)'}
            </span>
            <Button variant="tertiary" disabled={control.busy} onPress={() => setSettling(operation.id)}>
              Klären
            </Button>
          </li>
        ))}
      </ul>
      {closing.blockedBy.length > 0 && (
        <div>
          <Button disabled={control.busy} onPress={() => setAsking(true)}>
            Ungeklärtes zulassen (Leitung)
          </Button>
        </div>
      )}
      {unknown && <SettleDialog unknown={unknown} control={control} onClose={() => setSettling(null)} />}
      {asking && <LeadDialog what="unknown" control={control} onClose={() => setAsking(false)} />}
    </Alert>
  );
}

interface CutStepProps {
  view: TillView;
  closing: ClosingView;
  control: TillControl;
  ready: boolean;
}

function CutStep({ closing, control, ready }: CutStepProps) {
  const [leaving, setLeaving] = useState(false);
  if (!ready) return null;
  return (
    <section className="till-step" aria-labelledby="till-cut">
      <h3 className="kern-title" id="till-cut">
        Kassenschnitt am Terminal
      </h3>
      {(closing.cut === 'open' || closing.cut === 'running') && (
        <div className="till-row">
          <Button
            variant="primary"
            main
            busy={control.busy}
            disabled={closing.blockedBy.length > 0}
            onPress={() => void control.run(() => till.cutBatch({}))}
          >
            Kassenschnitt ausführen
          </Button>
          <Button variant="tertiary" disabled={control.busy} onPress={() => setLeaving(true)}>
            Terminal gestört: ohne Kassenschnitt
          </Button>
        </div>
      )}
      {closing.cut === 'unknown' && <p className="kern-body">Der Ausgang des Kassenschnitts muss geklärt werden.</p>}
      {closing.cut === 'left-out' && <p className="kern-body">Ohne Kassenschnitt, von der Leitung entschieden.</p>}
      {closing.cut === 'not-needed' && <p className="kern-body">Kein Terminal und keine Kartenzahlung.</p>}
      {closing.comparison && <Comparison comparison={closing.comparison} />}
      {leaving && <LeadDialog what="cut" control={control} onClose={() => setLeaving(false)} />}
    </section>
  );
}
