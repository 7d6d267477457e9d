/** The conversation behind the recorded traces: open, a signature with one clear, a question, close. */
import { silentLog, systemClock, systemRandom } from '../../../core/system-context.ts';
import type { Reports } from '../../../core/transport.ts';
import { testScreen } from '../../conformance.ts';
import type { InkOutcome, PadButton, PenPoint } from '../../port.ts';
import { openWacomStu } from '../open-wacom-stu.ts';

export interface SessionResult {
  label: string;
  outcome: InkOutcome;
  /** Number of points told to the mirror before and after the citizen cleared. */
  live: number[];
  answer: PadButton['id'];
}

/** `beforeQuestion` lets a recorder change what the virtual citizen does. */
export async function playSession(transport: Reports, beforeQuestion = () => {}): Promise<SessionResult> {
  const pad = await openWacomStu({ transport, clock: systemClock, random: systemRandom, log: silentLog });
  const live = [0];
  const onPoints = (points: readonly PenPoint[] | null) => {
    if (points === null) live.push(0);
    else live[live.length - 1] = (live.at(-1) ?? 0) + points.length;
  };
  const { signal } = new AbortController();
  const outcome = await pad.capture(testScreen(pad), { onPoints }, signal);
  beforeQuestion();
  const answer = await pad.choose(testScreen(pad), signal);
  await pad.close();
  return { label: pad.info.label, outcome, live, answer };
}
