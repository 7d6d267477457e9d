/** Fingerprints: one finger an attempt, its score against the threshold, exceptions only with a reason. */
import { useState } from 'react';
import { useLive } from '../ipc/use-live.ts';
import { HandPicture } from '../ui/hand-picture.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { FingerList } from './finger-list.tsx';
import { ReasonButton } from './reason-button.tsx';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

const guides = {
  none: 'Aufnahme läuft',
  place: 'Finger jetzt auflegen',
  hold: 'Ruhig liegen lassen',
  lift: 'Finger abheben',
} as const;

export function FingerprintStep({ panel, call }: StepProps<'fingerprint'>) {
  const [liveGuide, setLiveGuide] = useState<keyof typeof guides | null>(null);
  useLive(call.vorgangId, 'finger-guide', (signal) => setLiveGuide(signal.guide));
  const guide = panel.running ? (liveGuide ?? panel.guide) : 'none';

  const current = panel.fingers.find((finger) => finger.state === 'current');
  const sameHand = panel.fingers.filter((finger) => finger.hand === current?.hand);
  const scores = sameHand.flatMap((finger) => finger.attempts.map((attempt) => attempt.score));
  const taken = panel.fingers.some((finger) => finger.attempts.length > 0 || finger.missingReason !== null);
  const hand = current?.hand === 'left' ? 'linken' : 'rechten';
  const marks = Object.fromEntries(panel.fingers.map((finger) => [finger.finger, finger.state]));
  const capture = () => {
    setLiveGuide(null);
    call.act({ do: 'capture' });
  };
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting={guides[guide]}
      primary={
        current
          ? { label: current.attempts.length > 0 ? 'Noch einmal aufnehmen' : 'Finger aufnehmen', run: capture }
          : null
      }
      secondary={
        <>
          {current && (
            <ReasonButton
              label="Finger geht nicht"
              title={`${current.label}: nicht aufnehmbar`}
              text="Der Finger wird übersprungen. Der Grund steht später auf dem Antrag."
              confirmLabel="Finger überspringen"
              options={panel.missingReasons}
              busy={call.busy}
              onConfirm={(reason) => call.act({ do: 'mark-missing', finger: current.finger, reason })}
            />
          )}
          {scores.length > 0 && (
            <ReasonButton
              label="Besten Versuch nehmen"
              title={`Besten Versuch der ${hand} Hand übernehmen`}
              text={`Der beste Wert ist ${Math.max(...scores)}. Er liegt unter dem verlangten Wert. Bitte begründen Sie, warum er genügt.`}
              confirmLabel="Übernehmen"
              busy={call.busy}
              onConfirm={(reason) => call.act({ do: 'accept', reason })}
            />
          )}
        </>
      }
    >
      {current && !panel.running && !panel.error && (
        <p className="finger-next">
          Als Nächstes: <strong>{current.label}</strong>
        </p>
      )}
      {current && panel.running && guide !== 'none' && (
        <p className={`finger-guide finger-guide-${guide}`} aria-live="assertive">
          {guides[guide]} – {current.label}
        </p>
      )}
      <div className="finger-layout">
        <div className="hands">
          <figure>
            <HandPicture hand="left" marks={marks} label="Linke Hand" />
            <figcaption>Linke Hand</figcaption>
          </figure>
          <figure>
            <HandPicture hand="right" marks={marks} label="Rechte Hand" />
            <figcaption>Rechte Hand</figcaption>
          </figure>
          {panel.previewPng && (
            <figure className="finger-preview">
              <img src={`data:image/png;base64,${panel.previewPng}`} alt="Letzte Aufnahme des Fingers" />
              <figcaption>Letzte Aufnahme</figcaption>
            </figure>
          )}
        </div>
        <div>
          <FingerList fingers={panel.fingers} scoreSource={panel.scoreSource} />
          {taken && (
            <ConfirmButton
              label="Neu beginnen"
              title="Alle Fingerabdrücke neu aufnehmen?"
              text="Was bisher aufgenommen wurde, wird verworfen."
              confirmLabel="Verwerfen und neu beginnen"
              busy={call.busy}
              onConfirm={() => call.act({ do: 'repeat' })}
            />
          )}
        </div>
      </div>
    </StepFrame>
  );
}
