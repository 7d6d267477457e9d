/** Keys of the seat in a file under the key store of the system (DPAPI, Keychain, libsecret) by Electron's safeStorage. */
import { AppError } from '../contract/app-error.ts';
import { keysInFile } from './keys-in-file.ts';
import type { KeyCustody } from './port.ts';

/** The part of Electron's safeStorage that is used: the asynchronous form, the other one goes with Electron 46. */
export interface SafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
}

const openBrace = 0x7b;

/** Throws `journal.key-missing` where the system has no key store, `journal.wrong-key` where it belongs to another account. */
export function createSafeStorageKeyCustody(safeStorage: SafeStorage, file: string): KeyCustody {
  const assertAvailable = async (): Promise<void> => {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) {
      throw new AppError('journal.key-missing', { problem: 'no-key-store' });
    }
  };
  return keysInFile(file, {
    async open(content) {
      await assertAvailable();
      // JSON as the command line left it at the enrolment; what a key store gives never begins like that.
      if (content[0] === openBrace) return { json: content.toString('utf8'), isBare: true };
      try {
        return { json: (await safeStorage.decryptStringAsync(content)).result, isBare: false };
      } catch (error) {
        throw new AppError('journal.wrong-key', { problem: 'key-store-refuses' }, { cause: error });
      }
    },
    async close(json) {
      await assertAvailable();
      return safeStorage.encryptStringAsync(json);
    },
  });
}
