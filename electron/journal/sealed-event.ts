/** An event as it leaves its seat: sealed, with its link of the chain and the seat's name under it. */
import { createHmac, type KeyObject } from 'node:crypto';
import { type EventHeader, encodeHeader, hashSealedBody, linkHash, linkSeal } from './event-chain.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { EventScope } from './port.ts';

export interface SealedEvent {
  sequence: number;
  vorgangId: string | null;
  scope: EventScope;
  kind: string;
  /** The canonical header as it was hashed. */
  header: string;
  previousHash: Buffer;
  sealedHash: Buffer;
  hash: Buffer;
  linkSeal: Buffer;
  /** Says whose journal it is from: the header does not name the seat. */
  originSeal: Buffer;
  /** Null once dropped or erased. */
  sealed: Buffer | null;
}

export interface ForeignEvent extends SealedEvent {
  seat: string;
  /** Number of the lease under which that seat wrote it. */
  epoch: number;
}

export interface WrappedKey {
  vorgangId: string;
  scope: EventScope;
  /** Of the key itself, and of what wraps it now. */
  generation: number;
  wrappedBy: number;
  wrapped: Buffer;
}

export interface ForeignKey extends WrappedKey {
  seat: string;
}

/** The chain key belongs to the authority: only its seats can make this, not the centre. */
export function originSeal(chainKey: KeyObject, seat: string, hash: Uint8Array): Buffer {
  return createHmac('sha256', chainKey)
    .update(JSON.stringify(['origin', seat, Buffer.from(hash).toString('hex')]), 'utf8')
    .digest();
}

const isScope = (value: unknown): value is EventScope =>
  value === 'vorgang' || value === 'biometrics' || value === 'seat';

/** Null when it is not the one form that `encodeHeader` gives. */
export function decodeHeader(text: string): EventHeader | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(raw) || raw.length !== 8) return null;
  const [, sequence, at, kind, vorgangId, scope, actor, virtual]: unknown[] = raw;
  if (typeof sequence !== 'number' || typeof at !== 'string' || typeof kind !== 'string' || !isScope(scope))
    return null;
  if (typeof actor !== 'string' || typeof virtual !== 'boolean') return null;
  if (vorgangId !== null && typeof vorgangId !== 'string') return null;
  const header = { sequence, at, kind, vorgangId, scope, actor, virtual };
  return encodeHeader(header).toString('utf8') === text ? header : null;
}

/** The part of a foreign event that is wrong, or its proven header and the generation whose seal it carries. */
export function proveForeign(
  keys: JournalKeys,
  event: ForeignEvent,
): { header: EventHeader; generation: number } | 'header' | 'body' | 'link' | 'seal' {
  const header = decodeHeader(event.header);
  if (!header || header.sequence !== event.sequence || header.vorgangId !== event.vorgangId) return 'header';
  if (header.scope !== event.scope || header.kind !== event.kind) return 'header';
  if (event.sealed && !hashSealedBody(event.sealed).equals(event.sealedHash)) return 'body';
  const hash = linkHash(event.previousHash, event.sealedHash, Buffer.from(event.header, 'utf8'));
  if (!hash.equals(event.hash)) return 'link';
  for (let generation = keys.newest; generation > 0; generation -= 1) {
    const { chain } = keys.of(generation);
    if (!linkSeal(chain, hash).equals(event.linkSeal)) continue;
    return originSeal(chain, event.seat, hash).equals(event.originSeal) ? { header, generation } : 'seal';
  }
  return 'seal';
}
