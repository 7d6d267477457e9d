/** The files of the repository as git sees them, and what a source file imports. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from '../../scripts/host/paths.ts';

export interface SourceFile {
  /** From the root, with slashes. */
  path: string;
  text: string;
}

/** Tracked files and those about to be: whatever is not ignored and still there. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: rootDir,
  });
  const gone = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: rootDir }).toString().split('\0');
  const deleted = new Set(gone);
  return [...new Set(listed.toString().split('\0'))].filter((file) => file !== '' && !deleted.has(file)).sort();
}

export function read(file: string): SourceFile {
  return { path: file, text: readFileSync(path.join(rootDir, file), 'utf8') };
}

export const isSource = (file: string): boolean => /^(electron|native|renderer|scripts|tests)\/.*\.tsx?$/.test(file);
export const isTest = (file: string): boolean => /(\.test|\.spec)\.tsx?$/.test(file) || file.startsWith('tests/');
/** Plays the part of a test from another process or for several tests; bound by the rules of tests. */
export const isTestSupport = (file: string): boolean => /-(fixture|child)\.ts$/.test(file);

const importForms = [
  // import x from 'y'; import type { x } from 'y'; export * from 'y'
  /^[ \t]*(?:import|export)\s[^'"`;]*?\bfrom\s*(['"])([^'"\n]+)\1/gm,
  // import 'y'
  /^[ \t]*import\s*(['"])([^'"\n]+)\1/gm,
  // import('y'), also in types; require('y'); resolve('y') of createRequire
  /\b(?:import|require|require\.resolve)\(\s*(['"`])([^'"`\n]+)\1/g,
];

/** Targets as paths from the root, or package names; style sheets and JSON count like code. */
export function importsOf(file: SourceFile): string[] {
  const text = file.text.replace(/^\s*\*.*$|\/\*\*.*?\*\/|^\s*\/\/.*$/gm, '');
  const targets = importForms.flatMap((form) => [...text.matchAll(form)].map((found) => found[2] ?? ''));
  return targets.map((target) =>
    target.startsWith('.') ? path.posix.join(path.posix.dirname(file.path), target) : target,
  );
}
