/** Seals by the examples of TR-03137-1 and by seals built to its tables; every strict rule broken once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHex, encodeHex } from '../../native/core/hex.ts';
import { decodeVdsLine } from './decode-vds.ts';
import { decodeC40, encodeC40 } from './vds/c40.ts';
import { decodeSealDate } from './vds/seal-date.ts';

const hex = (text: string) => encodeHex(encodeC40(text));
const utf8 = (text: string) => encodeHex(new TextEncoder().encode(text));
const date = (month: number, day: number, year: number) =>
  (month * 1_000_000 + day * 10_000 + year).toString(16).padStart(6, '0');
const tlv = (tag: string, value: string) => tag + (value.length / 2).toString(16).padStart(2, '0') + value;
const dates = date(11, 20, 2026) + date(11, 21, 2026);
const header = `DC03${hex('D<<')}${hex('DETS02')}${hex('32')}${dates}`;
const signature = (bytes: number) => tlv('FF', 'AB'.repeat(bytes / 2) + 'CD'.repeat(bytes / 2));
const sticker =
  header +
  'F908' +
  tlv('01', hex('L01X00T47')) +
  tlv('02', hex('07315000')) +
  tlv('03', hex('55124BREITE STRASSE 12 A B')) +
  signature(56);

test('reads and writes C40 and dates as the examples of the guideline', () => {
  for (const [text, bytes] of [
    ['XK<CD', 'EB0466A9'],
    ['XKCD', 'EB11FE45'],
    ['BSI01', '62D719C9'],
    ['D<<', '6ABC'],
  ] as const) {
    expect(hex(text)).toBe(bytes);
    expect(decodeC40(decodeHex(bytes))).toBe(text.replace(/</g, ' '));
  }
  expect(decodeSealDate(decodeHex('319EF5'), '')).toBe('1957-03-25');
  const letters = fc
    .array(fc.constantFrom(...' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), { minLength: 1 })
    .map((all) => all.join(''));
  fc.assert(fc.property(letters, (text) => decodeC40(encodeC40(text)) === text));
});

test('names the fields of an address sticker, whose size is exactly that of its symbol', () => {
  expect(decodeHex(sticker)).toHaveLength(112);
  expect(decodeVdsLine(sticker)).toEqual({
    header: {
      version: 4,
      issuingCountry: 'D',
      signer: 'DETS',
      certificateReference: '32',
      documentIssueDate: '2026-11-20',
      signatureDate: '2026-11-21',
      profile: 'F908',
    },
    document: 'Adressaufkleber Personalausweis',
    fields: { documentNumber: 'L01X00T47', ags: '07315000', address: '55124BREITE STRASSE 12 A B' },
    otherFeatures: {},
    deviations: [],
    signature: { r: 'AB'.repeat(28), s: 'CD'.repeat(28) },
    signedBytes: 54,
  });
});

test('reads the older header, machine-readable zones, visas and the papers of TR-03171', () => {
  const zone = 'AUD<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<AZR000000<D<<6408125F2701014<<<<<<<0';
  const arrival = `DC02FE45${hex('DEBA0001F')}${dates}FD02${tlv('02', hex(zone))}${tlv('03', hex('201911000010'))}${signature(64)}`;
  expect(decodeVdsLine(arrival)).toMatchObject({
    header: { version: 3, issuingCountry: 'D', signer: 'DEBA', certificateReference: '0001F' },
    fields: { mrz: `${zone.slice(0, 36)}\n${zone.slice(36)}`, azrNumber: '201911000010' },
    deviations: [],
  });
  const visa = `5D01${tlv('02', hex('V'.repeat(64)))}0301020403 5A0000${tlv('05', hex('C01X0006H'))}`;
  expect(decodeVdsLine(header + visa + signature(56))).toMatchObject({
    fields: { entries: 2, durationOfStay: { days: 90, months: 0, years: 0 }, passportNumber: 'C01X0006H' },
    deviations: [],
  });
  const reference = '0123456789ABCDEF0123456789ABCDEF';
  const paperHeader = `DC03${hex('D<<')}${hex('DEZV32')}${hex(reference)}${dates}01C8`;
  const uuid = tlv('00', reference);
  const content = tlv('01', `${utf8('20261122')}00`) + tlv('04', utf8('Müller'));
  expect(decodeVdsLine(paperHeader + uuid + content + signature(64))).toMatchObject({
    header: { signer: 'DEZV', certificateReference: reference },
    fields: { profileNumber: reference, validity: { from: '2026-11-22', to: null } },
    otherFeatures: { '04': { text: 'Müller', hex: '4DC3BC6C6C6572' } },
    deviations: [],
  });
  const long = `058190${'41'.repeat(0x90)}`;
  expect(decodeVdsLine(paperHeader + uuid + long + signature(64))).toMatchObject({
    otherFeatures: { '05': { text: 'A'.repeat(0x90) } },
  });
});

test.each([
  ['magic', sticker.replace(/^DC/, 'DD')],
  ['version', sticker.replace(/^DC03/, 'DC04')],
  ['document issue date', sticker.replace(date(11, 20, 2026), date(13, 20, 2026))],
  ['signature date', sticker.replace(date(11, 21, 2026), date(2, 30, 2026))],
  ['behind it', `${sticker}00`],
  ['bytes wanted', sticker.slice(0, -2)],
  ['tag', sticker.slice(0, -58 * 2)],
  ['twice', sticker.replace(/F908/, `F908${tlv('01', hex('L01X00T47'))}`)],
  ['old format', sticker.replace(hex('DETS02') + hex('32'), hex('DETS00') + hex('32'))],
  ['reference length', sticker.replace(hex('DETS02') + hex('32'), hex('DETSXY') + hex('32'))],
  ['C40', sticker.replace(hex('07315000'), 'FFFFFFFFFFFF')],
  ['length', `DC03${hex('D<<')}${hex('DEZV20')}${hex('0'.repeat(32))}${dates}01C8${signature(64)}`],
  ['RDB1', encodeHex(new TextEncoder().encode('RDB1ABC'))],
  ['hex', 'xyz'],
])('a seal with a broken %s is an error', (reason, line) => {
  expect(decodeVdsLine(line)).toEqual({ error: expect.stringContaining(reason) });
});

test('an unknown feature is shown as a deviation, an unknown document by its features', () => {
  const more = sticker.replace(/FF38/, '0A01AAFF38');
  expect(decodeVdsLine(more)).toMatchObject({
    deviations: expect.arrayContaining(['feature 0A is not of this document']),
  });
  const longer = sticker.replace(hex('55124BREITE STRASSE 12 A B'), hex('55124BREITE STRASSE 12 A BC'));
  expect(decodeVdsLine(longer)).toMatchObject({ deviations: ['address: 27 letters'] });
  expect(decodeVdsLine(sticker.replace('F908', '1234'))).toMatchObject({ document: null, deviations: [] });
});

test('any line gives an object', () => {
  fc.assert(fc.property(fc.string(), (line) => typeof decodeVdsLine(line) === 'object'));
  fc.assert(
    fc.property(fc.nat(111), fc.nat(255), (at, value) => {
      const damaged = decodeHex(sticker);
      damaged[at] = value;
      expect(typeof decodeVdsLine(encodeHex(damaged))).toBe('object');
    }),
  );
});
