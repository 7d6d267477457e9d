/** The -wal beside the journal: kept at a fixed length and filled with zeros, so that an append need not make a file grow. */
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';

/**
 * About 1,000 pages, as SQLite's own limit. A write into space the file has already costs a third less than one that
 * makes it grow, because the file system need not write down a new length.
 */
export const walBytes = 4 * 1024 * 1024;

// SQLite file format §4.1: header of 32 bytes with the salts at 16; frames of 24 bytes with the salts at 8 and a page.
const headerLength = 32;
const frameLength = 24 + 4096;

export const walOf = (journalFile: string): string => `${journalFile}-wal`;

export function isWalFull(journalFile: string): boolean {
  return (statSync(walOf(journalFile), { throwIfNoEntry: false })?.size ?? 0) > walBytes;
}

/** Only right after a checkpoint that truncated it: SQLite then expects nothing there, and zeros are nothing to it. */
export function refillWal(journalFile: string): void {
  const fd = openSync(walOf(journalFile), 'r+');
  try {
    const zeros = Buffer.alloc(walBytes);
    for (let written = 0; written < walBytes; ) written += writeSync(fd, zeros, 0, walBytes - written, written);
    fdatasyncSync(fd);
  } catch {
    ftruncateSync(fd, 0); // no room to spare: then it grows as it is used
  } finally {
    closeSync(fd);
  }
}

export interface WalLook {
  /** False when there is no -wal or nothing in it. */
  used: boolean;
  /** Behind the last frame of its generation there must be zeros only: the position of the first other byte, or null. */
  strayByte: number | null;
}

export function lookAtWal(journalFile: string): WalLook {
  if (!statSync(walOf(journalFile), { throwIfNoEntry: false })) return { used: false, strayByte: null };
  const bytes = readFileSync(walOf(journalFile));
  const salts = bytes.subarray(16, 24);
  const used = bytes.subarray(0, headerLength).some((byte) => byte !== 0);
  let end = 0;
  if (used) {
    end = headerLength;
    while (end < bytes.length && bytes.subarray(end + 8, end + 16).equals(salts)) end += frameLength;
  }
  const stray = bytes.subarray(end).findIndex((byte) => byte !== 0);
  return { used, strayByte: stray < 0 ? null : end + stray };
}
