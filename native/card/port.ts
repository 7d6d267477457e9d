/** The chip reader as the seat sees it: is a document there, and what does it offer without any certificate. */
import type { Device } from '../core/device.ts';

export interface PaceOffer {
  /** Dotted object identifier. */
  oid: string;
  /** For example `ECDH-GM-AES-CBC-CMAC-128`; `unknown` when the identifier is not in the list. */
  protocol: string;
  /** Standardised domain parameter id (13 = brainpoolP256r1), absent when the chip names none. */
  parameterId?: number;
}

export interface ChipInspection {
  atrHex: string;
  /** EF.CardAccess as read; absent for chips without PACE. */
  cardAccess?: Uint8Array;
  pace: readonly PaceOffer[];
  hasBiometricApplication: boolean;
  hasEidApplication: boolean;
}

/** What a staff card answers to a PIN and a digest. */
export type StaffSignature =
  /** ECDSA over P-256, DER. */
  { kind: 'signed'; signature: Uint8Array } | { kind: 'wrong-pin'; left: number } | { kind: 'blocked' };

export interface CardReader extends Device {
  /** Resolves when a card lies on the reader; rejects with `device.cancelled` or `card.absent` after the timeout. */
  waitForCard(options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  cardPresent(): Promise<boolean>;
  /** Connects, reads EF.CardAccess and the application list, resets the card. Reads nothing personal. */
  inspect(signal: AbortSignal): Promise<ChipInspection>;
  /** Certificate for authentication of the staff card (PIV) that lies there, DER; needs no PIN. Rejects with `card.not-a-staff-card`. */
  readStaffCertificate(signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Signs a SHA-256 digest with the staff card; `pin` has six to eight digits and is tried once. Rejects with `card.exchanged`
   * before the PIN is tried when the card has another certificate than the one given.
   */
  signAsStaff(
    order: { pin: string; digest: Uint8Array; certificate: Uint8Array },
    signal: AbortSignal,
  ): Promise<StaffSignature>;
  /** Resolves when no card lies there any more; rejects with `device.cancelled`. */
  waitForRemoval(signal: AbortSignal): Promise<void>;
}
