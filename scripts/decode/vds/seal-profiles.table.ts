/** Documents that carry a visible digital seal and the features each may hold (TR-03137-1 chapters 4 to 10; TR-03171). */

export interface FeatureRule {
  tag: number;
  name: string;
  /**
   * `duration` is days, months, years, a byte each; `validity` is TR-03171's pair of dates around a zero byte;
   * `mrz` is C40 with fillers, its first line `firstLine` long, the second without its optional data in visas.
   */
  coding: 'c40' | 'mrz' | 'utf8' | 'number' | 'duration' | 'hex' | 'validity' | 'date';
  /** Allowed numbers of bytes, both ends included. */
  bytes: readonly [number, number];
  /** Longest text. */
  characters?: number;
  firstLine?: number;
  /** What the text must look like. */
  form?: RegExp;
  optional?: true;
}

export interface SealProfile {
  title: string;
  versions: readonly (3 | 4)[];
  signatureBytes: readonly number[];
  features: readonly FeatureRule[];
  /** Features beyond the list: forbidden on stickers and permits, the very content of TR-03171 papers. */
  others: 'forbidden' | 'allowed';
}

const documentNumber: FeatureRule = { tag: 0x01, name: 'documentNumber', coding: 'c40', bytes: [6, 6], characters: 9 };
const municipality: FeatureRule = { tag: 0x02, name: 'ags', coding: 'c40', bytes: [6, 6], form: /^\d{8}$/ };
const address: FeatureRule = { tag: 0x03, name: 'address', coding: 'c40', bytes: [6, 18], characters: 26 };
const passportNumber = (tag: number): FeatureRule => ({
  tag,
  name: 'passportNumber',
  coding: 'c40',
  bytes: [6, 6],
  characters: 9,
});
const mrz = (tag: number, bytes: number, firstLine = 36): FeatureRule => ({
  tag,
  name: 'mrz',
  coding: 'mrz',
  bytes: [bytes, bytes],
  firstLine,
});
const uuid: FeatureRule = { tag: 0x00, name: 'profileNumber', coding: 'hex', bytes: [16, 16] };
const name = (tag: number, field: string): FeatureRule => ({
  tag,
  name: field,
  coding: 'utf8',
  bytes: [1, 90],
  characters: 30,
});

const sticker = { versions: [4], signatureBytes: [56], others: 'forbidden' } as const;
const permit = { versions: [4], signatureBytes: [56, 64], others: 'forbidden' } as const;

export const sealProfiles: Readonly<Record<string, SealProfile>> = {
  F908: { ...sticker, title: 'Adressaufkleber Personalausweis', features: [documentNumber, municipality, address] },
  F90C: { ...sticker, title: 'Adressaufkleber Aufenthaltstitel', features: [documentNumber, municipality, address] },
  F80A: {
    ...sticker,
    title: 'Wohnortaufkleber Reisepass',
    features: [
      documentNumber,
      municipality,
      { tag: 0x03, name: 'postcode', coding: 'c40', bytes: [4, 4], form: /^\d{5}$/ },
    ],
  },
  FB06: { ...permit, title: 'Aufenthaltstitel (Klebeetikett)', features: [mrz(0x02, 48), passportNumber(0x03)] },
  FA06: {
    ...permit,
    title: 'Zusatzblatt',
    features: [mrz(0x04, 48), { tag: 0x05, name: 'sheetNumber', coding: 'c40', bytes: [6, 6], characters: 9 }],
  },
  FD02: {
    title: 'Ankunftsnachweis',
    versions: [3, 4],
    signatureBytes: [64],
    others: 'forbidden',
    features: [mrz(0x02, 48), { tag: 0x03, name: 'azrNumber', coding: 'c40', bytes: [8, 8], characters: 12 }],
  },
  FC04: {
    title: 'Sozialversicherungsausweis',
    versions: [3, 4],
    signatureBytes: [56, 64],
    others: 'forbidden',
    features: [
      { tag: 0x01, name: 'insuranceNumber', coding: 'c40', bytes: [8, 8], characters: 12 },
      name(0x02, 'surname'),
      name(0x03, 'firstName'),
      { ...name(0x04, 'birthName'), optional: true },
    ],
  },
  '5D01': {
    title: 'Visum',
    versions: [4],
    signatureBytes: [56, 64],
    others: 'forbidden',
    features: [
      { ...mrz(0x01, 48, 44), optional: true },
      { ...mrz(0x02, 44), optional: true },
      { tag: 0x03, name: 'entries', coding: 'number', bytes: [1, 1] },
      { tag: 0x04, name: 'durationOfStay', coding: 'duration', bytes: [3, 3] },
      passportNumber(0x05),
      { tag: 0x06, name: 'visaType', coding: 'hex', bytes: [1, 4], optional: true },
      { tag: 0x07, name: 'additional', coding: 'hex', bytes: [1, 254], optional: true },
    ],
  },
  '5E03': { ...permit, title: 'Reiseausweis als Passersatz (Notreisedokument)', features: [mrz(0x02, 48)] },
  '01C8': {
    title: 'Verwaltungsdokument (TR-03171)',
    versions: [4],
    signatureBytes: [56, 64],
    others: 'allowed',
    features: [uuid, { tag: 0x01, name: 'validity', coding: 'validity', bytes: [1, 17], optional: true }],
  },
  '01C9': {
    title: 'Verwaltungsdokument (TR-03171, Entwurf 0.9)',
    versions: [4],
    signatureBytes: [56, 64],
    others: 'allowed',
    features: [
      uuid,
      { tag: 0x01, name: 'validFrom', coding: 'date', bytes: [8, 8], optional: true },
      { tag: 0x02, name: 'validTo', coding: 'date', bytes: [8, 8], optional: true },
      { tag: 0x03, name: 'profileUri', coding: 'utf8', bytes: [1, 254], optional: true },
      { tag: 0x04, name: 'certificateUri', coding: 'utf8', bytes: [1, 254], optional: true },
      { tag: 0x05, name: 'statusUri', coding: 'utf8', bytes: [1, 254], optional: true },
      { tag: 0x06, name: 'statusListIndex', coding: 'number', bytes: [1, 4], optional: true },
    ],
  },
};
