/** With what code a call is refused, `done` when it is not; an error without a code is a bug and goes on. */
import { isAppError } from '../../electron/contract/app-error.ts';

export const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeIn);

export function codeThrown(act: () => unknown): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return codeIn(error);
  }
}

function codeIn(error: unknown): string {
  if (isAppError(error)) return error.code;
  throw error;
}
