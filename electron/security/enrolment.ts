/**
 * A seat asks another one for the authority key, is approved after people compared a code, and accepts what came. Later
 * generations come the same way, without a code: both know each other's public key by then.
 */
import { randomBytes } from 'node:crypto';
import { AppError, isAppError } from '../contract/app-error.ts';
import { openPackage, readExchange, sealPackage } from './authority-package.ts';
import { comparisonCode, sameCode } from './comparison-code.ts';
import type { KeyFile } from './key-file.ts';
import { keyPairOf, makeSeatKeyPair, type SeatKeyPair } from './seat-key-pair.ts';

const newKey = (): Uint8Array => new Uint8Array(randomBytes(32));
const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The seat's own pair, and the key file with it in. */
function withSeatKey(file: KeyFile | null): { file: KeyFile; keys: SeatKeyPair } {
  const known = file?.seatPrivateKey;
  const keys = known ? keyPairOf(known) : makeSeatKeyPair();
  const base = file ?? { fileKey: newKey(), authorityKeys: [], trusted: {}, adoptedOn: null };
  return { file: { ...base, seatPrivateKey: keys.privateKey }, keys };
}

/** A seat that may approve others: with a key pair. `today` notes the day of a new authority key. */
export function prepareFirst(file: KeyFile | null, today: string): { file: KeyFile; publicKey: Uint8Array } {
  const { file: ready, keys } = withSeatKey(file);
  if (ready.authorityKeys.length > 0) return { file: ready, publicKey: keys.publicKey };
  if (file) throw new AppError('keys.not-enrolled'); // it has asked another seat: a second authority key would part them
  return { file: { ...ready, authorityKeys: [newKey()], adoptedOn: today }, publicKey: keys.publicKey };
}

export interface Request {
  file: KeyFile;
  publicKey: Uint8Array;
  /** What the person at the approving seat must be told. */
  code: string;
}

/**
 * `from`: the seat that is asked, with the public key that the centre showed. A seat that has the authority key keeps it, and
 * gets to know another seat to take later generations from.
 */
export function request(file: KeyFile | null, me: string, from: { seat: string; publicKey: Uint8Array }): Request {
  const { file: ready, keys } = withSeatKey(file);
  const way = { fromSeat: from.seat, fromPublicKey: from.publicKey, toSeat: me, toPublicKey: keys.publicKey };
  return {
    file: { ...ready, trusted: { ...ready.trusted, [from.seat]: from.publicKey } },
    ...{ publicKey: keys.publicKey, code: comparisonCode(way) },
  };
}

/**
 * Nothing is sealed before the code fits: whoever put another public key at the centre gets nothing. Throws
 * `keys.code-differs`, `keys.not-enrolled`.
 */
export function approve(
  file: KeyFile,
  me: string,
  to: { seat: string; publicKey: Uint8Array },
  typedCode: string,
): { file: KeyFile; package: string; generation: number } {
  const keys = ownPair(file);
  const way = { fromSeat: me, fromPublicKey: keys.publicKey, toSeat: to.seat, toPublicKey: to.publicKey };
  if (!sameCode(typedCode, comparisonCode(way))) throw new AppError('keys.code-differs');
  return {
    file: { ...file, trusted: { ...file.trusted, [to.seat]: to.publicKey } },
    package: sealPackage({ seat: me, keys }, to, file.authorityKeys),
    generation: file.authorityKeys.length,
  };
}

export interface Offer {
  fromSeat: string;
  package: string;
}

/**
 * Takes the generations that are new. Only from a seat whose key was compared, never fewer than there are, and the ones
 * already here must be the same. `expected`: what a person was told, so that the centre cannot hold back a newer package.
 * Throws `keys.package-forged`, `keys.package-old`, `keys.other-authority`, `keys.not-enrolled`.
 */
export function accept(file: KeyFile, me: string, offer: Offer, today: string, expected?: number): KeyFile {
  const keys = pairOf(file);
  const { fromSeat, fromPublicKey, generation } = readExchange(offer.package, { seat: me, publicKey: keys.publicKey });
  const trusted = file.trusted[fromSeat];
  if (fromSeat !== offer.fromSeat || !trusted || !equal(trusted, fromPublicKey))
    throw new AppError('keys.package-forged');
  const authorityKeys = openPackage(offer.package, { seat: me, keys });
  const known = file.authorityKeys;
  if (generation <= known.length || (expected !== undefined && generation !== expected)) {
    throw new AppError('keys.package-old', { generation });
  }
  if (known.some((key, index) => !equal(key, authorityKeys[index] ?? new Uint8Array(0)))) {
    throw new AppError('keys.other-authority');
  }
  return { ...file, authorityKeys, adoptedOn: today };
}

/** The first that can be taken; otherwise why the first one could not. */
export function acceptBest(
  file: KeyFile,
  seat: string,
  offers: readonly Offer[],
  today: string,
  expected?: number,
): { file: KeyFile | null; refused: unknown } {
  let refused: unknown = null;
  for (const offer of offers) {
    try {
      return { file: accept(file, seat, offer, today, expected), refused: null };
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused ??= error;
    }
  }
  return { file: null, refused };
}

/** A new generation, here and for all trusted seats but those in `without`, which are trusted no more. */
export function rotate(file: KeyFile, without: readonly string[], today: string): KeyFile {
  ownPair(file);
  const trusted = Object.fromEntries(Object.entries(file.trusted).filter(([seat]) => !without.includes(seat)));
  return { ...file, trusted, authorityKeys: [...file.authorityKeys, newKey()], adoptedOn: today };
}

/** What every trusted seat gets: all generations. Doing it again gives them the same keys. */
export function packagesFor(file: KeyFile, me: string): { toSeat: string; generation: number; package: string }[] {
  const keys = ownPair(file);
  return Object.entries(file.trusted).map(([seat, publicKey]) => ({
    toSeat: seat,
    generation: file.authorityKeys.length,
    package: sealPackage({ seat: me, keys }, { seat, publicKey }, file.authorityKeys),
  }));
}

function pairOf({ seatPrivateKey }: KeyFile): SeatKeyPair {
  if (!seatPrivateKey) throw new AppError('keys.not-enrolled');
  return keyPairOf(seatPrivateKey);
}

function ownPair(file: KeyFile): SeatKeyPair {
  if (file.authorityKeys.length === 0) throw new AppError('keys.not-enrolled');
  return pairOf(file);
}
