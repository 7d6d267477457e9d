/**
 * The authority key on its way from one seat to another. Sealed with what only these two seats share (X25519 of both
 * long-lived keys, HKDF-SHA-256, AES-256-GCM), bound to both seats, both keys and the generation: the centre can neither
 * read it nor make one, and an older one is known as older.
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import { type Exchange, encodeExchange } from './comparison-code.ts';
import { openBox, sealBox } from './sealed-box.ts';
import { type SeatKeyPair, sharedSecret } from './seat-key-pair.ts';

const keyLength = 32;
const saltLength = 32;
/** All generations of decades stay far below. */
export const packageMaxLength = 16_000;

const packageJson = z.strictObject({
  format: z.literal(1),
  fromSeat: z.string().min(1).max(16),
  fromPublicKey: z.base64().length(44),
  generation: z.int().min(1).max(256),
  salt: z.base64().length(44),
  box: z.base64().min(1).max(packageMaxLength),
});

/** `authorityKeys`: all generations, the first one first. */
export function sealPackage(
  from: { seat: string; keys: SeatKeyPair },
  to: { seat: string; publicKey: Uint8Array },
  authorityKeys: readonly Uint8Array[],
): string {
  const exchange: Exchange = {
    ...{ fromSeat: from.seat, fromPublicKey: from.keys.publicKey, toSeat: to.seat, toPublicKey: to.publicKey },
    generation: authorityKeys.length,
  };
  const salt = randomBytes(saltLength);
  const key = packageKey(sharedSecret(from.keys.privateKey, to.publicKey), salt, exchange);
  const box = sealBox(key, encodeExchange(exchange), Buffer.concat(authorityKeys));
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return JSON.stringify({
    ...{ format: 1, fromSeat: from.seat, fromPublicKey: text(from.keys.publicKey), generation: exchange.generation },
    ...{ salt: text(salt), box: text(box) },
  });
}

/** What a package says of itself: nothing of it is proven before `openPackage`. Throws `keys.package-forged`. */
export function readExchange(text: string, to: { seat: string; publicKey: Uint8Array }): Exchange {
  const { fromSeat, fromPublicKey, generation } = parse(text);
  return {
    ...{ fromSeat, generation, toSeat: to.seat, toPublicKey: to.publicKey },
    fromPublicKey: new Uint8Array(Buffer.from(fromPublicKey, 'base64')),
  };
}

/** All generations, the first one first. Throws `keys.package-forged`. */
export function openPackage(text: string, to: { seat: string; keys: SeatKeyPair }): Uint8Array[] {
  const { salt, box } = parse(text);
  const exchange = readExchange(text, { seat: to.seat, publicKey: to.keys.publicKey });
  const plain = openWith(exchange, to.keys, Buffer.from(salt, 'base64'), Buffer.from(box, 'base64'));
  if (!plain || plain.length !== exchange.generation * keyLength) throw forged();
  return Array.from(
    { length: exchange.generation },
    (_, index) => new Uint8Array(plain.subarray(index * keyLength, (index + 1) * keyLength)),
  );
}

function openWith(exchange: Exchange, keys: SeatKeyPair, salt: Buffer, box: Buffer): Buffer | null {
  try {
    const key = packageKey(sharedSecret(keys.privateKey, exchange.fromPublicKey), salt, exchange);
    return openBox(key, encodeExchange(exchange), box);
  } catch {
    return null; // a public key of low order
  }
}

const packageKey = (secret: Uint8Array, salt: Uint8Array, exchange: Exchange): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, encodeExchange(exchange), 32));

function parse(text: string): z.infer<typeof packageJson> {
  let raw: unknown = null;
  try {
    if (text.length <= packageMaxLength) raw = JSON.parse(text);
  } catch {
    // stays null: refused below
  }
  const parsed = packageJson.safeParse(raw);
  if (!parsed.success) throw forged();
  return parsed.data;
}

const forged = (): AppError => new AppError('keys.package-forged');
