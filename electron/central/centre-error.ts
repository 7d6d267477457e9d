/** Tells what PostgreSQL and the line to it complain about in the application's own words. */
import { AppError, type ErrorCode, isAppError } from '../contract/app-error.ts';

/** Thrown by the pin check inside the TLS handshake. */
export class UntrustedServer extends Error {}

/** SQLSTATE, longest prefix first: ZP… are raised by the centre's own functions. */
const byState: readonly (readonly [string, ErrorCode])[] = [
  ['ZP002', 'centre.chain-differs'],
  ['ZP003', 'centre.refused'],
  ['ZP', 'centre.refused'],
  ['42501', 'centre.refused'], // insufficient_privilege: row security or a missing grant
  ['28', 'centre.untrusted'], // invalid authorization: the seat's certificate is not accepted
  ['23', 'centre.refused'], // integrity constraint violation
  ['22', 'centre.refused'], // data exception
  ['57014', 'centre.disconnected'], // statement timeout
  ['57P', 'centre.disconnected'], // shutdown, crash, starting up
  ['08', 'centre.disconnected'],
  ['53', 'centre.disconnected'], // out of connections, memory or disk over there
  ['40', 'centre.disconnected'], // serialization, deadlock: try again
  ['25', 'centre.disconnected'],
  ['42', 'centre.refused'], // another schema than the one known here
];

/** Five characters, as the server sends them; empty for what is no answer of a server. */
export function sqlStateOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const severity = error instanceof Error && 'severity' in error;
  return severity && typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}

const tlsTrust = /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL_.*(ALERT|CERT))/;

export function toCentreError(error: unknown): AppError {
  if (isAppError(error)) return error;
  if (error instanceof UntrustedServer) return new AppError('centre.untrusted', {}, { cause: error });
  const state = sqlStateOf(error);
  if (state !== '') {
    const found = byState.find(([prefix]) => state.startsWith(prefix));
    return new AppError(found?.[1] ?? 'centre.refused', { state }, { cause: error });
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new AppError(tlsTrust.test(code) ? 'centre.untrusted' : 'centre.disconnected', {}, { cause: error });
}
