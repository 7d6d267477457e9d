/** SOAP messages of TR-03131: as written in the text, round trips of all eleven operations, and any bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../core/device-error.ts';
import type { ValidationResult } from '../port.ts';
import { type EacRequest, type EacResponse, operations } from './message.ts';
import { decodeRequest, encodeRequest } from './request-codec.ts';
import { decodeResponse, encodeResponse } from './response-codec.ts';
import { decodeEnvelope } from './soap.ts';
import { decodeStatusValue, encodeStatusValue } from './status-value.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const soap = (inner: string) =>
  bytesOf(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${inner}</s:Body></s:Envelope>`);
const answer = (inner: string) => {
  const body = decodeEnvelope(soap(inner));
  if (body.kind === 'fault') throw new Error('fault');
  return body.element;
};

describe('as written in TR-03131', () => {
  it('writes a request, with the spelling of the text', () => {
    const written = (request: EacRequest, correctedSpelling = false) =>
      new TextDecoder().decode(encodeRequest(request, { namespace: 'urn:x', correctedSpelling }));
    expect(written({ operation: 'authenticate', passwordType: 'CAN', terminalType: 'AT' })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
        '<soap:Body><eacbox:authenticate xmlns:eacbox="urn:x"><passwordtype>CAN</passwordtype><terminaltype>AT</terminaltype>' +
        '</eacbox:authenticate></soap:Body></soap:Envelope>',
    );
    expect(written({ operation: 'updateCertificates' })).toContain('<eacbox:updateCertficates ');
    expect(written({ operation: 'updateCertificates' }, true)).toContain('<eacbox:updateCertificates ');
  });

  it('reads the liberal forms: numbers for booleans, nil, errorvalue, other prefixes, CDATA, comments', () => {
    const text =
      '<b:getDataResponse xmlns:b="urn:b" xmlns:xsi="urn:xsi"><!-- x --><getSuccess>1</getSuccess><dataContent xsi:nil="true"/>' +
      '<later/><error><errorCode> 0 </errorCode><errorDescription><![CDATA[a & <b>]]> &amp; &#252;</errorDescription>' +
      '<errorvalue>3</errorvalue></error></b:getDataResponse>';
    expect(decodeResponse(answer(text), 'getData')).toEqual({
      operation: 'getData',
      success: true,
      error: { code: 0, description: 'a & <b> & ü', value: 3 },
    });
  });

  it.each([
    [22, { phase: 'ready', card: 'eac2', tokenConnected: false }],
    [25, { phase: 'ready', card: 'pin-deactivated', tokenConnected: false }],
    [110, { phase: 'initialized', card: 'none', tokenConnected: true }],
    [0, { phase: 'locked', card: 'none', tokenConnected: false }],
  ] as const)('reads the status %i', (value, status) => {
    expect(decodeStatusValue(value)).toEqual(status);
    expect(encodeStatusValue(status)).toBe(value);
  });

  it('takes states nobody defined for unknown', () => {
    expect(decodeStatusValue(1022).phase).toBe('unknown');
    expect(decodeStatusValue(undefined).card).toBe('unknown');
    expect(decodeStatusValue(39)).toMatchObject({ phase: 'unknown', card: 'unknown' });
  });
});

describe('round trips', () => {
  // XML takes no control characters, and the codec trims what stands at the ends.
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((raw) => `<&>${raw.replace(/\p{C}|\s/gu, '')}"`);
  const bytes = fc.uint8Array({ maxLength: 300 });
  const code = fc.constantFrom(-1, 0, 1);
  const error = fc.record({ code, description: text, value: fc.nat() }, { requiredKeys: ['code'] });
  const validation: fc.Arbitrary<ValidationResult> = fc.record(
    { code, value: fc.nat(999) },
    { requiredKeys: ['code'] },
  );
  const plain = ['activateeID', 'deactivateeID', 'changePIN', 'unblockPIN', 'updateCertificates'] as const;

  it('requests', () => {
    const request: fc.Arbitrary<EacRequest> = fc.oneof(
      fc.record(
        {
          operation: fc.constant('authenticate' as const),
          passwordType: fc.constantFrom('CAN' as const, 'MRZ' as const, 'PIN' as const, 'PUK' as const),
          terminalType: fc.constantFrom('IS' as const, 'AT' as const),
          password: text,
        },
        { requiredKeys: ['operation', 'passwordType', 'terminalType'] },
      ),
      fc.record({ operation: fc.constant('selectApplication' as const), application: text }),
      fc.record({ operation: fc.constant('getData' as const), file: text }),
      fc.record({
        operation: fc.constant('getMultipleData' as const),
        application: text,
        files: fc.array(text, { minLength: 1, maxLength: 5 }),
      }),
      fc.record({ operation: fc.constant('writeDataGroup' as const), dataGroup: fc.nat(99), content: bytes }),
      fc.constantFrom(...plain, 'getInfo' as const).map((operation) => ({ operation })),
    );
    fc.assert(
      fc.property(request, fc.boolean(), (value, correctedSpelling) => {
        expect(decodeRequest(encodeRequest(value, { namespace: 'urn:"x"', correctedSpelling }))).toEqual(value);
      }),
    );
  });

  it('responses', () => {
    const file = fc.record(
      { success: fc.boolean(), content: bytes, passive: validation, error },
      { requiredKeys: ['success', 'error'] },
    );
    const passive = fc.record({
      digest: validation,
      signature: validation,
      certificateSignature: validation,
      certificateValidity: validation,
      certificateRevocation: validation,
      algorithm: validation,
    });
    const response: fc.Arbitrary<EacResponse> = fc.oneof(
      fc.record(
        { operation: fc.constant('authenticate' as const), success: fc.boolean(), error, passive },
        { requiredKeys: ['operation', 'success', 'error'] },
      ),
      fc.record({
        operation: fc.constant('getInfo' as const),
        success: fc.boolean(),
        date: text,
        hardware: text,
        software: text,
        status: error,
      }),
      file.map((one) => ({ operation: 'getData' as const, ...one })),
      fc.record({
        operation: fc.constant('getMultipleData' as const),
        results: fc.array(
          fc.tuple(text, file).map(([name, one]) => ({ file: name, ...one })),
          { maxLength: 4 },
        ),
        error,
      }),
      fc.record({
        operation: fc.constantFrom('selectApplication' as const, 'writeDataGroup' as const, ...plain),
        success: fc.boolean(),
        error,
      }),
    );
    fc.assert(
      fc.property(response, (value) => {
        const body = decodeEnvelope(
          encodeResponse(value, { namespace: 'urn:x', extra: ['<x:y xmlns:x="u"/>'], bare: false }),
        );
        if (body.kind === 'fault') throw new Error('fault');
        expect(body.element.name).toBe(`${value.operation}Response`);
        expect(decodeResponse(body.element, value.operation)).toEqual(value);
      }),
    );
  });
});

describe('hostile messages', () => {
  it.each([
    ['a DTD', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity nobody defined', '<s:Envelope><s:Body><a>&secret;</a></s:Body></s:Envelope>'],
    ['forty levels', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`],
    ['three megabytes', `<a>${'x'.repeat(3 * 1024 * 1024)}</a>`],
    ['a reserved name', '<__proto__><a/></__proto__>'],
    ['two roots', '<a/><b/>'],
    ['no body', '<s:Envelope/>'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(() => decodeEnvelope(bytesOf(text))).toThrow(DeviceError);
  });

  it('any bytes give a value or a DeviceError', () => {
    const shaped = fc
      .tuple(fc.constantFrom(...operations), fc.string(), fc.constantFrom('', 'Response'))
      .map(([name, inner, end]) => soap(`<${name}${end}>${inner}</${name}${end}>`));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string().map(bytesOf), shaped), (bytes) => {
        const decoders = [
          () => decodeRequest(bytes),
          ...operations.map((operation) => () => {
            const body = decodeEnvelope(bytes);
            return body.kind === 'fault' ? body : decodeResponse(body.element, operation);
          }),
        ];
        for (const decode of decoders) {
          try {
            decode();
          } catch (error) {
            expect(error).toBeInstanceOf(DeviceError);
          }
        }
      }),
    );
  });
});
