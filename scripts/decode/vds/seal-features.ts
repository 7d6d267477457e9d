/** The features of a seal: tag, length, value up to the signature, which must end the seal (TR-03137-1 §3.2). */
import type { SealBytes } from './seal-bytes.ts';
import { SealError } from './seal-error.ts';

export interface RawFeature {
  tag: number;
  value: Uint8Array;
}

export interface RawFeatures {
  features: RawFeature[];
  /** r and s side by side. */
  signature: Uint8Array;
  /** How many bytes the signature covers. */
  signedLength: number;
}

const signatureTag = 0xff;

/** `derLengths`: lengths above 127 as `81 xx` and `82 xx xx`, as some TR-03171 seals write them. */
export function readFeatures(bytes: SealBytes, derLengths: boolean): RawFeatures {
  const features: RawFeature[] = [];
  for (;;) {
    const signedLength = bytes.offset;
    const tag = bytes.number(1, 'tag');
    const what = tag === signatureTag ? 'signature' : `feature ${hexTag(tag)}`;
    const value = bytes.take(readLength(bytes, derLengths, what), what);
    if (tag === signatureTag) {
      if (bytes.remaining !== 0) throw new SealError(`signature: ${bytes.remaining} bytes behind it`);
      if (value.length === 0 || value.length % 2 !== 0) throw new SealError('signature: no pair of numbers');
      return { features, signature: value, signedLength };
    }
    if (features.some((one) => one.tag === tag)) throw new SealError(`${what}: twice`);
    features.push({ tag, value });
  }
}

export function hexTag(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(2, '0');
}

function readLength(bytes: SealBytes, derLengths: boolean, what: string): number {
  const first = bytes.number(1, `${what}, length`);
  if (first === 0xff) throw new SealError(`${what}: length FF`);
  if (!derLengths || first < 0x80) return first;
  if (first !== 0x81 && first !== 0x82) throw new SealError(`${what}: length ${hexTag(first)}`);
  const length = bytes.number(first - 0x80, `${what}, length`);
  if (length < (first === 0x81 ? 0x80 : 0x100)) throw new SealError(`${what}: length longer than needed`);
  return length;
}
