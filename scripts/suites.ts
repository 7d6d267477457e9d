/** Runs the suites and counts what passed and failed, so that the last line speaks for all of them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { failuresFileVariable } from './failures-reporter.ts';
import { rootDir } from './host/paths.ts';
import { programs, typecheck } from './typecheck.ts';

export interface Count {
  passed: number;
  failed: number;
  /** One line for each failure, to be printed last. */
  failures?: readonly string[];
}

const outDir = path.join(rootDir, 'out/test');

function run(script: string, args: string[], env: Record<string, string> = {}): number {
  const result = spawnSync(process.execPath, [path.join(rootDir, script), ...args], {
    stdio: 'inherit',
    cwd: rootDir,
    env: { ...process.env, ...env },
  });
  return result.status ?? 1;
}

export function types(): Count {
  const failed = typecheck();
  return { passed: programs.length - failed, failed };
}

export function lint(): Count {
  const failed = run('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

export function build(): Count {
  const failed = run('scripts/build.ts', []) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

/** A suite whose report is missing counts as one failure: a crash is never a pass. */
export function vitest(args: string[]): Count {
  const report = freshReport('vitest.json');
  const failuresFile = freshReport('vitest-failures.json');
  const status = run(
    'node_modules/vitest/vitest.mjs',
    [
      'run',
      '--reporter=default',
      '--reporter=json',
      '--reporter=./scripts/failures-reporter.ts',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { [failuresFileVariable]: failuresFile },
  );
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`vitest ended with ${status} and no report`] };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const failures = existsSync(failuresFile) ? (JSON.parse(readFileSync(failuresFile, 'utf8')) as string[]) : [];
  return settle(status, numPassedTests ?? 0, numFailedTests ?? 0, failures);
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; tests: { status: string }[] }[];
}

export function playwright(config: string): Count {
  const report = freshReport(`${config.replaceAll(/[^a-z]+/g, '-')}.json`);
  const status = run('node_modules/@playwright/test/cli.js', ['test', '-c', config, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`playwright ended with ${status} and no report`] };
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as PlaywrightSuite & {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  return settle(status, stats.expected, stats.unexpected + stats.flaky, (suites ?? []).flatMap(failedSpecs));
}

function failedSpecs(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? [])
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ file, title }) => `${file} > ${title}`);
  return [...own, ...(suite.suites ?? []).flatMap(failedSpecs)];
}

/** An exit code other than 0 without a failed test (an unhandled error, a killed worker) still counts as one failure. */
function settle(status: number, passed: number, failed: number, failures: readonly string[]): Count {
  if (status === 0 || failed > 0) return { passed, failed, failures };
  return { passed, failed: 1, failures: [...failures, `ended with ${status} although no test failed`] };
}

function freshReport(name: string): string {
  mkdirSync(outDir, { recursive: true });
  const file = path.join(outDir, name);
  rmSync(file, { force: true });
  return file;
}
