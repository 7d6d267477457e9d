/** EF.DIR: application templates `61 { 4F identifier … }` one after another (ISO/IEC 7816-4 §8.2.1.1). */
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { decodeTlv, encodeTlv } from './tlv.ts';

/** ICAO 9303-10 §3.7, TR-03110-4 §2.2, TR-03127 §3.4.1. */
export const applicationIds = {
  biometric: 'A0000002471001',
  eid: 'E80704007F00070302',
  esign: 'A000000167455349474E',
} as const;

const tagTemplate = 0x61;
const tagIdentifier = 0x4f;

/** Application identifiers as hex text. */
export function decodeDirectory(bytes: Uint8Array): string[] {
  return decodeTlv(bytes)
    .filter((template) => template.tag === tagTemplate)
    .flatMap((template) => template.children)
    .filter((object) => object.tag === tagIdentifier)
    .map((object) => encodeHex(object.value));
}

export function encodeDirectory(identifiers: readonly string[]): Uint8Array {
  const templates = identifiers.map((hex) => encodeTlv(tagTemplate, encodeTlv(tagIdentifier, decodeHex(hex))));
  return Uint8Array.from(templates.flatMap((template) => [...template]));
}
