/** APDU, TLV, EF.CardAccess, EF.DIR and ATR: spec bytes, round trips, and any bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse } from './apdu.ts';
import { decodeAtr, encodeContactlessAtr, isVirtualAtr, virtualCardAtr } from './atr.ts';
import { decodeCardAccess, encodeCardAccess } from './card-access.ts';
import { describeCommand, describeResponse } from './describe-apdu.ts';
import { applicationIds, decodeDirectory, encodeDirectory } from './ef-dir.ts';
import { decodeObjectIdentifier, encodeObjectIdentifier } from './object-identifier.ts';
import { describeStatus } from './status-word.ts';
import { decodeTlv, encodeTlv, measureTlv } from './tlv.ts';

const byte = fc.integer({ min: 0, max: 255 });

describe('spec bytes', () => {
  it('selects the biometric application as ICAO 9303-10 §3.7 writes it', () => {
    const command = { cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: decodeHex(applicationIds.biometric) };
    expect(encodeHex(encodeCommand(command))).toBe('00A4040C07A0000002471001');
    expect(describeCommand(command)).toBe('SELECT, p1p2 040C, data 7 B');
  });

  it('reads the EF.CardAccess of ICAO 9303-11 appendix G.1', () => {
    const bytes = decodeHex('31143012060A04007F0007020204020202010202010D');
    const offers = [{ oid: '0.4.0.127.0.7.2.2.4.2.2', protocol: 'ECDH-GM-AES-CBC-CMAC-128', parameterId: 13 }];
    expect(decodeCardAccess(bytes)).toEqual(offers);
    expect(encodeHex(encodeCardAccess(offers))).toBe(encodeHex(bytes));
  });

  it('passes over other SecurityInfos and names an unlisted protocol unknown', () => {
    const info = (oid: string, rest = '020101') =>
      encodeTlv(0x30, Uint8Array.from([...encodeTlv(6, encodeObjectIdentifier(oid)), ...decodeHex(rest)]));
    const set = [
      info('0.4.0.127.0.7.2.2.3.2.2'),
      info('0.4.0.127.0.7.2.2.4.2', '3000'),
      info('0.4.0.127.0.7.2.2.4.9.9', '020102'),
      info('0.4.0.127.0.7.2.2.4.6.2', '02010202010D'),
    ];
    expect(decodeCardAccess(encodeTlv(0x31, Uint8Array.from(set.flatMap((one) => [...one]))))).toEqual([
      { oid: '0.4.0.127.0.7.2.2.4.9.9', protocol: 'unknown' },
      { oid: '0.4.0.127.0.7.2.2.4.6.2', protocol: 'ECDH-CAM-AES-CBC-CMAC-128', parameterId: 13 },
    ]);
  });

  it('reads a contactless ATR with chaining and extended length', () => {
    expect(decodeAtr(decodeHex('3B8880018073F741E0829000BE'))).toMatchObject({
      protocols: [0, 1],
      checked: true,
      commandChaining: true,
      extendedLength: true,
    });
    expect(decodeAtr(decodeHex('3B8880018073F741E0829000BF')).checked).toBe(false);
    expect(isVirtualAtr(decodeAtr(virtualCardAtr))).toBe(true);
    expect(isVirtualAtr(decodeAtr(encodeContactlessAtr(decodeHex('8073F741E0829000'))))).toBe(false);
  });

  it('gives status words their meaning, exact before family', () => {
    expect([0x9000, 0x63c1, 0x6c10, 0x6982, 0x1234].map(describeStatus)).toEqual([
      'in Ordnung',
      'PIN ausgesetzt: vor dem letzten Versuch ist die Zugangsnummer nötig',
      'falsche erwartete Länge, die richtige ist genannt',
      'Zugriffsbedingung nicht erfüllt',
      'unbekanntes Statuswort',
    ]);
  });
});

describe('round trips', () => {
  it('commands, short and extended', () => {
    const command = fc.record({
      header: fc.tuple(byte, byte, byte, byte),
      data: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ minLength: 65_535, maxLength: 65_535 })),
      le: fc.option(fc.oneof(fc.integer({ min: 1, max: 257 }), fc.integer({ min: 65_535, max: 65_536 })), {
        nil: undefined,
      }),
      extended: fc.boolean(),
    });
    fc.assert(
      fc.property(command, ({ header: [cla, ins, p1, p2], data, le, extended }) => {
        const long = (extended && (data.length > 0 || le !== undefined)) || data.length > 255 || (le ?? 0) > 256;
        const whole = {
          cla,
          ins,
          p1,
          p2,
          data,
          ...(le === undefined ? {} : { le }),
          ...(long ? { extended: long } : {}),
        };
        expect(decodeCommand(encodeCommand(whole))).toEqual(whole);
      }),
    );
  });

  it('responses, TLV and object identifiers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 0xffff }), (data, status) => {
        expect(decodeResponse(encodeResponse({ data, status }))).toEqual({ data, status });
        for (const tag of [0x04, 0x5f1f, 0x5fff12]) {
          const bytes = encodeTlv(tag, data);
          expect(decodeTlv(bytes)).toEqual([{ tag, constructed: false, value: data, children: [] }]);
          expect(measureTlv(bytes.subarray(0, 7))).toBe(bytes.length);
        }
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.nat(2), fc.nat(39), (arcs, root, second) => {
        const dotted = [root, second, ...arcs].join('.');
        expect(decodeObjectIdentifier(encodeObjectIdentifier(dotted))).toBe(dotted);
      }),
    );
  });

  it('EF.DIR', () => {
    expect(decodeDirectory(encodeDirectory(Object.values(applicationIds)))).toEqual(Object.values(applicationIds));
  });
});

it('any bytes give a value or a DeviceError', () => {
  const decoders: ((bytes: Uint8Array) => unknown)[] = [
    (bytes) => describeCommand(decodeCommand(bytes)),
    (bytes) => describeResponse(decodeResponse(bytes)),
    decodeTlv,
    measureTlv,
    decodeCardAccess,
    decodeDirectory,
    decodeAtr,
    decodeObjectIdentifier,
  ];
  const nested = fc.uint8Array({ maxLength: 200 }).map((inner) => encodeTlv(0x31, encodeTlv(0x30, inner)));
  const started = fc.uint8Array({ maxLength: 40 }).map((rest) => Uint8Array.from([0x3b, ...rest]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), nested, started), (bytes) => {
      for (const decode of decoders) {
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DeviceError);
        }
      }
    }),
    { numRuns: 500 },
  );
  const deep = Array.from({ length: 40 }).reduce<Uint8Array>((inner) => encodeTlv(0x30, inner), new Uint8Array(0));
  expect(() => decodeTlv(deep)).toThrow(/deeper/);
});
