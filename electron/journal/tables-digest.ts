/** A digest over the rows beside the chain (keys, search terms, settings, dropped bodies) that changes row by row. */
import { createHmac, type KeyObject } from 'node:crypto';

export type RowTag = 'key' | 'term' | 'setting' | 'dropped' | 'foreign-event' | 'foreign-key' | 'foreign-dropped';
export type RowField = string | number | Uint8Array | null;

const modulus = 1n << 256n;

/** The sum of one keyed hash per row: independent of order, and nobody without the key can add a row or take one out. */
export class TablesDigest {
  readonly #key: KeyObject;
  #sum: bigint;

  constructor(key: KeyObject, start?: Uint8Array) {
    this.#key = key;
    this.#sum = start ? BigInt(`0x${Buffer.from(start).toString('hex')}`) : 0n;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#sum.toString(16).padStart(64, '0'), 'hex');
  }

  add(tag: RowTag, ...fields: RowField[]): void {
    this.#sum = (this.#sum + this.#hash(tag, fields)) % modulus;
  }

  remove(tag: RowTag, ...fields: RowField[]): void {
    this.#sum = (this.#sum - this.#hash(tag, fields) + modulus) % modulus;
  }

  #hash(tag: RowTag, fields: readonly RowField[]): bigint {
    const plain = fields.map((field) => (field instanceof Uint8Array ? [Buffer.from(field).toString('hex')] : field));
    const hash = createHmac('sha256', this.#key).update(JSON.stringify([tag, ...plain]));
    return BigInt(`0x${hash.digest('hex')}`);
  }
}

/** Binds the digest to its version, so that an old pair cannot be given a new number. */
export function stateSeal(key: KeyObject, version: number, digest: Uint8Array): Buffer {
  return createHmac('sha256', key)
    .update(`state ${version} ${Buffer.from(digest).toString('hex')}`)
    .digest();
}
