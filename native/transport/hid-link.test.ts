/** The training wire against broken ends and any bytes. */
import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { isDeviceError } from '../core/device-error.ts';
import { encodeFrame, FrameDecoder, frameKind, linkGreeting } from './hid/link-frame.ts';
import { openHidLink } from './hid-link.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that says these bytes and nothing more. */
async function saying(bytes: Uint8Array, end = false): Promise<{ host: string; port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (end) socket.end(bytes);
    else socket.write(bytes);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { host: '127.0.0.1', port: address.port };
}

/** A port where nobody listens any more. */
async function freePort(): Promise<{ host: string; port: number }> {
  const place = await saying(new Uint8Array());
  const server = servers.find((one) => JSON.stringify(one.address()).includes(String(place.port)));
  await new Promise((resolve) => server?.close(resolve));
  return place;
}

const hello = encodeFrame(frameKind.hello, new TextEncoder().encode(linkGreeting));

it('puts frames together from any pieces', () => {
  const frame = fc.record({ kind: fc.nat(255), body: fc.uint8Array({ maxLength: 300 }) });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (frames, size) => {
      const bytes = Buffer.concat(frames.map(({ kind, body }) => encodeFrame(kind, body)));
      const decoder = new FrameDecoder();
      const seen = [];
      for (let i = 0; i < bytes.length; i += size) seen.push(...decoder.push(bytes.subarray(i, i + size)));
      expect(seen.map(({ kind, body }) => ({ kind, body: [...body] }))).toEqual(
        frames.map(({ kind, body }) => ({ kind, body: [...body] })),
      );
    }),
  );
});

it('meets any bytes with frames or device.garbled', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        new FrameDecoder().push(bytes);
      } catch (error) {
        expect(isDeviceError(error) && error.code).toBe('device.garbled');
      }
    }),
  );
});

it.concurrent('names a closed port, an unplugged device, a stranger and a line that breaks', async () => {
  const gone = await freePort();
  await expect(openHidLink(gone)()).rejects.toMatchObject({ code: 'device.unreachable' });
  const unplugged = await saying(encodeFrame(frameKind.unplugged), true);
  await expect(openHidLink(unplugged)()).rejects.toMatchObject({ code: 'device.not-found' });
  const stranger = await saying(new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n'), true);
  await expect(openHidLink(stranger)()).rejects.toMatchObject({ code: expect.stringMatching(/garbled|unreachable/) });
  const breaking = await saying(hello, true);
  const link = await openHidLink(breaking)();
  await new Promise<void>((resolve) => link.onClose(() => resolve()));
  await expect(link.getFeature(3, 5)).rejects.toMatchObject({ code: 'device.disconnected' });
});

it.concurrent('gives up a device that does not answer within 2 s', async () => {
  const link = await openHidLink(await saying(hello))();
  await expect(link.getFeature(3, 5)).rejects.toMatchObject({ code: 'device.disconnected' });
});
