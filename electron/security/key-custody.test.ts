import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request } from './enrolment.ts';
import { createFileKeyCustody } from './file-key-custody.ts';
import { decodeSeatKeys, writeSecretFile } from './key-file.ts';
import type { KeyCustody } from './port.ts';
import { createSafeStorageKeyCustody, type SafeStorage } from './safe-storage-key-custody.ts';
import { makeSeatKeyPair } from './seat-key-pair.ts';

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
    const made = await create().keys(false, true);
    expect([made.fileKey.length, made.authorityKey.length]).toEqual([32, 32]);
    expect(made.fileKey).not.toEqual(made.authorityKey);
    expect(await create().keys(true, true)).toEqual(made);
    expect(await create().keys(false, true)).toEqual(made);
    expect(readdirSync(folder)).toEqual(['seat.keys']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('makes no authority key where another seat has to give it', async () => {
    await expect(create().keys(false, false)).rejects.toThrow('keys.not-enrolled');
    expect(readdirSync(folder)).toEqual([]);
    const asked = request(null, 'DRA-1', { seat: 'IT-1', publicKey: makeSeatKeyPair().publicKey }).file;
    await create().create(asked);
    await expect(create().keys(false, true)).rejects.toThrow('keys.not-enrolled');
    expect(await create().read()).toEqual(asked);
    const enrolled = { ...asked, authorityKeys: [new Uint8Array(32).fill(7)], adoptedOn: '2026-11-22' };
    await create().replace(enrolled);
    expect(await create().read()).toEqual(enrolled);
    expect(readdirSync(folder)).toEqual(['seat.keys']);
    await expect(create().create(enrolled)).rejects.toThrow('journal.unwritable');
  });

  it('never makes keys for a journal that has some, nor over a damaged file', async () => {
    await expect(create().keys(true, true)).rejects.toThrow('journal.key-missing');
    expect(readdirSync(folder)).toEqual([]);
    for (const content of ['', '{}', '{"fileKey":"AAAA","authorityKey":"AAAA"}', 'null']) {
      writeFileSync(file, Buffer.from(content).reverse(), { mode: 0o600 });
      await expect(create().keys(false, true)).rejects.toThrow('journal.wrong-key');
      expect(readFileSync(file).length).toBe(content.length);
    }
  });

  it.skipIf(process.platform === 'win32')('refuses a file that others can read', async () => {
    await create().keys(false, true);
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode);
      await expect(create().keys(true, true)).rejects.toMatchObject({
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
    const plain = await createFileKeyCustody(file).keys(false, true);
    expect(decodeSeatKeys(readFileSync(file, 'utf8'))).toEqual(plain);
    const sealed = path.join(folder, 'sealed.keys');
    const { fileKey } = await createSafeStorageKeyCustody(safeStorage(), sealed).keys(false, true);
    expect(readFileSync(sealed, 'utf8')).not.toContain(Buffer.from(fileKey).toString('base64'));
    await expect(createSafeStorageKeyCustody(safeStorage(false), sealed).keys(true, true)).rejects.toThrow(
      'journal.key-missing',
    );
    // What the command line left in clear at the enrolment is protected with the first look.
    expect(await createSafeStorageKeyCustody(safeStorage(), file).keys(true, true)).toEqual(plain);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(plain.fileKey).toString('base64'));
    expect(await createSafeStorageKeyCustody(safeStorage(), file).keys(true, true)).toEqual(plain);
    writeFileSync(file, 'sealed elsewhere');
    await expect(createSafeStorageKeyCustody(safeStorage(), file).keys(true, true)).rejects.toThrow(
      'journal.wrong-key',
    );
  });
});
