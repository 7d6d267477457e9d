import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigit } from './check-digit.ts';
import { decodeMrz } from './decode-mrz.ts';
import { encodeMrz } from './encode-mrz.ts';
import { encodeMrzDate, expandBirthDate, expandExpiryDate } from './mrz-date.ts';
import { mrzFormats } from './mrz-layout.table.ts';

const eriksson = {
  issuer: 'UTO',
  nationality: 'UTO',
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  sex: 'F',
  birthDate: '740812',
  expiryDate: '120415',
};

/** Specimens of Doc 9303-4 Appendix B, 9303-5 Appendix B, 9303-6 Appendix B, 9303-7 §§4.1, 4.2; the German ones are the public specimens of passport and card. */
const specimens = [
  {
    lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    fields: { ...eriksson, format: 'TD3', documentType: 'P', documentNumber: 'L898902C3', optionalData: 'ZE184226B' },
  },
  {
    lines: ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
    fields: {
      ...eriksson,
      format: 'TD1',
      documentType: 'I',
      documentNumber: 'D23145890',
      optionalData: '',
      optionalData2: '',
    },
  },
  {
    lines: ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'],
    fields: { ...eriksson, format: 'TD2', documentType: 'I', documentNumber: 'D23145890', optionalData: '' },
  },
  {
    lines: ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
    fields: {
      ...eriksson,
      format: 'MRV-A',
      documentType: 'V',
      documentNumber: 'L8988901C',
      nationality: 'XXX',
      birthDate: '400907',
      expiryDate: '961210',
      optionalData: '6ZE184226B',
    },
  },
  {
    lines: ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'],
    fields: {
      ...eriksson,
      format: 'MRV-B',
      documentType: 'V',
      documentNumber: 'L8988901C',
      nationality: 'XXX',
      birthDate: '400907',
      expiryDate: '961210',
      optionalData: '',
    },
  },
  {
    lines: ['P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4'],
    fields: {
      format: 'TD3',
      documentType: 'P',
      issuer: 'D',
      documentNumber: 'C01X00T47',
      birthDate: '640812',
      sex: 'F',
      expiryDate: '270228',
      nationality: 'D',
      surname: 'MUSTERMANN',
      givenNames: 'ERIKA',
      optionalData: '',
    },
  },
  {
    lines: ['IDD<<T220001293<<<<<<<<<<<<<<<', '6408125<2010315D<<<<<<<<<<<<<4', 'MUSTERMANN<<ERIKA<<<<<<<<<<<<<'],
    fields: {
      format: 'TD1',
      documentType: 'ID',
      issuer: 'D',
      documentNumber: 'T22000129',
      birthDate: '640812',
      sex: '<',
      expiryDate: '201031',
      nationality: 'D',
      surname: 'MUSTERMANN',
      givenNames: 'ERIKA',
      optionalData: '',
      optionalData2: '',
    },
  },
] as const;

test.each(specimens)('$fields.format of $fields.issuer reads and writes', ({ lines, fields }) => {
  const read = decodeMrz(lines);
  expect(read).toMatchObject({ ...fields, valid: true, failedCheckDigits: [], faults: [], namesMayBeTruncated: false });
  expect(encodeMrz(fields)).toEqual(lines);
  expect(decodeMrz([lines.join('')])).toEqual(read);
});

test('check digits of Doc 9303-3 §4.9', () => {
  expect(checkDigit('520727')).toBe('3');
  expect(checkDigit('AB2134<<<')).toBe('5');
});

test('a document number of 12 characters goes on in the optional data (Doc 9303-5, D23145890734)', () => {
  const lines = ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'];
  const read = decodeMrz(lines);
  expect(read).toMatchObject({ documentNumber: 'D23145890734', optionalData: '', valid: true });
  expect(encodeMrz(read)).toEqual(lines);
});

test.each([
  ['documentNumber', 1, 0],
  ['birthDate', 1, 13],
  ['expiryDate', 1, 21],
  ['optionalData', 1, 28],
])('a changed %s fails its digit and the composite', (name, line, column) => {
  const lines: string[] = [...specimens[0].lines];
  const text = lines[line] ?? '';
  lines[line] = text.slice(0, column) + (text.charAt(column) === '3' ? '4' : '3') + text.slice(column + 1);
  expect(decodeMrz(lines)).toMatchObject({ valid: false, failedCheckDigits: [name, 'composite'] });
});

test('unknown date parts and sex are fillers', () => {
  const [first, ...rest] = encodeMrz({ ...specimens[1].fields, birthDate: '40<<<<', sex: '<' });
  const read = decodeMrz([first ?? '', ...rest]);
  expect(read).toMatchObject({ valid: true, birthDate: '40<<<<', sex: '<' });
});

test('a month that does not exist is a fault although its digit fits', () => {
  const lines = encodeMrz({ ...specimens[1].fields, expiryDate: '121315' });
  expect(decodeMrz(lines)).toMatchObject({ valid: false, failedCheckDigits: [], faults: ['expiryDate'] });
});

const zoneText = (max: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9A-Z]{0,${max}}$`));
const date = fc
  .record({
    y: fc.integer({ min: 0, max: 99 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ y, m, d }) => [y, m, d].map((part) => String(part).padStart(2, '0')).join(''));

test('what is written is read back', () => {
  const fields = fc.record({
    format: fc.constantFrom(...mrzFormats),
    documentType: fc.constantFrom('I', 'ID', 'AC'),
    issuer: fc.constantFrom('D', 'UTO'),
    documentNumber: fc.stringMatching(/^[0-9A-Z]{1,13}$/),
    birthDate: date,
    sex: fc.constantFrom('M', 'F', '<'),
    expiryDate: date,
    nationality: fc.constantFrom('D', 'FRA', 'XXA'),
    surname: fc.stringMatching(/^[A-Z]{2,10}$/),
    givenNames: fc.stringMatching(/^[A-Z]{2,8}$/),
    optionalData: zoneText(2),
  });
  fc.assert(
    fc.property(fields, ({ documentNumber, documentType, ...more }) => {
      const isVisa = more.format.startsWith('MRV');
      const longNumbers = more.format === 'TD1' || more.format === 'TD2';
      const number = longNumbers ? documentNumber.slice(0, 12) : documentNumber.slice(0, 9);
      const wanted = {
        ...more,
        documentType: isVisa ? 'V' : more.format === 'TD3' ? 'P' : documentType,
        documentNumber: number,
        ...(more.format === 'TD1' ? { optionalData2: '2108' } : {}),
      };
      expect(decodeMrz(encodeMrz(wanted))).toMatchObject({ ...wanted, valid: true });
    }),
  );
});

test('any lines give a value or a RangeError', () => {
  const zone = (width: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9A-Z<]{${width}}$`));
  const lines = fc.oneof(
    fc.array(fc.string(), { maxLength: 4 }),
    fc.tuple(zone(30), zone(30), zone(30)),
    fc.tuple(zone(36), zone(36)),
    fc.tuple(zone(44), zone(44)),
  );
  fc.assert(
    fc.property(lines, (input) => {
      try {
        const read = decodeMrz(input);
        expect(read.valid).toBe(read.failedCheckDigits.length === 0 && read.faults.length === 0);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test('years are settled against the day of the act', () => {
  expect(expandBirthDate('640812', '2026-11-22')).toBe('1964-08-12');
  expect(expandBirthDate('261122', '2026-11-22')).toBe('2026-11-22');
  expect(expandBirthDate('261123', '2026-11-22')).toBe('1926-11-23');
  expect(expandBirthDate('40<<<<', '2026-11-22')).toBe('1940-XX-XX');
  expect(expandBirthDate('<<<<<<', '2026-11-22')).toBe('XXXX-XX-XX');
  expect(expandExpiryDate('361121', '2026-11-22')).toBe('2036-11-21');
  expect(expandExpiryDate('961210', '2026-11-22')).toBe('1996-12-10');
  expect(encodeMrzDate('1940-XX-XX')).toBe('40<<<<');
});
