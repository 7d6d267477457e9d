/** The seat with its windows in Chromium: start to the sign-in screen, calls through the bridge, a Personalausweis by screen. */
import { openSeat } from '../e2e/support/open-seat.ts';
import { devicesReady, goThrough, signIn } from '../support/clerk-at-screen.ts';
import { percentile, Shares, timed } from './measure.ts';
import { descendants, type Memory, memoryOf } from './process-memory.ts';
import { applicant } from './seat-bench.ts';

interface Bridge {
  invoke(channel: string, payload: unknown): Promise<unknown>;
}

export interface ScreenFigures {
  figures: Record<string, number>;
  bySteps: Record<string, number>;
  memory: Record<string, Memory>;
}

export async function benchScreen(calls: number): Promise<ScreenFigures> {
  const { ms: startMs, value: seat } = await timed(async () => {
    const opened = await openSeat();
    await opened.clerk.locator('[data-screen="sign-in"]').waitFor();
    return opened;
  });
  try {
    const { clerk } = seat;
    const trips = await clerk.evaluate(async (count) => {
      const { counter } = window as unknown as { counter: Bridge };
      const durations: number[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        const started = performance.now();
        await counter.invoke('counter:session/state', {});
        durations.push(performance.now() - started);
      }
      return durations;
    }, calls);
    await signIn(clerk, { userName: 'berger', pin: '274913' });
    await devicesReady(clerk, 6);
    const shares = new Shares();
    const { ms: screenMs } = await timed(async () => {
      await goThrough(clerk, 'personalausweis', applicant(), {
        onStep: async ({ kind, stepId }) => shares.enter(`${kind} ${stepId}`),
      });
      shares.enter(null);
    });
    return {
      figures: {
        [`start to the sign-in screen ms (${seat.host})`]: startMs,
        'page ↔ main p50 ms': percentile(trips, 0.5),
        'page ↔ main p95 ms': percentile(trips, 0.95),
        'page ↔ main slowest ms': Math.max(...trips),
        'Personalausweis by screen ms': screenMs,
      },
      bySteps: shares.ms,
      memory: { 'chromium (all its processes)': memoryOf(descendants(process.pid, 'chrom')) },
    };
  } finally {
    await seat.close();
  }
}
