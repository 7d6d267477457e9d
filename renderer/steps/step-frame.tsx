/** The frame of every step: heading with guidance, the last error, the panel, and the actions always at the same place. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { StepPanel } from '../../electron/contract/step-panel.ts';
import { isShown } from '../ipc/error-report.ts';
import { Button } from '../ui/button.tsx';
import { useLasting } from '../ui/use-lasting.ts';
import { ErrorNotice } from './error-notice.tsx';
import type { StepCall } from './step-call.ts';

export interface PrimaryAction {
  label: string;
  run(): void;
  disabled?: boolean;
  /** Money is never repeated from an error message, only from its own button. */
  repeatable?: boolean;
}

/** Acts that are over sooner never show a waiting line. */
const waitShownAfterMs = 250;

export interface StepFrameProps {
  panel: StepPanel;
  call: StepCall;
  primary: PrimaryAction | null;
  secondary?: ReactNode;
  /** What the device or the person does now, shown while `running`. */
  waiting?: string;
  children: ReactNode;
}

export function StepFrame({ panel, call, primary, secondary, waiting, children }: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (panel.stepId === '') return;
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  }, [panel.stepId]);

  const error = call.error ?? panel.error;
  // Forms have no device: what runs there is a draft of a few milliseconds that must not swallow a click.
  const working = panel.running && !('fields' in panel);
  const running = call.busy || working;
  const waits = useLasting(working, waitShownAfterMs);
  const again = call.repeat ?? (primary?.repeatable === false ? null : (primary?.run ?? null));
  return (
    <form
      className="step"
      data-step-id={panel.stepId}
      data-step-kind={panel.kind}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (primary && !primary.disabled && !running && !call.settling) primary.run();
      }}
    >
      <div className="step-scroll">
        <header className="step-header">
          <h1 className="kern-heading-medium" tabIndex={-1} ref={heading} data-step-heading>
            {panel.title}
          </h1>
          {panel.guidance !== '' && <p className="kern-body">{panel.guidance}</p>}
          {panel.legalBasis !== '' && <p className="legal">{panel.legalBasis}</p>}
        </header>
        {error && isShown(error) && !working && <ErrorNotice error={error} onRepeat={again} busy={running} />}
        {children}
      </div>
      <footer className="step-actions">
        <div className="step-secondary">
          {waits ? (
            <>
              <p className="step-waiting" role="status">
                <span className="spinner" aria-hidden="true" />
                {waiting ?? 'Bitte warten …'}
              </p>
              <Button variant="tertiary" icon="close" onPress={call.abort}>
                Abbrechen (Esc)
              </Button>
            </>
          ) : (
            secondary
          )}
        </div>
        {primary ? (
          <Button
            variant="primary"
            type="submit"
            main
            icon="arrow-forward"
            className="step-primary"
            disabled={primary.disabled === true}
            settling={call.settling}
            busy={running}
          >
            {primary.label}
          </Button>
        ) : (
          call.revisited && (
            <Button
              variant="primary"
              type="submit"
              main
              icon="arrow-forward"
              className="step-primary"
              onPress={call.forward}
            >
              Zum offenen Schritt
            </Button>
          )
        )}
      </footer>
    </form>
  );
}
