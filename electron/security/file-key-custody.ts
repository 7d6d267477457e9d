/** Keys of the seat in a plain file, for a host without a key store: mode 0600, the seat's own account only. */
import { keysInFile } from './keys-in-file.ts';
import type { KeyCustody } from './port.ts';

export const createFileKeyCustody = (file: string): KeyCustody =>
  keysInFile(file, {
    open: async (content) => ({ json: content.toString('utf8'), isBare: false }),
    close: async (json) => json,
  });
