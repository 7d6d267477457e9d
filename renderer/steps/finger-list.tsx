/** Each finger with its attempts and how far they reach. */
import type { PanelOf } from '../../electron/contract/step-panel.ts';
import { Badge, type BadgeProps } from '../ui/badge.tsx';

type Finger = PanelOf<'fingerprint'>['fingers'][number];

const states: Record<Finger['state'], { tone: BadgeProps['tone']; text: string }> = {
  open: { tone: 'info', text: 'offen' },
  current: { tone: 'info', text: 'jetzt' },
  accepted: { tone: 'success', text: 'übernommen' },
  'below-threshold': { tone: 'warning', text: 'unter dem Wert' },
  missing: { tone: 'warning', text: 'nicht aufnehmbar' },
  'not-needed': { tone: 'info', text: 'nicht nötig' },
};

export function FingerList({ fingers, scoreSource }: { fingers: readonly Finger[]; scoreSource: string }) {
  // Fallback fingers appear only once they are needed; each hand shows at least one.
  const shown = fingers.filter(
    (finger) =>
      (finger.state !== 'not-needed' && finger.state !== 'open') ||
      finger.attempts.length > 0 ||
      fingers.find((other) => other.hand === finger.hand) === finger,
  );
  return (
    <div>
      <ul className="finger-list">
        {shown.map((finger) => (
          <li key={finger.finger} data-finger={finger.finger} data-finger-state={finger.state}>
            <div className="finger-row">
              <span className="kern-body kern-body--bold">{finger.label}</span>
              <Badge tone={states[finger.state].tone}>{states[finger.state].text}</Badge>
            </div>
            {finger.missingReason !== null && (
              <p className="kern-body kern-body--small">Grund: {finger.missingReason}</p>
            )}
            {(finger.attempts.length > 0 || finger.state === 'current') && (
              <p className="kern-body kern-body--small">
                Versuch {finger.attempts.length} von {finger.maxAttempts}, verlangt ab {finger.threshold}
              </p>
            )}
            {numbered(finger).map(({ number, score }) => (
              <Score key={number} number={number} score={score} threshold={finger.threshold} />
            ))}
          </li>
        ))}
      </ul>
      {scoreSource !== '' && <p className="legal">Qualitätswert 0 bis 100: {scoreSource}</p>}
    </div>
  );
}

const numbered = (finger: Finger) => finger.attempts.map(({ score }, index) => ({ number: index + 1, score }));

function Score({ number, score, threshold }: { number: number; score: number; threshold: number }) {
  const good = score >= threshold;
  return (
    <div className={`score score-${good ? 'good' : 'low'}`}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="score-track" width="100" height="8" rx="2" />
        <rect className="score-bar" width={Math.min(100, Math.max(0, score))} height="8" rx="2" />
        <line className="score-threshold" x1={threshold} x2={threshold} y1="0" y2="8" />
      </svg>
      <span>
        {number}. Versuch: {score} {good ? '– gut' : '– zu niedrig'}
      </span>
    </div>
  );
}
