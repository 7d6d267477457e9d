/** `npm run faults -- payment`: simulated payments with every fault, and real seats and device hosts that are killed while they pay. */
import { killPayments } from './payment-kills.ts';
import { simulatePayments } from './payment-simulation.ts';
import type { FaultRow, SimulationResult } from './payment-tally.ts';

export interface PaymentFaultOptions {
  runs: number;
  seed: number;
  /** Repeats one simulated run. */
  only?: number | undefined;
  onText(text: string): void;
}

/** Kills for each thousand runs: 300 for 10,000. */
const killsPerThousand = 30;

export async function runPaymentFaults({ runs, seed, only, onText }: PaymentFaultOptions) {
  const kills = only === undefined ? Math.ceil((runs * killsPerThousand) / 1000) : 0;
  const startedMs = performance.now();
  const [simulated, killed] = await Promise.all([
    simulatePayments({ runs, seed, only }),
    kills === 0 ? undefined : killPayments({ kills, seed }),
  ]);
  const parts = killed ? [simulated, killed] : [simulated];
  for (const { terminal, faulted, unknown, unknownPercent } of parts.flatMap((part) => part.terminals)) {
    onText(`terminal "${terminal}": ${faulted} faulted, ${unknown} left to a person (${unknownPercent} %)`);
  }
  const sum = (value: (part: SimulationResult) => number) => parts.reduce((total, part) => total + value(part), 0);
  return {
    table: parts.flatMap((part): FaultRow[] => part.table),
    failures: parts.flatMap((part) => part.failures),
    summary: {
      runs: sum((part) => part.runs),
      faulted: sum((part) => part.faulted),
      lost: sum((part) => part.lost),
      double: sum((part) => part.double),
      wrong: sum((part) => part.wrong),
      unknown: sum((part) => part.unknown),
      byLedger: sum((part) => part.byLedger),
      kills,
      seconds: Math.round((performance.now() - startedMs) / 1000),
    },
  };
}
