/** Keys of the journal in a plain file, for a host without a key store: mode 0600, the seat's own account only. */
import { keysInFile } from './keys-in-file.ts';
import type { KeyCustody } from './port.ts';

export function createFileKeyCustody(file: string): KeyCustody {
  return {
    keys: (journalExists) =>
      keysInFile(file, journalExists, {
        open: async (content) => content.toString('utf8'),
        close: async (json) => json,
      }),
  };
}
