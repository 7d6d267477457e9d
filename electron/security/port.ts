/** Sign-in at the seat: who may, with which PIN or card, and where the people come from. */
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { ClerkView, Credentials, PinCredentials, Role } from '../contract/session.ts';
import type { KeyFile, SeatKeys } from './key-file.ts';
import type { PinHash } from './pin-hash.ts';

/** The part of the journal that sign-in needs. */
export interface SignInJournal {
  append(event: { kind: string; scope: 'seat'; actor: string; body: JsonObject }): unknown;
  setting(name: string): JsonValue | null;
  putSetting(name: string, value: JsonValue): void;
}

export interface NewClerk {
  userName: string;
  displayName: string;
  role: Role;
  pin: string;
  /** Public key of the staff card: SubjectPublicKeyInfo, DER, base64. */
  card?: string;
}

/** What sign-in knows of a person. */
export interface ClerkRecord {
  userName: string;
  displayName: string;
  role: Role;
  pin: PinHash;
  card: string | null;
  /** Not revoked, begun and not run out. */
  isOpen: boolean;
}

export interface ClerkRecords {
  all(): readonly ClerkRecord[];
  /** Asks where they come from for news; bounded, never throws. */
  refresh(): Promise<void>;
  /** Throws `session.directory-too-old` when what is known cannot let this role in. */
  assertFresh(role: Role): void;
}

/** Who it must be, or must not be; by user name. */
export interface Expected {
  only?: string;
  except?: string;
}

export interface Clerks {
  /** Creates or replaces at this seat alone; the PIN is kept as scrypt hash only. */
  put(clerk: NewClerk): Promise<void>;
  list(): ClerkView[];
  /** As the person stands now; null when there is no access, or no such person, any more. */
  standing(userName: string): ClerkView | null;
  /**
   * Throws AppError `session.wrong-pin` (params: `left`) or `session.locked` (params: `minutes`) after five wrong ones.
   * Unknown names take as long and answer the same as wrong PINs. Success and failure are journalled.
   * With a card: `staff-card.*` and `card.*`; whose card it is, is settled before its PIN is tried.
   */
  verify(credentials: Credentials, expected?: Expected): Promise<ClerkView>;
  /** Counts and refuses like `verify`, but nobody signs in by it. Gives the hash that the PIN fits. */
  provePin(credentials: PinCredentials): Promise<PinHash>;
  /** A new PIN of somebody who is kept at this seat alone. */
  putPin(userName: string, pin: PinHash): void;
  /** Wrong PINs of this person are forgotten: there is a new one. */
  forgive(userName: string): void;
}

export type CardOutcome =
  | { kind: 'signed'; signature: Uint8Array }
  | { kind: 'wrong-pin'; left: number }
  | { kind: 'blocked' };

/** The reader for staff cards; each call throws AppError. */
export interface StaffCards {
  ready(): boolean;
  /** The certificate for authentication of the card that lies there now, DER. */
  identify(): Promise<Uint8Array>;
  /** ECDSA over the digest (SHA-256, 32 bytes); throws `card.exchanged` before the PIN is tried when it is another card. */
  sign(order: { pin: string; digest: Uint8Array; certificate: Uint8Array }): Promise<CardOutcome>;
}

export interface DirectoryPoint {
  version: number;
  link: string;
}

/** The directory at the centre, as the seat's way there offers it; each call throws AppError. */
export interface DirectoryRemote {
  read(known: DirectoryPoint): Promise<{ entries: { version: number; text: string }[]; at: DirectoryPoint }>;
  append(known: DirectoryPoint, text: string): Promise<void>;
  saySeen(version: number, nowMs: number): Promise<void>;
  seats(): Promise<{ seat: string; version: number; saidAt: string }[]>;
}

/** Where the keys of the seat are. Electron: safeStorage; elsewhere a file only its owner can read. */
export interface KeyCustody {
  /**
   * 32 bytes each. Made on first use where the seat stands alone; a seat with a centre gets the authority key from another
   * seat. Throws AppError `journal.key-missing` when a journal exists but its key does not, `keys.not-enrolled`.
   */
  keys(journalExists: boolean, mayMakeAuthorityKey: boolean): Promise<SeatKeys>;
  /** Null while there are none. */
  read(): Promise<KeyFile | null>;
  /** Fails when there are some already. */
  create(keys: KeyFile): Promise<void>;
  /** The new ones or the old ones, whenever the power goes. */
  replace(keys: KeyFile): Promise<void>;
}
