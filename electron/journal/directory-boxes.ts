/** Boxes of the clerks' directory: sealed and marked with keys of the authority that the centre never has. */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type RandomBytes, seal, unseal } from './sealing.ts';

// RFC 5869; not the labels of the journal: a box of one can never pass for a box of the other.
const derive = (authorityKey: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(
    Buffer.from(hkdfSync('sha256', authorityKey, new Uint8Array(0), `zweitplatz directory ${purpose}`, 32)),
  );

const markOf = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest();
const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

export class DirectoryBoxes {
  readonly #keys: readonly { seal: KeyObject; mark: KeyObject }[];
  readonly #newest: { seal: KeyObject; mark: KeyObject };
  readonly #randomBytes: RandomBytes;

  /** All generations of the authority key, the first one first: new boxes are of the last one, all are opened. */
  constructor(authorityKeys: readonly Uint8Array[], randomBytes: RandomBytes) {
    this.#keys = authorityKeys.map((key) => ({ seal: derive(key, 'seal'), mark: derive(key, 'mark') })).reverse();
    const newest = this.#keys[0];
    if (!newest) throw new RangeError('no authority key');
    this.#newest = newest;
    this.#randomBytes = randomBytes;
  }

  /** `place` says where the box belongs; elsewhere it does not open. */
  seal(place: string, text: string): Buffer {
    return seal(this.#newest.seal, bytesOf(place), bytesOf(text), this.#randomBytes);
  }

  /** Null for a box of another place, another key, or a changed one. */
  open(place: string, box: Uint8Array): string | null {
    for (const key of this.#keys) {
      const text = unseal(key.seal, bytesOf(place), box);
      if (text) return text.toString('utf8');
    }
    return null;
  }

  /** 32 bytes that only a seat of the authority can make for this text. */
  mark(text: string): Buffer {
    return markOf(this.#newest.mark, text);
  }

  isMark(text: string, mark: Uint8Array): boolean {
    return mark.length === 32 && this.#keys.some((key) => timingSafeEqual(markOf(key.mark, text), mark));
  }
}
