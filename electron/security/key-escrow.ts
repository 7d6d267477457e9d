/**
 * The authority key deposited for the day when no seat is left: any two of the named people open it together, nobody alone.
 * For each pair there is one AES-256-GCM box under a key made of both codes (scrypt each, then HKDF-SHA-256).
 */
import { hkdfSync, randomBytes, randomInt, scryptSync } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import { openBox, sealBox } from './sealed-box.ts';

export const escrowPeople = { min: 2, max: 5 };
// The codes have 125 bits: scrypt is for the one who copies a digit wrong and lets a program guess the rest.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
/** Without letters and digits that look alike. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeGroups = 5;
const groupLength = 5;

const escrowJson = z.strictObject({
  format: z.literal(1),
  what: z.literal('zweitplatz authority key'),
  authority: z.string().max(80),
  madeOn: z.iso.date(),
  generation: z.int().min(1).max(256),
  people: z
    .array(z.strictObject({ name: z.string().min(1).max(80), salt: z.base64().length(44) }))
    .min(2)
    .max(5),
  boxes: z.array(z.strictObject({ people: z.tuple([z.int(), z.int()]), box: z.base64().max(16_000) })).max(10),
});
type Escrow = z.infer<typeof escrowJson>;

/** For example `7KQ2M-…`: made, not chosen, and written down once by the one person it is for. */
export function makeEscrowCode(): string {
  const group = (): string => Array.from({ length: groupLength }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: codeGroups }, group).join('-');
}

/** Case, blanks and dashes do not matter when it is typed in again. */
const foldCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

const aadOf = (
  { authority, madeOn, generation }: Omit<Escrow, 'boxes' | 'people' | 'format' | 'what'>,
  pair: string[],
) => Buffer.from(JSON.stringify(['zweitplatz escrow', 1, authority, madeOn, generation, ...pair]), 'utf8');

const pairKey = (a: Uint8Array, b: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.concat([a, b]), new Uint8Array(0), 'zweitplatz escrow pair', 32));

const codeKey = (code: string, salt: string): Buffer =>
  scryptSync(foldCode(code), Buffer.from(salt, 'base64'), 32, cost);

/** `people` with their codes, in the order of the file. */
export function sealEscrow(
  about: { authority: string; madeOn: string },
  people: readonly { name: string; code: string }[],
  authorityKeys: readonly Uint8Array[],
): string {
  if (people.length < escrowPeople.min || people.length > escrowPeople.max) throw new RangeError('two to five people');
  const named = people.map(({ name }) => ({ name, salt: randomBytes(32).toString('base64') }));
  const keys = people.map(({ code }, index) => codeKey(code, named[index]?.salt ?? ''));
  const head = { authority: about.authority, madeOn: about.madeOn, generation: authorityKeys.length };
  const boxes = keys.flatMap((a, first) =>
    keys.slice(first + 1).map((b, offset) => {
      const second = first + 1 + offset;
      const aad = aadOf(head, [named[first]?.name ?? '', named[second]?.name ?? '']);
      const box = sealBox(pairKey(a, b), aad, Buffer.concat(authorityKeys)).toString('base64');
      return { people: [first, second] as [number, number], box };
    }),
  );
  const escrow: Escrow = { format: 1, what: 'zweitplatz authority key', ...head, people: named, boxes };
  return `${JSON.stringify(escrow, null, 2)}\n`;
}

/** Throws `keys.escrow-damaged`. */
export function readEscrow(text: string): { authority: string; madeOn: string; generation: number; people: string[] } {
  const { authority, madeOn, generation, people } = parse(text);
  return { authority, madeOn, generation, people: people.map(({ name }) => name) };
}

/** With the codes of two people, in any order. Throws `keys.escrow-damaged`, `keys.escrow-code`. */
export function openEscrow(text: string, entered: readonly { person: number; code: string }[]): Uint8Array[] {
  const escrow = parse(text);
  const [first, second] = [...entered].sort((a, b) => a.person - b.person);
  const found = escrow.boxes.find(({ people }) => people[0] === first?.person && people[1] === second?.person);
  const [a, b] = [escrow.people[first?.person ?? -1], escrow.people[second?.person ?? -1]];
  if (!found || !first || !second || !a || !b) throw new AppError('keys.escrow-code');
  const key = pairKey(codeKey(first.code, a.salt), codeKey(second.code, b.salt));
  const plain = openBox(key, aadOf(escrow, [a.name, b.name]), Buffer.from(found.box, 'base64'));
  if (!plain) throw new AppError('keys.escrow-code');
  if (plain.length !== escrow.generation * 32) throw new AppError('keys.escrow-damaged');
  return Array.from(
    { length: escrow.generation },
    (_, index) => new Uint8Array(plain.subarray(index * 32, (index + 1) * 32)),
  );
}

function parse(text: string): Escrow {
  let raw: unknown = null;
  try {
    raw = JSON.parse(text);
  } catch {
    // stays null: refused below
  }
  const parsed = escrowJson.safeParse(raw);
  if (!parsed.success) throw new AppError('keys.escrow-damaged');
  return parsed.data;
}
