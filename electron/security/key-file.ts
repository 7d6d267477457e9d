/** The file with the two keys of the journal: read strictly, written once, whole and durable, never overwritten. */
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';

export interface SeatKeys {
  fileKey: Uint8Array;
  /** First generation. */
  authorityKey: Uint8Array;
  /** The second generation first. */
  laterAuthorityKeys: readonly Uint8Array[];
}

const key32 = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
/** A rotation a month for twenty years stays below; the file of a seat is small. */
const generationsMax = 256;
const seatKeysJson = z.object({
  fileKey: key32,
  authorityKey: key32,
  laterAuthorityKeys: z.array(key32).max(generationsMax).default([]),
});

export function encodeSeatKeys({ fileKey, authorityKey, laterAuthorityKeys }: SeatKeys): string {
  const text = (key: Uint8Array): string => Buffer.from(key).toString('base64');
  const later = laterAuthorityKeys.length > 0 ? { laterAuthorityKeys: laterAuthorityKeys.map(text) } : {};
  return `${JSON.stringify({ fileKey: text(fileKey), authorityKey: text(authorityKey), ...later }, null, 2)}\n`;
}

/** Throws `journal.wrong-key` when the text is not two keys: it must be restored, not made anew. */
export function decodeSeatKeys(json: string): SeatKeys {
  const parsed = seatKeysJson.safeParse(parseJson(json));
  if (!parsed.success) throw new AppError('journal.wrong-key', { problem: 'key-file-damaged' });
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
  return {
    fileKey: bytes(parsed.data.fileKey),
    authorityKey: bytes(parsed.data.authorityKey),
    laterAuthorityKeys: parsed.data.laterAuthorityKeys.map(bytes),
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * Null when there is no such file. Throws `journal.key-exposed` (params: `mode`, octal) when others may read it (POSIX);
 * on Windows the folder's access list has to see to that.
 */
export function readSecretFile(file: string): Buffer | null {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new AppError('journal.unwritable', { problem: 'key-file-unreadable' }, { cause: error });
  }
  try {
    const mode = fstatSync(fd).mode & 0o777;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new AppError('journal.key-exposed', { mode: mode.toString(8).padStart(4, '0') });
    }
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Whole or not at all, on disk when it returns; fails when the file exists already. */
export function writeSecretFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.new`;
  try {
    rmSync(draft, { force: true });
    const fd = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    linkSync(draft, file); // unlike a rename it never replaces what is there
    syncFolder(path.dirname(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new AppError(code === 'ENOSPC' ? 'journal.disk-full' : 'journal.unwritable', {}, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Windows has no handle to flush a folder by
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
