/** IPP on the wire: the bytes of RFC 8010 appendix A, round trips, hostile bytes, and outcomes by status code. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeviceError } from '../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { specimenPdf } from '../specimen-pdf.ts';
import { jobStatesOf, printerStatusOf } from './answers.ts';
import { attribute } from './attributes.ts';
import { stoppingReasons } from './check-status.ts';
import { describeRequest, describeResponse } from './describe.ts';
import { groupTags } from './ipp.table.ts';
import { ippAddresses } from './ipp-options.ts';
import { decodeRequest, decodeResponse, encodeRequest, encodeResponse } from './message.ts';
import { refusalOutcome } from './refusal-outcome.ts';
import { getJobs, printJob } from './requests.ts';

const ascii = (text: string) => encodeHex(new TextEncoder().encode(text));
const field = (text: string) => (text.length + 0x10000).toString(16).slice(1) + ascii(text);

test('writes the head of a request as RFC 8010 appendix A.1 does', () => {
  const { groups, ...rest } = getJobs(
    { printerUri: 'ipp://printer.example.com/ipp/print/pinetree', user: 'seat' },
    'all',
  );
  const bytes = encodeHex(encodeRequest({ ...rest, groups, requestId: 1 }));
  const head =
    `0101000A00000001` +
    `0147${field('attributes-charset')}${field('utf-8')}` +
    `48${field('attributes-natural-language')}${field('de')}` +
    `45${field('printer-uri')}${field('ipp://printer.example.com/ipp/print/pinetree')}` +
    `42${field('requesting-user-name')}${field('seat')}` +
    `22${field('my-jobs')}000101` +
    `44${field('which-jobs')}${field('all')}` +
    `44${field('requested-attributes')}${field('job-id')}44${field('')}${field('job-name')}`;
  expect(bytes.startsWith(head.toUpperCase())).toBe(true);
  expect(bytes.endsWith('03')).toBe(true);
});

test('reads the Print-Job response of RFC 8010 appendix A.2', () => {
  const hex =
    `010100000000000101` +
    `47${field('attributes-charset')}${field('utf-8')}` +
    `48${field('attributes-natural-language')}${field('en-us')}` +
    `41${field('status-message')}${field('successful-ok')}` +
    `02` +
    `21${field('job-id')}000400000093` +
    `45${field('job-uri')}${field('ipp://printer.example.com/ipp/print/pinetree/147')}` +
    `23${field('job-state')}000400000003` +
    `03`;
  const response = decodeResponse(decodeHex(hex));
  expect(jobStatesOf(response)).toEqual([{ jobId: 147, jobName: '', phase: 'pending', reasons: [] }]);
  expect(describeResponse(response)).toBe('#1 successful-ok, 2 groups');
});

test('requests round-trip with their document, and the log line holds neither name nor user', () => {
  const order = { jobName: 'VG-1/x/1', pdf: specimenPdf(), media: 'iso_a4_210x297mm', copies: 3 };
  const request = { ...printJob({ printerUri: 'ipp://p/ipp', user: 'sitz-2' }, order), requestId: 77 };
  const back = decodeRequest(encodeRequest(request));
  expect(back).toEqual({ ...request, document: back.document });
  expect(encodeHex(back.document)).toBe(encodeHex(order.pdf));
  expect(describeRequest(back)).toBe(`#77 printJob, document of ${order.pdf.length} bytes`);
});

test('any bytes give a message or a garbled error, also when a valid message is damaged', () => {
  const valid = encodeResponse({
    statusCode: 0,
    requestId: 9,
    groups: [
      { tag: groupTags.operation, attributes: [attribute('charset', 'attributes-charset', 'utf-8')] },
      { tag: groupTags.job, attributes: [attribute('integer', 'job-id', 4), attribute('enum', 'job-state', 9)] },
    ],
  });
  const survive = (bytes: Uint8Array) => {
    try {
      const response = decodeResponse(bytes);
      jobStatesOf(response);
      printerStatusOf(response);
    } catch (error) {
      if (!isDeviceError(error)) throw error;
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survive), { numRuns: 2000 });
  fc.assert(
    fc.property(fc.nat(valid.length - 1), fc.nat(255), fc.nat(valid.length), (at, value, cut) => {
      const damaged = Uint8Array.from(valid);
      damaged[at] = value;
      survive(damaged);
      survive(damaged.subarray(0, cut));
    }),
    { numRuns: 2000 },
  );
});

test('a negative length, which would send the decoder round in a circle, is refused', () => {
  const circle = decodeHex(`0101000000000001 01 47 FFFC 0000`);
  expect(() => decodeResponse(circle)).toThrow('device.garbled');
});

test('status codes mean: not printed, or nobody knows', () => {
  const codeOf = (status: number) => refusalOutcome(status)?.code ?? 'unknown';
  expect([0x0507, 0x0506, 0x040a, 0x040b, 0x0400, 0x0500, 0x0504, 0x0508].map(codeOf)).toEqual([
    'device.busy',
    'printer.rejected',
    'printer.format',
    'printer.format',
    'printer.rejected',
    'unknown',
    'unknown',
    'unknown',
  ]);
  expect(stoppingReasons(['media-low-warning', 'media-empty-error', 'paused'])).toEqual(['media-empty', 'paused']);
  expect(ippAddresses('ipp://drucker/ipp/print')).toEqual({
    httpUrl: 'http://drucker:631/ipp/print',
    printerUri: 'ipp://drucker:631/ipp/print',
  });
});
