/** Numbers of IPP: operations (RFC 8011 §5.4.15), states (§5.3.7, §5.4.11), tags (RFC 8010 §3.5), status codes (RFC 8011 appendix B). */

export const operations = {
  printJob: 0x0002,
  validateJob: 0x0004,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;

export type IppOperation = keyof typeof operations;

export const groupTags = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04, unsupported: 0x05 } as const;

export const valueTags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;

export const jobStates = {
  3: 'pending',
  4: 'held',
  5: 'printing',
  6: 'stopped',
  7: 'cancelled',
  8: 'aborted',
  9: 'completed',
} as const;

export const printerStates = { 3: 'idle', 4: 'printing', 5: 'stopped' } as const;

export const statusNames: Readonly<Record<number, string>> = {
  0: 'successful-ok',
  1: 'successful-ok-ignored-or-substituted-attributes',
  2: 'successful-ok-conflicting-attributes',
  1024: 'client-error-bad-request',
  1025: 'client-error-forbidden',
  1026: 'client-error-not-authenticated',
  1027: 'client-error-not-authorized',
  1028: 'client-error-not-possible',
  1029: 'client-error-timeout',
  1030: 'client-error-not-found',
  1031: 'client-error-gone',
  1032: 'client-error-request-entity-too-large',
  1033: 'client-error-request-value-too-long',
  1034: 'client-error-document-format-not-supported',
  1035: 'client-error-attributes-or-values-not-supported',
  1036: 'client-error-uri-scheme-not-supported',
  1037: 'client-error-charset-not-supported',
  1038: 'client-error-conflicting-attributes',
  1039: 'client-error-compression-not-supported',
  1040: 'client-error-compression-error',
  1041: 'client-error-document-format-error',
  1042: 'client-error-document-access-error',
  1280: 'server-error-internal-error',
  1281: 'server-error-operation-not-supported',
  1282: 'server-error-service-unavailable',
  1283: 'server-error-version-not-supported',
  1284: 'server-error-device-error',
  1285: 'server-error-temporary-error',
  1286: 'server-error-not-accepting-jobs',
  1287: 'server-error-busy',
  1288: 'server-error-job-canceled',
  1289: 'server-error-multiple-document-jobs-not-supported',
};

export const status = {
  ok: 0x0000,
  badRequest: 0x0400,
  notPossible: 0x0404,
  notFound: 0x0406,
  formatNotSupported: 0x040a,
  valuesNotSupported: 0x040b,
  operationNotSupported: 0x0501,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
} as const;

/** The name of a status code, or its number when it is none of RFC 8011. */
export function statusName(code: number): string {
  return statusNames[code] ?? `0x${code.toString(16).padStart(4, '0')}`;
}
