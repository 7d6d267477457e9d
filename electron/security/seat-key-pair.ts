/** The seat's own X25519 key pair (RFC 7748): what another seat seals the authority key for. Raw keys of 32 bytes. */
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';

// RFC 8410: the fixed DER before the 32 bytes of the key.
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex');
const keyLength = 32;

export interface SeatKeyPair {
  privateKey: Uint8Array;
  publicKey: Uint8Array;
}

export function makeSeatKeyPair(): SeatKeyPair {
  const { privateKey } = generateKeyPairSync('x25519');
  return keyPairOf(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-keyLength));
}

export function keyPairOf(privateKey: Uint8Array): SeatKeyPair {
  const publicKey = createPublicKey(importPrivate(privateKey)).export({ format: 'der', type: 'spki' });
  return { privateKey: new Uint8Array(privateKey), publicKey: new Uint8Array(publicKey.subarray(-keyLength)) };
}

/** 32 bytes that only the holders of the two private keys can know. Throws for a public key that gives nothing secret. */
export function sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Buffer {
  const der = Buffer.concat([publicPrefix, publicKey]);
  return diffieHellman({
    privateKey: importPrivate(privateKey),
    publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }),
  });
}

function importPrivate(privateKey: Uint8Array): KeyObject {
  if (privateKey.length !== keyLength) throw new RangeError('X25519 keys have 32 bytes');
  return createPrivateKey({ key: Buffer.concat([privatePrefix, privateKey]), format: 'der', type: 'pkcs8' });
}
