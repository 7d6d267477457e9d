/** `npm run faults -- SUITE [--runs N] [--seed S]`: a fault suite with its table; the last line is JSON, exit 1 on any damage. */
import { availableParallelism } from 'node:os';
import { readArguments } from '../../scripts/host/read-arguments.ts';
import { runsPerWorld } from './centre-simulation.ts';

interface SuiteResult {
  /** What was broken and what came of it, for people. */
  table: readonly object[];
  /** What went wrong, with the seed that repeats it. */
  failures: readonly object[];
  /** The last line; `lost`, `double` and `wrong` decide about the exit code. */
  summary: { lost: number; double: number; wrong: number } & Record<string, unknown>;
}

interface SuiteOptions {
  runs: number | undefined;
  seed: number | undefined;
  /** Repeats the one run that failed. */
  only: number | undefined;
  /** Kills in this act only, for example `fee/pay-card`. */
  point: string | undefined;
}

const defaultSeed = 20_261_122;

/** One line a suite. */
const suites: Readonly<Record<string, (options: SuiteOptions) => Promise<SuiteResult>>> = {
  async kills({ runs = 200, seed = defaultSeed, only, point }) {
    const { runKills } = await import('./seat-kills.ts');
    const { table, flaws, ...summary } = await runKills({
      kills: runs,
      seed,
      only,
      point,
      onVorgang: (text) => console.log(text),
    });
    return { table, failures: flaws, summary };
  },
  async centre({ runs = 2_000, seed = defaultSeed, only }) {
    const { simulateCentre } = await import('./centre-jobs.ts');
    const { table, flaws, summary } = await simulateCentre({
      ...(only === undefined ? { runs, seed, jobs: 2 * availableParallelism() } : { runs: runsPerWorld, seed: only }),
      onWorld: (tally, world) => console.log(`${tally.runs} runs with seed ${world}: ${tally.flaws.length} flaws`),
    });
    const { forked, unbalanced, unerased, failed } = summary;
    return { table, failures: flaws, summary: { ...summary, wrong: forked + unbalanced + unerased + failed } };
  },
  async payment({ runs = 1_000, seed = defaultSeed, only }) {
    const { runPaymentFaults } = await import('./payment-faults.ts');
    return runPaymentFaults({ runs, seed, only, onText: (text) => console.log(text) });
  },
};

const usage = `usage: npm run faults -- ${Object.keys(suites).join('|')} [--runs N] [--seed S] [--only SEED] [--point STEP/ACT]`;
const text = { type: 'string' } as const;
const options = { runs: text, seed: text, only: text, point: text };
const { values, positionals } = readArguments({ allowPositionals: true, options }, usage);
const suite = Object.hasOwn(suites, positionals[0] ?? '') ? suites[positionals[0] ?? ''] : undefined;
const number = (given: string | undefined): number | undefined => (given === undefined ? undefined : Number(given));
const numbers = { runs: number(values.runs), seed: number(values.seed), only: number(values.only) };
if (!suite || Object.values(numbers).some(Number.isNaN)) {
  console.error(usage);
  process.exit(2);
}
const { table, failures, summary } = await suite({ ...numbers, point: values.point });
console.table(table);
if (failures.length > 0) console.table(failures);
console.log(JSON.stringify(summary));
process.exit(summary.lost + summary.double + summary.wrong > 0 ? 1 : 0);
