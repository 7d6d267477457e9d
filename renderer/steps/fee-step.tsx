/** Fees: what is due and why, by card or cash; paid once, whatever is pressed. */
import { useState } from 'react';
import { useLive } from '../ipc/use-live.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { formatCents, parseCents } from '../ui/money.ts';
import { RadioGroup } from '../ui/radio-group.tsx';
import { CashForm } from './cash-form.tsx';
import { FeeTable } from './fee-table.tsx';
import { ReasonButton } from './reason-button.tsx';
import type { StepProps } from './step-call.ts';
import { type PrimaryAction, StepFrame } from './step-frame.tsx';
import { TerminalQuestion } from './terminal-question.tsx';

const methodNames = { card: 'Karte', cash: 'Bar' } as const;

export function FeeStep({ panel, call }: StepProps<'fee'>) {
  const [wanted, setWanted] = useState<'card' | 'cash'>('card');
  const [given, setGiven] = useState('');
  const [liveDisplay, setLiveDisplay] = useState<string | null>(null);
  useLive(call.vorgangId, 'terminal-display', (signal) => setLiveDisplay(signal.text));

  const open = panel.phase === 'due' || panel.phase === 'declined';
  const method = panel.methods.includes(wanted) ? wanted : (panel.methods[0] ?? null);
  const givenCents = given === '' ? panel.totalCents : parseCents(given);
  const total = formatCents(panel.totalCents);
  const pay = () => {
    setLiveDisplay(null);
    if (method === 'cash') call.act({ do: 'pay-cash', givenCents: givenCents ?? 0 });
    else call.act({ do: 'pay-card' });
  };
  const enough = givenCents !== null && givenCents >= panel.totalCents;
  const primary: PrimaryAction | null =
    open && method !== null
      ? {
          label: method === 'card' ? `${total} mit Karte zahlen` : `${total} bar erhalten`,
          run: pay,
          disabled: method === 'cash' && !enough,
          repeatable: false,
        }
      : panel.phase === 'paying'
        ? { label: `${total} mit Karte zahlen`, run: pay, disabled: true, repeatable: false }
        : panel.phase === 'elsewhere' && !call.revisited
          ? { label: 'Zahlung prüfen', run: call.forward, repeatable: false }
          : null;
  const display = liveDisplay ?? panel.display;
  return (
    <StepFrame
      panel={panel}
      call={{ ...call, repeat: null }}
      primary={primary}
      waiting="Zahlung läuft"
      secondary={
        open ? (
          <>
            <ReasonButton
              label="Gebühr erlassen"
              title={`Gebühr von ${total} erlassen`}
              text="Der Erlass wird mit Ihrem Namen und Grund festgehalten."
              confirmLabel="Gebühr erlassen"
              busy={call.busy}
              onConfirm={(reason) => call.act({ do: 'waive', reason })}
            />
            {panel.mayPayElsewhere === true && (
              <Button disabled={call.busy} onPress={() => call.act({ do: 'pay-later' })}>
                An der Sammelkasse zahlen
              </Button>
            )}
          </>
        ) : (
          panel.phase === 'elsewhere' && (
            <Button disabled={call.busy} onPress={() => call.act({ do: 'pay-here' })}>
              Doch hier zahlen
            </Button>
          )
        )
      }
    >
      {panel.phase === 'declined' && (
        <Alert tone="warning" title="Zahlung abgelehnt – es wurde nichts gebucht" urgent>
          <p className="kern-body">{panel.declinedText ?? 'Das Terminal hat die Zahlung abgelehnt.'}</p>
          <p className="kern-body kern-body--bold">Versuchen Sie eine andere Karte oder kassieren Sie bar.</p>
        </Alert>
      )}
      {panel.phase === 'paying' && (
        <div className="terminal" role="status">
          <span className="terminal-title">Anzeige des Terminals</span>
          <span className="terminal-text">{display ?? 'Verbindung zum Terminal …'}</span>
        </div>
      )}
      {panel.question !== null && <TerminalQuestion question={panel.question} onAnswer={(yes) => call.answer(yes)} />}
      {panel.phase === 'paid' && (
        <Alert tone="success" title={`${total} bezahlt`}>
          {panel.receiptNumber !== null && <p className="kern-body">Belegnummer: {panel.receiptNumber}</p>}
          {panel.bookedAt !== undefined && (
            <p className="kern-body">
              Das Geld ist an Platz {panel.bookedAt}. Dort wird es gebucht; die Quittung ist da, sobald der Platz sie
              ausgestellt hat.
            </p>
          )}
          {panel.changeCents !== null && (
            <p className="kern-body kern-body--bold">Rückgeld: {formatCents(panel.changeCents)}</p>
          )}
        </Alert>
      )}
      {panel.phase === 'waived' && <Alert tone="success" title="Gebühr erlassen" />}
      {panel.phase === 'elsewhere' && (
        <Alert tone="info" title={`${total} an der Sammelkasse zu zahlen`}>
          <p className="kern-body">Die Person zahlt an der Sammelkasse. Hier wird nichts kassiert.</p>
        </Alert>
      )}
      {panel.phase === 'nothing-due' && <Alert tone="info" title="Es ist keine Gebühr fällig" />}
      {panel.items.length > 0 && <FeeTable items={panel.items} totalCents={panel.totalCents} />}
      {open && panel.methods.length > 1 && method !== null && (
        <RadioGroup
          legend="Zahlungsart"
          value={method}
          options={panel.methods.map((value) => ({ value, label: methodNames[value] }))}
          onChange={(value) => setWanted(value === 'cash' ? 'cash' : 'card')}
        />
      )}
      {open && panel.methods.length === 0 && (
        <Alert tone="warning" title="Zurzeit ist keine Zahlung möglich">
          <p className="kern-body">Das EC-Terminal ist nicht bereit. Prüfen Sie rechts den Zustand der Geräte.</p>
        </Alert>
      )}
      {open && method === 'cash' && (
        <CashForm totalCents={panel.totalCents} given={given} givenCents={givenCents} onChange={setGiven} />
      )}
    </StepFrame>
  );
}
