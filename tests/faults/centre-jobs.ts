/** Spreads the worlds of the centre's fault test over processes, each with a database server of its own, and adds up what they found. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { CentreFlaw } from './centre-audit.ts';
import { type Sabotage, simulateWorlds, type Tally, type WorldOrder, worldsOf } from './centre-simulation.ts';

export interface CentreResult {
  summary: Record<'runs' | 'lost' | 'double' | 'forked' | 'unbalanced' | 'unerased' | 'failed', number> & {
    events: number;
    faults: number;
    worlds: number;
    seconds: number;
  };
  table: { fault: string; count: number; 'ms each': number }[];
  flaws: (CentreFlaw & { seed: number })[];
}

export async function simulateCentre(options: {
  runs: number;
  seed: number;
  /** One stays in this process. */
  jobs?: number;
  onWorld?: (tally: Tally, seed: number) => void;
  sabotage?: Sabotage;
}): Promise<CentreResult> {
  const { jobs = 1, sabotage } = options;
  const startedMs = performance.now();
  const orders = worldsOf(options);
  const tallies: Tally[] = [];
  const take = (tally: Tally): void => {
    tallies.push(tally);
    options.onWorld?.(tally, tally.seed);
  };
  if (jobs === 1) {
    await simulateWorlds(orders, take, sabotage);
  } else {
    const shares = Array.from({ length: jobs }, (_none, job) => orders.filter((_order, i) => i % jobs === job));
    await Promise.all(shares.filter((share) => share.length > 0).map((share) => inProcess(share, take)));
  }
  return addUp(tallies, performance.now() - startedMs);
}

function inProcess(orders: readonly WorldOrder[], take: (tally: Tally) => void): Promise<void> {
  const child = fork(path.join(import.meta.dirname, 'centre-job-child.ts'), { stdio: 'inherit' });
  let left = orders.length;
  return new Promise((resolve, reject) => {
    child.on('message', (tally: Tally) => {
      left -= 1;
      take(tally);
    });
    child.once('exit', (code) =>
      left === 0 && code === 0 ? resolve() : reject(new Error(`a job ended with ${code}`)),
    );
    child.send(orders);
  });
}

function addUp(tallies: readonly Tally[], ms: number): CentreResult {
  const faults = new Map<string, { count: number; ms: number }>();
  for (const tally of tallies) {
    for (const [name, { count, ms: took }] of Object.entries(tally.faults)) {
      const sum = faults.get(name) ?? { count: 0, ms: 0 };
      faults.set(name, { count: sum.count + count, ms: sum.ms + took });
    }
  }
  // What the audit of a run finds, that of the whole world finds again.
  const flaws = [
    ...new Map(tallies.flatMap((tally) => tally.flaws).map((flaw) => [JSON.stringify(flaw), flaw])).values(),
  ];
  const count = (kind: CentreFlaw['kind']): number => flaws.filter((flaw) => flaw.kind === kind).length;
  const isFault = (name: string): boolean => !name.startsWith('(');
  return {
    summary: {
      runs: tallies.reduce((sum, { runs }) => sum + runs, 0),
      ...{ lost: count('lost'), double: count('double'), forked: count('forked'), unbalanced: count('unbalanced') },
      ...{ unerased: count('unerased'), failed: count('failed') },
      events: tallies.reduce((sum, { events }) => sum + events, 0),
      faults: [...faults].reduce((sum, [name, { count: struck }]) => sum + (isFault(name) ? struck : 0), 0),
      worlds: tallies.length,
      seconds: Math.round(ms / 1000),
    },
    table: [...faults]
      .map(([fault, { count: struck, ms: took }]) => ({ fault, count: struck, 'ms each': Math.round(took / struck) }))
      .sort((a, b) => a.fault.localeCompare(b.fault)),
    flaws,
  };
}
