import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { isDeviceError } from '../../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { decodeApdu } from './apdu.ts';
import { decodeBcd, encodeBcd } from './bcd.ts';
import { bmpTable } from './bmp.table.ts';
import { decodeBmps, encodeBmp, findTag } from './bmp.ts';
import { cp437, decodeGermanSevenBits, decodeText, encodeCp437, utf8 } from './charset.ts';
import {
  decodeRegistrationCompletion,
  decodeStatusCompletion,
  decodeTerminalAbort,
  encodeStatusCompletion,
} from './completion.ts';
import { decodeIntermediateStatus } from './intermediate-status.ts';
import { decodeMessage, describe } from './message.ts';
import { decodePrintBlock, decodePrintLine, ReceiptCollector } from './print.ts';
import { decodeStatusInformation } from './status-information.ts';
import { decodeTlvList, encodeTlv } from './tlv.ts';
import { decodeTotals, encodeTotals, totalsSchemes } from './totals.ts';

const apdu = (hex: string) => decodeApdu(decodeHex(hex));
const data = (hex: string) => decodeHex(hex);
/** BMP 06 around the objects, length computed. */
const container = (...objects: Uint8Array[]) => encodeHex(encodeBmp(0x06, Buffer.concat(objects)));
const message = (control: number, hex: string) => ({ control, data: data(hex) });
const ascii = (text: string) => encodeHex(Buffer.from(text));

group('BMPs and TLV', () => {
  it('reads every BMP of the table in any order', () => {
    const rows = [...bmpTable].filter(([, row]) => row.length !== 'tlv');
    fc.assert(
      fc.property(fc.shuffledSubarray(rows), fc.integer({ min: 0, max: 99 }), (some, length) => {
        const fields = some.map(([bmp, row]) => ({
          bmp,
          value: new Uint8Array(typeof row.length === 'number' ? row.length : length).fill(bmp),
        }));
        const bytes = Uint8Array.from(fields.flatMap((field) => [...encodeBmp(field.bmp, field.value)]));
        const list = decodeBmps(bytes);
        expect(list.fields.map(({ bmp, value }) => ({ bmp, value }))).toEqual(fields);
        expect(list.stoppedAt).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('carries TLV lengths of one, two and three bytes, big endian', () => {
    fc.assert(
      fc.property(fc.constantFrom(0x07, 0x26, 0x1f07, 0xe4, 0x1f8201), fc.nat(70000), (tag, length) => {
        if (length > 0xffff) {
          expect(() => encodeTlv(tag, new Uint8Array(length))).toThrow(RangeError);
          return;
        }
        const bytes = encodeTlv(tag, new Uint8Array(length));
        const { objects, complete } = decodeTlvList(bytes);
        expect([complete, objects.length, objects[0]?.tag, objects[0]?.value.length]).toEqual([true, 1, tag, length]);
      }),
    );
    expect(encodeHex(encodeTlv(0x07, new Uint8Array(0x1234))).slice(0, 8)).toBe('07821234');
  });

  it('keeps what stands before an unknown BMP and before broken objects', () => {
    const list = decodeBmps(data('2700 04000000001250 99 01'));
    expect([list.fields.length, list.stoppedAt]).toEqual([2, 9]);
    const broken = decodeBmps(data('2700 06 06 1F070101 07 05'));
    expect([broken.tlvComplete, findTag(broken, 0x1f07)?.value]).toEqual([false, Uint8Array.of(1)]);
  });
});

group('texts', () => {
  it('decodes the charsets of tag 14', () => {
    expect(decodeText(data('8E 99 9A 84 94 81 E1'), cp437)).toBe('ÄÖÜäöüß');
    expect(decodeText(data('C4 D6 DC A4'), 0x0f)).toBe('ÄÖÜ€');
    expect(decodeText(data('C3 84 C3 9F'), utf8)).toBe('Äß');
    expect(decodeText(data('41 C4'), 0)).toBe('A\ufffd');
    expect(decodeGermanSevenBits(Buffer.from('Pr}fung [[ ~'))).toBe('Prüfung ÄÄ ß');
    expect(decodeText(encodeCp437('Straße € 5'), cp437)).toBe('Straße ? 5');
  });
});

group('messages of the terminal', () => {
  it('reads a decline with texts and track data removed', () => {
    const text = ascii('Abgelehnt');
    const body = `2705 29 52500041 23 F0F3 112233 22 F0F8 471112345678 9012 3C F0F0F9 ${text} 8A 06 0B000982 870234 0D1122 0C102030 06 0D 24 0B 07 09 ${text}`;
    const { record, understood } = decodeStatusInformation(message(0x040f, body), cp437);
    expect(understood).toBe(true);
    expect(record).toEqual({
      resultCode: 5,
      terminalId: '52500041',
      receiptNumber: 234,
      traceNumber: 982,
      date: '11-22',
      time: '10:20:30',
      additionalText: 'Abgelehnt',
      cardTypeId: 6,
      cardName: 'Mastercard',
      panMasked: '471112EEEEEE9012',
      rawHex: record?.rawHex,
    });
    expect(record?.rawHex).not.toContain('112233');
    expect(record?.rawHex).not.toContain('345678');
  });

  it('reads an end of day with totals', () => {
    const body = data(
      `2700 04000000000958 0B000982 0D0406 0C081706 60 F0F5F3 0233 0234 02 000000000958${'00'.repeat(42)}`,
    );
    const { record, totals } = decodeStatusInformation({ control: 0x040f, data: body }, cp437);
    expect(record).toMatchObject({ amountCents: 958, traceNumber: 982, time: '08:17:06', date: '04-06' });
    expect(totals).toMatchObject({ fromReceipt: 233, toReceipt: 234 });
    expect(totals?.perScheme[0]).toEqual({ scheme: 'girocard', count: 2, amountCents: 958 });
  });

  it('never takes an unknown BMP for a refusal', () => {
    const found = decodeStatusInformation(apdu('040F0499012705'), cp437);
    expect([found.understood, found.record]).toEqual([false, undefined]);
  });

  it('reads the long trace when 0B is zero', () => {
    const found = decodeStatusInformation(apdu('040F0F27000B000000' + '06071F2B0401234567'), cp437);
    expect(found.record?.traceNumber).toBe(1234567);
  });

  it('reads the naked status byte of a status enquiry (PA00P015 §2.55)', () => {
    const status = (hex: string) => decodeStatusCompletion(apdu(hex).data);
    expect(status('060F0BF0F0F7322E31342E313500')).toEqual({ statusCode: 0, softwareVersion: '2.14.15' });
    expect(status('060F07F0F0F3626C6106')).toEqual({ statusCode: 6, softwareVersion: 'bla' });
    expect(status('060F09F0F0F3626C61060600')).toEqual({ statusCode: 6, softwareVersion: 'bla' });
    expect(status('060F0119').statusCode).toBe(0x19);
    expect(status('060F03DC0600').statusCode).toBe(0xdc);
    expect(status('060F00').statusCode).toBe(0);
    const time = container(encodeTlv(0x34, [encodeTlv(0x1f0e, data('20261122')), encodeTlv(0x1f0f, data('102030'))]));
    expect(decodeStatusCompletion(data(`9C ${time}`))).toEqual({
      statusCode: 0x9c,
      terminalTime: '20261122102030',
    });
    const version = Buffer.from('1.0');
    expect(decodeStatusCompletion(encodeStatusCompletion({ version, statusCode: 0xf0 })).statusCode).toBe(0xf0);
  });

  it('reads registration completion, abort and intermediate status', () => {
    const device = container(Uint8Array.of(0x14, 1, 0xfe), encodeTlv(0xe4, [encodeTlv(0x1f40, Buffer.from('Test'))]));
    const body = data(`19 03 29 52500041 49 0978 ${device}`);
    expect(decodeRegistrationCompletion(body)).toEqual({
      statusByte: 3,
      messageIds: false,
      terminalId: '52500041',
      charset: 0xfe,
      deviceName: 'Test',
    });
    const text = 'Abbruch durch externes Kommando!';
    const abort = data(`6C 06 2B 1F16 05 FF00001441 1F17 20 ${ascii(text)}`);
    expect(decodeTerminalAbort(abort, cp437)).toEqual({ resultCode: 0x6c, text });
    const status = apdu(`04FF1E0A 01 06 1A 24 18 07 16 ${ascii('Bitte Karte einstecken')}`);
    expect(decodeIntermediateStatus(status, cp437)).toEqual({
      code: 0x0a,
      text: 'Bitte Karte einstecken oder vorhalten',
      terminalText: 'Bitte Karte einstecken',
      minutes: 1,
    });
    expect(decodeIntermediateStatus(message(0x04ff, '0A 06 04 24 02 07 00'), cp437).minutes).toBeUndefined();
    expect(decodeIntermediateStatus(apdu('04FF01A3'), cp437).text).toBe('Bitte Anzeige am Terminal beachten');
    expect(decodeIntermediateStatus(apdu('04FF0144'), cp437).text).toMatch(/Bank – bitte Karte entnehmen$/);
  });

  it('puts receipts together from lines and blocks', () => {
    const lines = new ReceiptCollector({ administration: false });
    const add = (hex: string) => lines.add(decodePrintLine(data(hex), cp437));
    expect(add('40 4142')).toBeUndefined();
    expect(add('FF 02')).toBeUndefined();
    expect(add('')).toBeUndefined();
    expect(add(`00 4243 ${container(encodeTlv(0x1f07, [1]))}`)).toBeUndefined();
    expect(add('81')).toEqual({ kind: 'merchant', lines: ['AB', '', '', '', 'BC'] });
    expect(add('81 44')).toEqual({ kind: 'customer', lines: ['D'] });
    const texts = encodeTlv(0x25, data('09 01 80 07 02 41C4 09 01 FF 07 01 42 09 01 81'));
    const block = container(encodeTlv(0x1f07, [2]), Uint8Array.of(0x14, 1, 1), texts);
    expect(decodePrintBlock(data(block), cp437)).toEqual({ kind: 'customer', lines: ['AÄ', '', 'B'], last: true });
    const short = container(encodeTlv(0x1f07, [1]), encodeTlv(0x25, data('07 02 4142 07 09 43')));
    expect(decodePrintBlock(data(short), cp437).lines).toEqual(['AB']);
  });

  it('round trips numbers and totals', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999_999), (value) => {
        expect(decodeBcd(encodeBcd(value, 6))).toBe(value);
      }),
    );
    const perScheme = totalsSchemes.map((scheme, i) => ({ scheme, count: i, amountCents: i * 100 }));
    const totals = { fromReceipt: 9998, toReceipt: 12, perScheme };
    expect(decodeTotals(encodeTotals(totals))).toEqual(totals);
  });

  it('gives a value or a DeviceError for any bytes', () => {
    const controls = [0x060f, 0x061e, 0x040f, 0x04ff, 0x06d1, 0x06d3, 0x0600, 0x0501, 0x8000, 0x841e, 0x1234];
    fc.assert(
      fc.property(fc.constantFrom(...controls), fc.uint8Array({ maxLength: 80 }), (control, bytes) => {
        const any = { control, data: bytes };
        expect(describe(any)).toContain(decodeMessage(any).name);
        decodeStatusInformation(any, cp437);
        decodeIntermediateStatus(any, cp437);
        decodeRegistrationCompletion(bytes);
        decodeStatusCompletion(bytes);
        decodeTerminalAbort(bytes, 0x0f);
        decodePrintBlock(bytes, cp437);
        decodePrintLine(bytes, utf8);
        for (const decode of [decodeTotals, decodeBcd]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(isDeviceError(error)).toBe(true);
          }
        }
      }),
    );
  });
});
