/** The change terminal (EAC-Box, BSI TR-03131 v1.2) as the seat sees it. PIN and PUK never pass through this port. */
import type { Device } from '../core/device.ts';

/** TR-03131 §3.2 figure 3; `unknown` when the box reports a value of its own. */
export type EacBoxPhase = 'locked' | 'initialized' | 'ready' | 'unknown';
export type EacBoxCard = 'none' | 'eac1' | 'eac2' | 'pin-blocked' | 'pin-suspended' | 'pin-deactivated' | 'unknown';

export interface EacBoxState {
  phase: EacBoxPhase;
  card: EacBoxCard;
  tokenConnected: boolean;
  hardwareVersion: string;
  softwareVersion: string;
  /** The box's own clock as it sent it, ISO 8601. */
  boxTime: string;
}

export type PasswordType = 'CAN' | 'MRZ' | 'PIN' | 'PUK';
export type TerminalType = 'IS' | 'AT';

/** One validationResult of TR-03131 §4.1.1: code 0 success, 1 warning, -1 failure. */
export interface ValidationResult {
  code: number;
  value?: number;
}

export interface PassiveAuthentication {
  digest: ValidationResult;
  signature: ValidationResult;
  certificateSignature: ValidationResult;
  certificateValidity: ValidationResult;
  certificateRevocation: ValidationResult;
  algorithm: ValidationResult;
}

export interface EacBox extends Device {
  state(): Promise<EacBoxState>;
  /** The password itself is typed at the box. */
  authenticate(password: PasswordType, terminal: TerminalType, signal: AbortSignal): Promise<PassiveAuthentication>;
  readFiles(
    application: 'ePassport' | 'eID' | 'eSign',
    files: readonly string[],
  ): Promise<ReadonlyMap<string, Uint8Array>>;
  /** 17 … 21 only; the caller reads back before calling it done. */
  writeDataGroup(dataGroup: number, content: Uint8Array): Promise<void>;
  changePin(signal: AbortSignal): Promise<void>;
  activateEid(): Promise<void>;
}
