/** German title, text and remedy of an error, with its values filled in. */
import type { ErrorCode, ErrorReport } from '../../electron/contract/app-error.ts';
import errors from '../../resources/locales/de/errors.json';

export interface ErrorText {
  title: string;
  text: string;
  remedy: string;
}

// The compiler proves completeness here; the test proves that nothing is left over.
const texts: Readonly<Record<ErrorCode, ErrorText>> = errors;

export function errorText(report: ErrorReport): ErrorText {
  const { title, text, remedy } = texts[report.code];
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => String(report.params?.[name] ?? 'unbekannt'));
  return { title: fill(title), text: fill(text), remedy: fill(remedy) };
}
