/** Checks every program with the types of its own runtime: Node, the pure ones, the windows. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { rootDir } from './host/paths.ts';

export const programs = [
  'tsconfig.json',
  'electron/contract/tsconfig.json',
  'electron/services/tsconfig.json',
  'renderer/tsconfig.json',
  'tests/tsconfig.json',
];

/** Number of programs that failed; compiler output goes to the terminal. */
export function typecheck(): number {
  const tsc = path.join(rootDir, 'node_modules/typescript/bin/tsc');
  return programs.filter((program) => {
    const result = spawnSync(process.execPath, [tsc, '--noEmit', '-p', path.join(rootDir, program)], {
      stdio: 'inherit',
    });
    return result.status !== 0;
  }).length;
}

if (import.meta.main) process.exit(typecheck() === 0 ? 0 : 1);
