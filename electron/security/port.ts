/** Sign-in at the seat: who may, with which PIN, and for how long not after wrong ones. */
import type { JsonObject, JsonValue } from '../contract/json.ts';
import type { ClerkView, Credentials, Role } from '../contract/session.ts';

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
}

export interface Clerks {
  /** Creates or replaces; the PIN is kept as scrypt hash only. */
  put(clerk: NewClerk): Promise<void>;
  list(): ClerkView[];
  /**
   * Throws AppError `session.wrong-pin` (params: `left`) or `session.locked` (params: `minutes`) after five wrong ones.
   * Unknown names take as long and answer the same as wrong PINs. Success and failure are journalled.
   */
  verify(credentials: Credentials): Promise<ClerkView>;
}

/** Where the keys of the journal come from. Electron: safeStorage; elsewhere a file only its owner can read. */
export interface KeyCustody {
  /** 32 bytes each; made on first use. Throws AppError `journal.key-missing` when a journal exists but its key does not. */
  keys(journalExists: boolean): Promise<{ fileKey: Uint8Array; authorityKey: Uint8Array }>;
}
