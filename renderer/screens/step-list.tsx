/** The way through the Vorgang; done steps can be opened again, nothing is lost. */
import { useEffect, useRef } from 'react';
import type { StepView, VorgangView } from '../../electron/contract/vorgang.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

export interface StepListProps {
  view: VorgangView;
  busy: boolean;
  onShow(stepId: string): void;
  onLeave(): void;
}

const stateWords: Record<StepView['state'], string> = { done: 'erledigt', current: 'jetzt', open: 'offen' };

export function StepList({ view, busy, onShow, onLeave }: StepListProps) {
  const shown = view.panel?.stepId;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (shown === undefined) return;
    list.current?.querySelector(`[data-step-nav="${CSS.escape(shown)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const done = view.steps.filter((step) => step.state === 'done').length;
  return (
    <nav className="step-nav" aria-label="Schritte">
      <Button variant="tertiary" icon="arrow-back" disabled={busy && view.unknown === null} onPress={onLeave}>
        Übersicht
      </Button>
      {view.steps.length > 0 && (
        <p className="step-count">
          {done} von {view.steps.length} Schritten erledigt
        </p>
      )}
      <ol className="step-list" ref={list}>
        {view.steps.map((step, index) => (
          <li
            key={step.id}
            className={`step-item step-${step.state}${step.id === shown ? ' step-shown' : ''}`}
            data-step-nav={step.id}
            data-step-state={step.state}
          >
            <span className="step-mark" aria-hidden="true">
              {step.state === 'done' ? <Icon name="check" /> : index + 1}
            </span>
            {step.state !== 'open' && step.id !== shown ? (
              <button
                type="button"
                className="step-link"
                aria-disabled={busy}
                onClick={() => {
                  if (!busy) onShow(step.id);
                }}
              >
                {step.title}
                <span className="kern-sr-only-text"> ({stateWords[step.state]})</span>
              </button>
            ) : (
              <span className="step-name" aria-current={step.id === shown ? 'step' : undefined}>
                {step.title}
                <span className="kern-sr-only-text"> ({stateWords[step.state]})</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
