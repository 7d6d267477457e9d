/**
 * Writes one line for each failed test, module and unhandled error, so that the last lines of `npm test` can name them: a
 * machine that keeps only the end of the output must still tell what failed.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Where the reporter leaves its lines; given by scripts/suites.ts. */
export const failuresFileVariable = 'ZWEITPLATZ_FAILURES_FILE';

export default class FailuresReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message?: string; stack?: string }[]): void {
    const file = process.env[failuresFileVariable];
    if (!file) return;
    const lines: string[] = [];
    for (const module of modules) {
      const name = path.relative(process.cwd(), module.moduleId);
      for (const error of module.errors()) lines.push(`${name}: ${firstLine(error.message)}`);
      for (const test of module.children.allTests('failed')) {
        lines.push(`${name} > ${test.fullName}: ${firstLine(test.result().errors?.[0]?.message)}`);
      }
    }
    for (const error of unhandled)
      lines.push(`unhandled error: ${(error.stack ?? error.message ?? '').slice(0, 1000)}`);
    writeFileSync(file, JSON.stringify(lines));
  }
}

function firstLine(message: string | undefined): string {
  return (message ?? 'no message').split('\n', 1)[0]?.slice(0, 300) ?? '';
}
