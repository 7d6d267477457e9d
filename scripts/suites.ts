/** Runs the suites and counts what passed and failed, so that the last line speaks for all of them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './host/paths.ts';
import { programs, typecheck } from './typecheck.ts';

export interface Count {
  passed: number;
  failed: number;
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
  const status = run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const failed = numFailedTests ?? 0;
  return { passed: numPassedTests ?? 0, failed: status !== 0 && failed === 0 ? 1 : failed };
}

export function playwright(config: string): Count {
  const report = freshReport(`${config.replaceAll(/[^a-z]+/g, '-')}.json`);
  const status = run('node_modules/@playwright/test/cli.js', ['test', '-c', config, '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: status !== 0 && failed === 0 ? 1 : failed };
}

function freshReport(name: string): string {
  mkdirSync(outDir, { recursive: true });
  const file = path.join(outDir, name);
  rmSync(file, { force: true });
  return file;
}
