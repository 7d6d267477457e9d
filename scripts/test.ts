/** `npm test`: types, lint, build, unit, architecture, flows, faults and end-to-end; one line at the end speaks for all. */
import { build, type Count, lint, playwright, types, vitest } from './suites.ts';

const suites: readonly [string, () => Count][] = [
  ['types', types],
  ['lint', lint],
  ['build', build],
  ['unit, architecture, flows, faults', () => vitest([])],
  ['screens', () => playwright('tests/renderer/playwright.config.ts')],
  ['end-to-end', () => playwright('tests/e2e/playwright.config.ts')],
];

let passed = 0;
let failed = 0;
const lines: string[] = [];
const failures: string[] = [];
for (const [name, suite] of suites) {
  const startedMs = performance.now();
  const count = suite();
  passed += count.passed;
  failed += count.failed;
  failures.push(...(count.failures ?? []));
  lines.push(
    `${name}: ${count.passed} passed, ${count.failed} failed (${Math.round((performance.now() - startedMs) / 1000)} s)`,
  );
}
console.log(`\n${lines.join('\n')}\n`);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
