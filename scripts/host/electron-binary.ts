/** The Electron binary of the pinned package, where its download succeeded. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './paths.ts';

export function electronBinary(): string | null {
  const folder = path.join(rootDir, 'node_modules/electron');
  const named = path.join(folder, 'path.txt');
  const file = existsSync(named) ? path.join(folder, 'dist', readFileSync(named, 'utf8').trim()) : null;
  return file !== null && existsSync(file) ? file : null;
}
