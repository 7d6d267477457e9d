/** The file with the keys of a seat: read strictly, written whole and durable. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

/** Everything of the file; a seat that has asked for the authority key and waits for it has none yet. */
export interface KeyFile {
  fileKey: Uint8Array;
  /** All generations, the first one first. */
  authorityKeys: readonly Uint8Array[];
  /** X25519, the seat's own; null for a seat that never took part in an exchange. */
  seatPrivateKey: Uint8Array | null;
  /** Public keys of other seats, by seat: people have compared the code. */
  trusted: Readonly<Record<string, Uint8Array>>;
  /** The day the newest generation came here; null where it was never noted. */
  adoptedOn: string | null;
}

const key32 = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32);
/** A rotation a month for twenty years stays below; the file of a seat is small. */
const generationsMax = 256;
const keyFileJson = z.object({
  fileKey: key32,
  authorityKey: key32.optional(),
  laterAuthorityKeys: z.array(key32).max(generationsMax).default([]),
  seatPrivateKey: key32.nullable().default(null),
  trusted: z.record(z.string().max(16), key32).default({}),
  adoptedOn: z.iso.date().nullable().default(null),
});

const text = (key: Uint8Array): string => Buffer.from(key).toString('base64');
const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const mapValues = <A, B>(of: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value)]));

export function encodeKeyFile({ fileKey, authorityKeys, seatPrivateKey, trusted, adoptedOn }: KeyFile): string {
  const [first, ...later] = authorityKeys.map(text);
  const json = {
    fileKey: text(fileKey),
    ...(first === undefined ? {} : { authorityKey: first }),
    ...(later.length > 0 ? { laterAuthorityKeys: later } : {}),
    ...(seatPrivateKey ? { seatPrivateKey: text(seatPrivateKey) } : {}),
    ...(Object.keys(trusted).length > 0 ? { trusted: mapValues(trusted, text) } : {}),
    ...(adoptedOn === null ? {} : { adoptedOn }),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Throws `journal.wrong-key` when the text is not what a key file holds: it must be restored, not made anew. */
export function decodeKeyFile(json: string): KeyFile {
  const parsed = keyFileJson.safeParse(parseJson(json));
  const hasFirst = parsed.data?.authorityKey !== undefined;
  if (!parsed.success || (!hasFirst && parsed.data.laterAuthorityKeys.length > 0)) {
    throw new AppError('journal.wrong-key', { problem: 'key-file-damaged' });
  }
  const { fileKey, authorityKey, laterAuthorityKeys, seatPrivateKey, trusted, adoptedOn } = parsed.data;
  return {
    fileKey: bytes(fileKey),
    authorityKeys: [...(authorityKey === undefined ? [] : [authorityKey]), ...laterAuthorityKeys].map(bytes),
    seatPrivateKey: seatPrivateKey === null ? null : bytes(seatPrivateKey),
    trusted: mapValues(trusted, bytes),
    adoptedOn,
  };
}

/** What the journal needs. Throws `keys.not-enrolled`. */
export function seatKeysOf({ fileKey, authorityKeys }: KeyFile): SeatKeys {
  const [authorityKey, ...laterAuthorityKeys] = authorityKeys;
  if (!authorityKey) throw new AppError('keys.not-enrolled');
  return { fileKey, authorityKey, laterAuthorityKeys };
}

export function encodeSeatKeys({ fileKey, authorityKey, laterAuthorityKeys }: SeatKeys): string {
  const authorityKeys = [authorityKey, ...laterAuthorityKeys];
  return encodeKeyFile({ fileKey, authorityKeys, seatPrivateKey: null, trusted: {}, adoptedOn: null });
}

/** Throws `journal.wrong-key`, `keys.not-enrolled`. */
export const decodeSeatKeys = (json: string): SeatKeys => seatKeysOf(decodeKeyFile(json));

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
  putSecretFile(file, content, linkSync); // unlike a rename it never replaces what is there
}

/** The new content or the old one, whenever the power goes; never neither. */
export function replaceSecretFile(file: string, content: string | Uint8Array): void {
  putSecretFile(file, content, renameSync);
}

function putSecretFile(file: string, content: string | Uint8Array, put: (draft: string, file: string) => void): void {
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
    put(draft, file);
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
