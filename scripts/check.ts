/** `npm run check`: the inner loop, under a minute: types, lint, and the unit tests of what changed since the last commit. */
import { lint, types, vitest } from './suites.ts';

const counts = [types(), lint(), vitest(['--changed', 'HEAD', '--passWithNoTests', '--exclude', 'tests/faults/**'])];
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${counts.reduce((sum, count) => sum + count.passed, 0)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
