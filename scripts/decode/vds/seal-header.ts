/** The header of a visible digital seal, versions 3 and 4 (ICAO Doc 9303-13; TR-03137-1 §2.2). */
import { decodeC40 } from './c40.ts';
import type { SealBytes } from './seal-bytes.ts';
import { decodeSealDate } from './seal-date.ts';
import { SealError } from './seal-error.ts';

export interface SealHeader {
  version: 3 | 4;
  issuingCountry: string;
  signer: string;
  certificateReference: string;
  documentIssueDate: string;
  signatureDate: string;
  /** Feature definition and document category, hexadecimal, for example `F908`. */
  profile: string;
}

const magic = 0xdc;
/** This signer alone writes the length of its reference in decimal: its references are UUIDs of 32 characters (TR-03171). */
const decimalSigner = 'DEZV';

export function readHeader(bytes: SealBytes): SealHeader {
  if (bytes.number(1, 'magic') !== magic) throw new SealError('magic: not DC');
  const versionByte = bytes.number(1, 'version');
  if (versionByte !== 0x02 && versionByte !== 0x03) throw new SealError('version: neither 02 nor 03');
  const issuingCountry = decodeC40(bytes.take(2, 'issuing country')).trim();
  const certificate = versionByte === 0x02 ? fixedReference(bytes) : sizedReference(bytes);
  const documentIssueDate = decodeSealDate(bytes.take(3, 'document issue date'), 'document issue date');
  const signatureDate = decodeSealDate(bytes.take(3, 'signature date'), 'signature date');
  const profile = bytes.number(2, 'profile').toString(16).toUpperCase().padStart(4, '0');
  return {
    version: versionByte === 0x02 ? 3 : 4,
    issuingCountry,
    ...certificate,
    documentIssueDate,
    signatureDate,
    profile,
  };
}

type Reference = Pick<SealHeader, 'signer' | 'certificateReference'>;

/** Nine characters: signer 4, reference 5, padded with 0 on the left. */
function fixedReference(bytes: SealBytes): Reference {
  const text = decodeC40(bytes.take(6, 'signer and certificate reference'));
  if (!/^[A-Z]{2}[A-Z0-9]{2}[0-9A-Z]{5}$/.test(text)) throw new SealError('signer and certificate reference: form');
  return { signer: text.slice(0, 4), certificateReference: text.slice(4) };
}

/** Signer 4, length 2, then the reference itself. */
function sizedReference(bytes: SealBytes): Reference {
  const head = decodeC40(bytes.take(4, 'signer and length'));
  const signer = head.slice(0, 4);
  const digits = head.slice(4);
  if (!/^[A-Z]{2}[A-Z0-9]{2}$/.test(signer)) throw new SealError('signer: form');
  const radix = signer === decimalSigner ? 10 : 16;
  if (!(radix === 10 ? /^\d\d$/ : /^[0-9A-F]{2}$/).test(digits)) throw new SealError('reference length: form');
  const length = Number.parseInt(digits, radix);
  // An old form writes 00 and lets a reference of five follow all the same; to guess would be to accept anything.
  if (length === 0) throw new SealError('reference length: 00, old format');
  const coded = Math.floor((length - 1) / 3) * 2 + 2;
  const certificateReference = decodeC40(bytes.take(coded, 'certificate reference'));
  if (certificateReference.length !== length) throw new SealError('certificate reference: length');
  return { signer, certificateReference };
}
