/** Boxes of the clerks' directory: sealed and marked with keys of the authority that the centre never has. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type RandomBytes, seal, unseal } from './sealing.ts';

// RFC 5869; not the labels of the journal: a box of one can never pass for a box of the other.
const derive = (authorityKey: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(
    Buffer.from(hkdfSync('sha256', authorityKey, new Uint8Array(0), `zweitplatz directory ${purpose}`, 32)),
  );

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

export class DirectoryBoxes {
  readonly #sealKey: KeyObject;
  readonly #markKey: KeyObject;
  readonly #randomBytes: RandomBytes;

  constructor(authorityKey: Uint8Array, randomBytes: RandomBytes) {
    this.#sealKey = derive(authorityKey, 'seal');
    this.#markKey = derive(authorityKey, 'mark');
    this.#randomBytes = randomBytes;
  }

  /** `place` says where the box belongs; elsewhere it does not open. */
  seal(place: string, text: string): Buffer {
    return seal(this.#sealKey, bytesOf(place), bytesOf(text), this.#randomBytes);
  }

  /** Null for a box of another place, another key, or a changed one. */
  open(place: string, box: Uint8Array): string | null {
    return unseal(this.#sealKey, bytesOf(place), box)?.toString('utf8') ?? null;
  }

  /** 32 bytes that only a seat of the authority can make for this text. */
  mark(text: string): Buffer {
    return createHmac('sha256', this.#markKey).update(text, 'utf8').digest();
  }

  isMark(text: string, mark: Uint8Array): boolean {
    return mark.length === 32 && timingSafeEqual(this.mark(text), mark);
  }
}
