/** PINs as scrypt hashes; checking one takes the same time whether there is a clerk behind it or not. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * RFC 7914. N = 2^15, r = 8 takes 32 MB and about 100 ms on the seats' class of machine: a PIN is short, and only the
 * lock and this price stand between a stolen journal key and all PINs. Stored with the hash, so that it can be raised.
 */
const cost = { N: 2 ** 15, r: 8, p: 1 };

export const pinHash = z.object({
  salt: z.base64(),
  hash: z.base64(),
  N: z.int(),
  r: z.int(),
  p: z.int(),
});
export type PinHash = z.infer<typeof pinHash>;

function derive(pin: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, cost);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), ...cost };
}

/** What unknown names are checked against: no PIN gives an all-zero hash. */
const nobody: PinHash = {
  salt: Buffer.alloc(16).toString('base64'),
  hash: Buffer.alloc(32).toString('base64'),
  ...cost,
};

export async function checkPin(pin: string, known: PinHash | undefined): Promise<boolean> {
  const against = known ?? nobody;
  const hash = await derive(pin, Buffer.from(against.salt, 'base64'), against);
  return timingSafeEqual(hash, Buffer.from(against.hash, 'base64')) && known !== undefined;
}
