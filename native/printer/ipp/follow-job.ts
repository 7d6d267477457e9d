/** Follows one job to its end by its job-state; short failures of the line are survived, lasting ones end in `unknown`. */
import type { Clock } from '../../core/context.ts';
import { isDeviceError } from '../../core/device-error.ts';
import { pause } from '../../core/wait.ts';
import type { PrintHooks, PrintJobState, PrintOutcome } from '../port.ts';
import { isFinal } from './answers.ts';
import { status } from './ipp.table.ts';
import { IppRefusal } from './ipp-session.ts';

export interface JobWatch {
  clock: Clock;
  pollMs: number;
  /** Longest wait for the end, including an empty tray. */
  jobTimeoutMs: number;
  /** Longest time without any answer. */
  silenceMs: number;
  readJob(jobId: number): Promise<PrintJobState>;
  readReasons(): Promise<readonly string[]>;
  cancel(jobId: number): Promise<void>;
}

/** A sheet is often out in a moment: the first looks come quickly, then every `pollMs`. */
const firstLookMs = 40;

/** After a cancel the printer still finishes the sheet in hand. */
const cancelTimeoutMs = 20_000;

export async function followJob(
  watch: JobWatch,
  first: PrintJobState,
  hooks: PrintHooks,
  signal: AbortSignal,
): Promise<PrintOutcome> {
  const { clock } = watch;
  let deadlineMs = clock.steadyMs() + watch.jobTimeoutMs;
  let heardMs = clock.steadyMs();
  let reported = '';
  let cancelling = false;
  let job = first;
  let waitMs = Math.min(firstLookMs, watch.pollMs);
  for (;;) {
    try {
      const reasons = await watch.readReasons();
      const news = JSON.stringify([job.phase, job.reasons, reasons]);
      if (news !== reported) hooks.onState(job, reasons);
      reported = news;
      if (isFinal(job.phase)) return outcomeOf(job);
      heardMs = clock.steadyMs();
    } catch (error) {
      if (isFinal(job.phase)) return outcomeOf(job);
      if (!isDeviceError(error) && !(error instanceof IppRefusal)) throw error;
    }
    if (signal.aborted && !cancelling) {
      cancelling = true;
      deadlineMs = Math.min(deadlineMs, clock.steadyMs() + cancelTimeoutMs);
      // A job that ended meanwhile cannot be cancelled; the next look shows its end.
      await watch.cancel(job.jobId).catch(() => {});
    }
    if (clock.steadyMs() >= deadlineMs) return unknown('Der Auftrag kam nicht rechtzeitig zum Ende.');
    if (clock.steadyMs() - heardMs >= watch.silenceMs) return unknown('Der Drucker antwortet nicht mehr.');
    await pause(clock, waitMs, cancelling ? undefined : signal).catch(() => {});
    waitMs = Math.min(waitMs * 2, watch.pollMs);
    try {
      job = await watch.readJob(first.jobId);
      heardMs = clock.steadyMs();
    } catch (error) {
      if (error instanceof IppRefusal && error.statusCode === status.notFound) {
        return unknown('Der Drucker kennt den Auftrag nicht mehr.');
      }
      if (!isDeviceError(error) && !(error instanceof IppRefusal)) throw error;
    }
  }
}

export function unknown(text: string): PrintOutcome {
  return { kind: 'unknown', text };
}

function outcomeOf(job: PrintJobState): PrintOutcome {
  return job.phase === 'completed' ? { kind: 'printer-says-done', job } : { kind: 'stopped', job };
}
