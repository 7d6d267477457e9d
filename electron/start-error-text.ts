/** German text of an error that keeps the seat from starting, from the same table as every other error text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ErrorCode, isAppError } from './contract/app-error.ts';

interface ErrorText {
  title: string;
  text: string;
  remedy: string;
}

const readTexts = (resourcesDir: string): Record<string, ErrorText> =>
  JSON.parse(readFileSync(path.join(resourcesDir, 'locales/de/errors.json'), 'utf8'));

/** For papers and checks made in main; values are not filled in. */
export const errorTextOf = (resourcesDir: string, code: ErrorCode): { title: string; remedy: string } =>
  readTexts(resourcesDir)[code] ?? { title: code, remedy: '' };

export function startErrorText(error: unknown, resourcesDir: string): { title: string; body: string } {
  const texts = readTexts(resourcesDir);
  const code = isAppError(error) ? error.code : 'internal';
  const params = isAppError(error) ? error.params : {};
  const found = texts[code] ?? { title: 'Der Platz kann nicht starten', text: code, remedy: '' };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { title: fill(found.title), body: [found.text, found.remedy].map(fill).filter(Boolean).join('\n\n') };
}
