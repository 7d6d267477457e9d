/** What binds a package of keys to its way, and the code two people compare before a key goes that way. */
import { scryptSync } from 'node:crypto';

export interface Exchange {
  fromSeat: string;
  fromPublicKey: Uint8Array;
  toSeat: string;
  toPublicKey: Uint8Array;
  /** Newest generation of the authority key in the package. */
  generation: number;
}

const groups = 6;
const groupDigits = 5;
// Who sits between the seats may try keys on both sides until two codes meet (2^50 tries for 30 digits): each try costs a
// tenth of a second and 32 MB.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Everything that binds a package, in one form that no two exchanges share. */
export const encodeExchange = ({ fromSeat, fromPublicKey, toSeat, toPublicKey, generation }: Exchange): Buffer =>
  Buffer.from(
    JSON.stringify([
      ...['zweitplatz enrolment', 1, generation, fromSeat, Buffer.from(fromPublicKey).toString('hex')],
      ...[toSeat, Buffer.from(toPublicKey).toString('hex')],
    ]),
    'utf8',
  );

/** For example `04711 90210 33333 12345 67890 55555`. The same on both sides only if both see the other's true public key. */
export function comparisonCode(way: Omit<Exchange, 'generation'>): string {
  const bytes = scryptSync(encodeExchange({ ...way, generation: 0 }), 'zweitplatz comparison code', groups * 8, cost);
  return Array.from({ length: groups }, (_, index) =>
    String(bytes.readBigUInt64BE(index * 8) % 10n ** BigInt(groupDigits)).padStart(groupDigits, '0'),
  ).join(' ');
}

/** As people type it: blanks and dashes do not matter. */
export const sameCode = (typed: string, code: string): boolean => typed.replace(/\D/g, '') === code.replace(/\D/g, '');
