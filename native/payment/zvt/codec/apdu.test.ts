import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeviceError } from '../../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { type Apdu, decodeApdu, encodeApdu } from './apdu.ts';
import { ApduStream } from './apdu-stream.ts';
import { decodeSerialFrame, encodeSerialFrame, SerialFrameStream } from './serial-frame.ts';

const apdus = fc.record({
  control: fc.integer({ min: 0, max: 0xffff }),
  data: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 250, maxLength: 600 })),
});

describe('APDU', () => {
  it('uses the extended length from 255 bytes on, little endian (PA00P016 §5.2)', () => {
    const header = (length: number) =>
      encodeHex(encodeApdu({ control: 0x06d3, data: new Uint8Array(length) })).slice(0, 10);
    expect([header(0xfe), header(0xff), header(0x1234)]).toEqual(['06D3FE0000', '06D3FFFF00', '06D3FF3412']);
  });

  it('survives every fragmentation and every coalescing', () => {
    fc.assert(
      fc.property(fc.array(apdus, { maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 300 })), (sent, cuts) => {
        const bytes = Uint8Array.from(sent.flatMap((apdu) => [...encodeApdu(apdu)]));
        const stream = new ApduStream();
        const received: Apdu[] = [];
        let offset = 0;
        for (const cut of cuts) {
          received.push(...stream.push(bytes.subarray(offset, offset + cut)));
          offset += cut;
        }
        received.push(...stream.push(bytes.subarray(offset)));
        expect(received.map((apdu) => encodeHex(encodeApdu(apdu)))).toEqual(
          sent.map((apdu) => encodeHex(encodeApdu(apdu))),
        );
        expect(stream.pending).toBe(0);
      }),
    );
  });

  it('drops a greeting of another protocol before the first answer, even byte by byte', () => {
    const stream = new ApduStream({ skipGreeting: true });
    const bytes = [0, 0, 0, 0x3e, ...Buffer.from('VER|APP|1.2'), 0x80, 0, 0, 6, 0x0f, 0];
    const controls = bytes.flatMap((byte) => stream.push(Uint8Array.of(byte))).map((apdu) => apdu.control);
    expect(controls).toEqual([0x8000, 0x060f]);
  });

  it('bounds a greeting that never ends', () => {
    const stream = new ApduStream({ skipGreeting: true });
    expect(() => {
      for (let i = 0; i < 10; i += 1) stream.push(new Uint8Array(1000));
    }).toThrow('device.garbled');
  });

  it('gives a value or a DeviceError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const decode of [decodeApdu, decodeSerialFrame]) {
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

describe('serial frame', () => {
  const samples = [
    '10 02 06 00 06 12 34 56 BA 09 78 10 03 24 C3',
    '10 02 06 01 0A 04 00 00 00 01 10 10 00 49 09 78 10 03 F2 FF',
    '10 02 80 00 00 10 03 F5 1F',
    '10 02 84 9C 00 10 03 C3 41',
    '10 02 05 01 03 12 34 56 10 03 E0 43',
  ];

  it.each(samples)('encodes and decodes %s', (sample) => {
    const frame = decodeHex(sample);
    expect(encodeHex(encodeSerialFrame(decodeSerialFrame(frame)))).toBe(encodeHex(frame));
  });

  it('doubles every DLE, in any fragmentation, with acknowledgements in between', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (apdu, step) => {
        const stream = new SerialFrameStream();
        const bytes = Uint8Array.of(0x06, ...encodeSerialFrame(apdu), 0x15);
        const events = [];
        for (let i = 0; i < bytes.length; i += step) events.push(...stream.push(bytes.subarray(i, i + step)));
        expect(events).toEqual([{ kind: 'ack' }, { kind: 'frame', apdu }, { kind: 'nak' }]);
      }),
    );
  });

  it('tells a frame with a wrong checksum', () => {
    const frame = decodeHex(samples[2] ?? '');
    frame[frame.length - 1] = 0;
    expect(new SerialFrameStream().push(frame)).toEqual([{ kind: 'broken' }]);
  });
});
