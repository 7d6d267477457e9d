/** Counts what became of simulated payments: by fault, by kind of terminal, and every disagreement between seat and terminal. */
import type { PaymentOutcome } from '../../native/payment/port.ts';

export interface RunTruth {
  fault: string;
  terminal: string;
  byLedger: boolean;
  /** A fault really happened. */
  struck: boolean;
  verdict: PaymentOutcome['kind'];
  doubted: boolean;
  /** Standing bookings of this act at the terminal. */
  bookedCents: readonly number[];
  /** What the seat holds as paid. */
  believedCents: readonly number[];
  /** Commands that carried tag 1F1F: there must be none. */
  mirrored: number;
}

export interface FaultRow {
  fault: string;
  runs: number;
  paid: number;
  declined: number;
  notExecuted: number;
  unknown: number;
  /** Settled without a person after the seat had been in doubt. */
  recovered: number;
  bad: number;
}

export interface TerminalRow {
  terminal: string;
  runs: number;
  faulted: number;
  unknown: number;
  unknownPercent: number;
}

export interface SimulationResult {
  runs: number;
  faulted: number;
  /** Runs through the real journal and ledger. */
  byLedger: number;
  /** Booked, but the seat believes it was not. */
  lost: number;
  /** Booked twice. */
  double: number;
  /** The seat believes it was paid, but nothing or something else is booked. */
  wrong: number;
  /** Left to a person. */
  unknown: number;
  table: FaultRow[];
  terminals: TerminalRow[];
  failures: { seed: number; fault: string; terminal: string; what: string }[];
  /** Runs left to a person. */
  open: { seed: number; fault: string; terminal: string }[];
}

export class PaymentTally {
  readonly #faults = new Map<string, FaultRow>();
  readonly #terminals = new Map<string, TerminalRow>();
  readonly #sums = { runs: 0, faulted: 0, byLedger: 0, lost: 0, double: 0, wrong: 0, unknown: 0 };
  readonly #failures: SimulationResult['failures'] = [];
  readonly #open: SimulationResult['open'] = [];

  add(seed: number, run: RunTruth): void {
    const bad = flawOf(run);
    const row = this.#faultRow(run.struck ? run.fault : 'none');
    row.runs += 1;
    if (run.verdict === 'paid') row.paid += 1;
    else if (run.verdict === 'declined') row.declined += 1;
    else if (run.verdict === 'not-executed') row.notExecuted += 1;
    else row.unknown += 1;
    if (run.doubted && run.verdict !== 'unknown') row.recovered += 1;
    if (bad) row.bad += 1;
    this.#countTerminal(run);
    this.#sums.runs += 1;
    if (run.struck) this.#sums.faulted += 1;
    if (run.byLedger) this.#sums.byLedger += 1;
    if (run.verdict === 'unknown') {
      this.#sums.unknown += 1;
      this.#open.push({ seed, fault: run.fault, terminal: run.terminal });
    }
    if (!bad) return;
    this.#sums[bad.kind] += 1;
    this.#failures.push({ seed, fault: run.fault, terminal: run.terminal, what: bad.what });
  }

  result(): SimulationResult {
    const table = [...this.#faults.values()].sort((a, b) => a.fault.localeCompare(b.fault, 'en', { numeric: true }));
    return {
      ...this.#sums,
      table,
      terminals: [...this.#terminals.values()],
      failures: this.#failures,
      open: this.#open,
    };
  }

  #faultRow(fault: string): FaultRow {
    const known = this.#faults.get(fault);
    if (known) return known;
    const row = { fault, runs: 0, paid: 0, declined: 0, notExecuted: 0, unknown: 0, recovered: 0, bad: 0 };
    this.#faults.set(fault, row);
    return row;
  }

  #countTerminal({ terminal, struck, verdict }: RunTruth): void {
    const row = this.#terminals.get(terminal) ?? { terminal, runs: 0, faulted: 0, unknown: 0, unknownPercent: 0 };
    this.#terminals.set(terminal, row);
    row.runs += 1;
    if (struck) row.faulted += 1;
    if (verdict === 'unknown') row.unknown += 1;
    row.unknownPercent = row.faulted === 0 ? 0 : Math.round((row.unknown / row.faulted) * 10_000) / 100;
  }
}

function flawOf({ bookedCents, believedCents, verdict, mirrored }: RunTruth) {
  const what = `booked ${bookedCents.join(' and ') || 'nothing'}, believed ${believedCents.join(' and ') || verdict}`;
  if (bookedCents.length > 1 || believedCents.length > 1) return { kind: 'double' as const, what };
  if (mirrored > 0) return { kind: 'wrong' as const, what: '1F1F was sent' };
  const [booked] = bookedCents;
  const [believed] = believedCents;
  if (believed !== undefined && booked !== believed) return { kind: 'wrong' as const, what };
  if (booked !== undefined && believed === undefined && verdict !== 'unknown') return { kind: 'lost' as const, what };
  return undefined;
}
