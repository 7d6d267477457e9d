// Unit, architecture and flow tests; PC/SC and other one-per-machine services run in files of their own.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{native,electron,renderer,scripts}/**/*.test.{ts,tsx}',
      'tests/{flows,faults,hosts}/**/*.test.ts',
      'tests/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'dist/**', 'out/**'],
    setupFiles: ['tests/support/fast-check-seed.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
