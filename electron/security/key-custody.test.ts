import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileKeyCustody } from './file-key-custody.ts';
import { decodeSeatKeys, writeSecretFile } from './key-file.ts';
import type { KeyCustody } from './port.ts';
import { createSafeStorageKeyCustody, type SafeStorage } from './safe-storage-key-custody.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'keys-'));
  file = path.join(folder, 'seat.keys');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Turns the bytes round: enough to see that only what went through it lies on the disk. */
const safeStorage = (available = true): SafeStorage => ({
  isAsyncEncryptionAvailable: async () => available,
  encryptStringAsync: async (plainText) => Buffer.from(plainText).reverse(),
  async decryptStringAsync(encrypted) {
    const result = Buffer.from(encrypted).reverse().toString('utf8');
    if (!result.startsWith('{')) throw new Error('Error while decrypting the ciphertext');
    return { result, shouldReEncrypt: false };
  },
});

describe.each<[string, () => KeyCustody]>([
  ['createFileKeyCustody', () => createFileKeyCustody(file)],
  ['createSafeStorageKeyCustody', () => createSafeStorageKeyCustody(safeStorage(), file)],
])('%s', (_name, create) => {
  it('makes two different keys once and gives the same ever after', async () => {
    const made = await create().keys(false);
    expect([made.fileKey.length, made.authorityKey.length]).toEqual([32, 32]);
    expect(made.fileKey).not.toEqual(made.authorityKey);
    expect(await create().keys(true)).toEqual(made);
    expect(await create().keys(false)).toEqual(made);
    expect(readdirSync(folder)).toEqual(['seat.keys']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('never makes keys for a journal that has some, nor over a damaged file', async () => {
    await expect(create().keys(true)).rejects.toThrow('journal.key-missing');
    expect(readdirSync(folder)).toEqual([]);
    for (const content of ['', '{}', '{"fileKey":"AAAA","authorityKey":"AAAA"}', 'null']) {
      writeFileSync(file, Buffer.from(content).reverse(), { mode: 0o600 });
      await expect(create().keys(false)).rejects.toThrow('journal.wrong-key');
      expect(readFileSync(file).length).toBe(content.length);
    }
  });

  it.skipIf(process.platform === 'win32')('refuses a file that others can read', async () => {
    await create().keys(false);
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode);
      await expect(create().keys(true)).rejects.toMatchObject({
        code: 'journal.key-exposed',
        params: { mode: `0${mode.toString(8)}` },
      });
    }
  });
});

describe('the key file', () => {
  it('never replaces one that is there', () => {
    writeSecretFile(file, 'first');
    expect(() => writeSecretFile(file, 'second')).toThrow('journal.unwritable');
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['first', ['seat.keys']]);
    expect(() => writeSecretFile(path.join(folder, 'nowhere', 'seat.keys'), 'x')).toThrow('journal.unwritable');
  });

  it('lies plain in a file, sealed under a key store, and asks for one', async () => {
    const plain = await createFileKeyCustody(file).keys(false);
    expect(decodeSeatKeys(readFileSync(file, 'utf8'))).toEqual(plain);
    const sealed = path.join(folder, 'sealed.keys');
    const { fileKey } = await createSafeStorageKeyCustody(safeStorage(), sealed).keys(false);
    expect(readFileSync(sealed, 'utf8')).not.toContain(Buffer.from(fileKey).toString('base64'));
    await expect(createSafeStorageKeyCustody(safeStorage(false), sealed).keys(true)).rejects.toThrow(
      'journal.key-missing',
    );
    await expect(createSafeStorageKeyCustody(safeStorage(), file).keys(true)).rejects.toThrow('journal.wrong-key');
  });
});
