/** The head file beside the journal: how far the chain had come. It is what a cut-off tail is noticed by. */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { genesisHash } from './event-chain.ts';

export interface Head {
  sequence: number;
  hash: Uint8Array;
  /** Counts the changes of the tables beside the chain. */
  tablesVersion: number;
  tablesDigest: Uint8Array;
}

export const emptyHead: Head = {
  sequence: 0,
  hash: genesisHash,
  tablesVersion: 0,
  tablesDigest: new Uint8Array(32),
};

const magic = Buffer.from('ZPHEAD1\n', 'latin1');
/** magic 8 | sequence 8 | hash 32 | tables version 8 | tables digest 32 | HMAC-SHA-256 32: within one sector. */
export const headLength = 120;

export const headFileOf = (journalFile: string): string => `${journalFile}-head`;

export function encodeHead(headKey: KeyObject, head: Head): Buffer {
  const bytes = Buffer.alloc(headLength);
  magic.copy(bytes, 0);
  bytes.writeBigUInt64BE(BigInt(head.sequence), 8);
  bytes.set(head.hash, 16);
  bytes.writeBigUInt64BE(BigInt(head.tablesVersion), 48);
  bytes.set(head.tablesDigest, 56);
  createHmac('sha256', headKey).update(bytes.subarray(0, 88)).digest().copy(bytes, 88);
  return bytes;
}

/** Null when a byte was changed or the keys are not those it was made with. */
export function decodeHead(headKey: KeyObject, bytes: Uint8Array): Head | null {
  if (bytes.length !== headLength) return null;
  const copy = Buffer.from(bytes);
  const mac = createHmac('sha256', headKey).update(copy.subarray(0, 88)).digest();
  if (!timingSafeEqual(mac, copy.subarray(88)) || !copy.subarray(0, 8).equals(magic)) return null;
  return {
    sequence: Number(copy.readBigUInt64BE(8)),
    hash: copy.subarray(16, 48),
    tablesVersion: Number(copy.readBigUInt64BE(48)),
    tablesDigest: copy.subarray(56, 88),
  };
}

/** Null when there is no head file. */
export function readHeadFile(journalFile: string): Buffer | null {
  try {
    return readFileSync(headFileOf(journalFile));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Made durable before the journal itself exists: a journal without a head file was tampered with. Whole or not at all: a
 * kill between making and filling it would leave a head file that fits no key.
 */
export function createHeadFile(journalFile: string, headKey: KeyObject): void {
  const draft = `${headFileOf(journalFile)}.new`;
  rmSync(draft, { force: true });
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeSync(fd, encodeHead(headKey, emptyHead));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  linkSync(draft, headFileOf(journalFile)); // unlike a rename it never replaces what is there
  rmSync(draft);
  syncFolder(path.dirname(journalFile));
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

/** Rewrites the head in place: 120 bytes at the start of a file that never grows need no space and tear nowhere. */
export class HeadWriter {
  readonly #fd: number;
  readonly #headKey: KeyObject;

  constructor(journalFile: string, headKey: KeyObject) {
    this.#fd = openSync(headFileOf(journalFile), 'r+');
    this.#headKey = headKey;
  }

  read(): Head | null {
    const bytes = Buffer.alloc(headLength + 1);
    const length = readSync(this.#fd, bytes, 0, bytes.length, 0);
    return decodeHead(this.#headKey, bytes.subarray(0, length));
  }

  write(head: Head): void {
    writeSync(this.#fd, encodeHead(this.#headKey, head), 0, headLength, 0);
  }

  sync(): void {
    fsyncSync(this.#fd);
  }

  close(): void {
    closeSync(this.#fd);
  }
}
