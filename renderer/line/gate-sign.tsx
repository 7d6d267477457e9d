/** How the city network stands, in the bar: a word and a sign, calm while all is well. */
import { useEffect, useRef, useState } from 'react';
import type { GateView } from '../../electron/contract/central.ts';
import { Announcer } from '../ui/announcer.tsx';
import { showTime } from '../ui/german-date.ts';
import { Icon } from '../ui/icon.tsx';
import { useLasting } from '../ui/use-lasting.ts';
import { announcements, stateIcons, waitingText } from './gate-words.ts';

/** Every act waits a moment for its transfer: only what stays is told. */
const waitingShownAfterMs = 8_000;

export function GateSign({ gate }: { gate: GateView }) {
  const { state } = gate;
  const waiting = waitingText(gate);
  const lasting = useLasting(waiting !== '', waitingShownAfterMs);
  const said = useAnnouncement(state);
  if (state === null) return null;
  return (
    <>
      <span className={`gate gate-${state}`} data-gate={state}>
        <Icon name={stateIcons[state]} />
        <span>
          <span className={state === 'verbunden' ? 'kern-sr-only' : ''}>Stadtnetz </span>
          {state}
          {lasting && <span className="gate-waiting"> · {waiting}</span>}
        </span>
      </span>
      <Announcer text={said} />
    </>
  );
}

/** For the locked seat: that the line is gone, and since when. */
export function GateNotice({ since }: { since: string | null }) {
  return (
    <p className="gate gate-getrennt" data-gate="getrennt">
      <Icon name="danger" />
      <span>Stadtnetz getrennt{since !== null && ` seit ${showTime(since)} Uhr`}</span>
    </p>
  );
}

/** Nothing is said at first: only changes are news. */
function useAnnouncement(state: GateView['state']): string {
  const before = useRef(state);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (before.current !== null && state !== null && state !== before.current) setSaid(announcements[state]);
    before.current = state;
  }, [state]);
  return said;
}
