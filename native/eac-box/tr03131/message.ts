/** The eleven operations of TR-03131 v1.2 §4.1 as values. */
import type { PassiveAuthentication, PasswordType, TerminalType, ValidationResult } from '../port.ts';

export const applications = ['ePassport', 'eID', 'eSign'] as const;
export type Application = (typeof applications)[number];

export type EacRequest =
  | { operation: 'authenticate'; passwordType: PasswordType; terminalType: TerminalType; password?: string }
  | { operation: 'selectApplication'; application: string }
  | { operation: 'getInfo' }
  | { operation: 'getData'; file: string }
  | { operation: 'getMultipleData'; application: string; files: readonly string[] }
  | { operation: 'writeDataGroup'; dataGroup: number; content: Uint8Array }
  | { [Name in PlainOperation]: { operation: Name } }[PlainOperation];

export type PlainOperation = 'activateeID' | 'deactivateeID' | 'changePIN' | 'unblockPIN' | 'updateCertificates';
/** Operations whose response holds nothing but success and error. */
type BareOperation = 'selectApplication' | 'writeDataGroup' | PlainOperation;
export type Operation = EacRequest['operation'];

/** errorInfo: code 0 success, 1 warning, -1 failure. */
export interface ErrorInfo {
  code: number;
  description?: string;
  value?: number;
}

/** statusInfo of getInfo. */
export interface StatusInfo {
  code: number;
  description?: string;
  value?: number;
}

export interface FileResult {
  file: string;
  success: boolean;
  content?: Uint8Array;
  passive?: ValidationResult;
  error: ErrorInfo;
}

export type EacResponse =
  | { operation: 'authenticate'; success: boolean; error: ErrorInfo; passive?: PassiveAuthentication }
  | { operation: 'getInfo'; success: boolean; date: string; hardware: string; software: string; status: StatusInfo }
  | {
      operation: 'getData';
      success: boolean;
      content?: Uint8Array;
      passive?: ValidationResult;
      error: ErrorInfo;
    }
  | { operation: 'getMultipleData'; results: readonly FileResult[]; error: ErrorInfo }
  | { [Name in BareOperation]: { operation: Name; success: boolean; error: ErrorInfo } }[BareOperation];

export type ResponseTo<Name extends Operation> = Extract<EacResponse, { operation: Name }>;

/** Name of the boolean in each response (§4.1.2 – §4.1.11); getMultipleData has one per file instead. */
export const successElements: Readonly<Record<Operation, string>> = {
  authenticate: 'authSuccess',
  selectApplication: 'selectAppSuccess',
  getInfo: 'getInfoSuccess',
  getData: 'getSuccess',
  getMultipleData: 'getSuccess',
  writeDataGroup: 'writeSuccess',
  activateeID: 'acteIDSuccess',
  deactivateeID: 'deaeIDSuccess',
  changePIN: 'changePINSuccess',
  unblockPIN: 'unblockPINSuccess',
  updateCertificates: 'updateCertificates',
};

export const operations = Object.keys(successElements).filter(isOperation);

/** The specification writes the request without the second `i`, the response with it (§4.3). */
export const misspelledUpdate = 'updateCertficates';

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(successElements, name);
}
