/** A key of a body, wrapped with the authority key: of which generation it is, and with which one it is wrapped now. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { JournalKeys } from './journal-keys.ts';
import type { EventScope } from './port.ts';
import { type RandomBytes, seal, unseal } from './sealing.ts';
import type { RowField } from './tables-digest.ts';

/** Whose key it is: the Vorgang's, or the seat's (an empty owner). */
export interface KeyName {
  scope: EventScope;
  owner: string;
  /** The authority key's when this key was made; events of that generation are sealed with it. */
  generation: number;
}

export interface KeyBox {
  wrapped: Uint8Array;
  /** The authority key's generation that opens it: at least its own, more after it was wrapped anew. */
  wrappedBy: number;
}

/** What the first generation wrapped itself stands as it did before there were generations. */
const isFirst = (generation: number, wrappedBy: number): boolean => generation === 1 && wrappedBy === 1;

function aad({ scope, owner, generation }: KeyName, wrappedBy: number): Buffer {
  const fields = isFirst(generation, wrappedBy) ? [] : [generation, wrappedBy];
  return Buffer.from(JSON.stringify(['key', owner, scope, ...fields]), 'utf8');
}

/** With the newest generation. */
export function wrapKey(keys: JournalKeys, name: KeyName, key: Uint8Array, randomBytes: RandomBytes): KeyBox {
  const wrappedBy = keys.newest;
  return { wrapped: seal(keys.of(wrappedBy).wrap, aad(name, wrappedBy), key, randomBytes), wrappedBy };
}

function openBox(keys: JournalKeys, name: KeyName, { wrapped, wrappedBy }: KeyBox): Buffer | null {
  return unseal(keys.of(wrappedBy).wrap, aad(name, wrappedBy), wrapped);
}

/** Null when the box was changed or wrapped by another authority. Throws `keys.generation-missing`. */
export function unwrapKey(keys: JournalKeys, name: KeyName, box: KeyBox): KeyObject | null {
  const key = openBox(keys, name, box);
  return key && createSecretKey(key);
}

/** The same key under the newest generation; null as above. */
export function wrapAnew(keys: JournalKeys, name: KeyName, box: KeyBox, randomBytes: RandomBytes): KeyBox | null {
  const key = openBox(keys, name, box);
  return key && wrapKey(keys, name, key, randomBytes);
}

/** What the digest over the tables says of it. */
export function digestFields(
  { scope, owner, generation }: KeyName,
  { wrapped, wrappedBy }: { wrapped: Uint8Array | null; wrappedBy: number },
): RowField[] {
  return [owner, scope, wrapped, ...(isFirst(generation, wrappedBy) ? [] : [generation, wrappedBy])];
}
