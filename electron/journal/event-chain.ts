/** The hash chain: canonical header + hash of the sealed body + previous hash, and the seat's seal on each link. */
import { createHmac, hash, type KeyObject } from 'node:crypto';
import type { EventScope } from './port.ts';

export interface EventHeader {
  sequence: number;
  at: string;
  kind: string;
  vorgangId: string | null;
  scope: EventScope;
  actor: string;
  virtual: boolean;
}

/** What stands before event 1. */
export const genesisHash: Uint8Array = new Uint8Array(32);

/** One JSON array in fixed order, led by the version of this form: no two headers give the same bytes. */
export function encodeHeader(header: EventHeader): Buffer {
  const { sequence, at, kind, vorgangId, scope, actor, virtual } = header;
  return Buffer.from(JSON.stringify([1, sequence, at, kind, vorgangId, scope, actor, virtual]), 'utf8');
}

export function hashSealedBody(sealed: Uint8Array): Buffer {
  return hash('sha256', sealed, 'buffer');
}

/** Both hashes have a fixed length, therefore the parts cannot be shifted against each other. */
export function linkHash(previous: Uint8Array, sealedHash: Uint8Array, header: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([previous, sealedHash, header]), 'buffer');
}

/** Without the chain key nobody can append a link, even who can open the file. */
export function linkSeal(chainKey: KeyObject, link: Uint8Array): Buffer {
  return createHmac('sha256', chainKey).update(link).digest();
}
