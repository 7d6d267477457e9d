/** Keys of the journal in a file under the key store of the system (DPAPI, Keychain, libsecret) by Electron's safeStorage. */
import { AppError } from '../contract/app-error.ts';
import { keysInFile } from './keys-in-file.ts';
import type { KeyCustody } from './port.ts';

/** The part of Electron's safeStorage that is used: the asynchronous form, the other one goes with Electron 46. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
}

/** Throws `journal.key-missing` where the system has no key store, `journal.wrong-key` where it belongs to another account. */
export function createSafeStorageKeyCustody(safeStorage: SafeStorage, file: string): KeyCustody {
  return {
    async keys(journalExists) {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) {
        throw new AppError('journal.key-missing', { problem: 'no-key-store' });
      }
      return keysInFile(file, journalExists, {
        async open(content) {
          try {
            return (await safeStorage.decryptStringAsync(content)).result;
          } catch (error) {
            throw new AppError('journal.wrong-key', { problem: 'key-store-refuses' }, { cause: error });
          }
        },
        close: (json) => safeStorage.encryptStringAsync(json),
      });
    },
  };
}
