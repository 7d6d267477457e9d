/** The SBI driver on the wire: chain carried on, stubborn and lying services, single and L1 devices, a recorded conversation. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DeviceError } from '../core/device-error.ts';
import { encodeHex } from '../core/hex.ts';
import type { VirtualDevice } from '../core/model.ts';
import { encodeHttpTrace, recordHttp } from '../core/record-exchange.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { decodeTrace, encodeTraceEntry, type TraceEntry } from '../core/trace.ts';
import type { HttpAnswer, HttpExchange, HttpRequest } from '../core/transport.ts';
import { httpExchange } from '../transport/http.ts';
import { readSbiTrust } from './index.ts';
import type { FingerName, FingerprintScanner } from './port.ts';
import { openSbi, sbiOptions } from './sbi/open-sbi.ts';
import { startVirtualSbi, type VirtualSbiOptions } from './sbi/virtual/virtual-sbi.ts';

const trustFolder = path.resolve(import.meta.dirname, '../../resources/trust/test');
const key = (domain: string) => readFileSync(path.join(trustFolder, `sbi-${domain}-provider-test-key.pem`), 'utf8');
const fixedClock = { ...systemClock, nowMs: () => Date.UTC(2026, 10, 20, 9, 0, 0) };
const never = new AbortController().signal;
let virtual: VirtualDevice | undefined;
afterEach(() => virtual?.close());

async function startSmall(more: Partial<VirtualSbiOptions> = {}): Promise<VirtualDevice> {
  const providers = { device: key('device'), ftm: key('ftm') };
  const image = { widthPx: 64, heightPx: 80 };
  virtual = await startVirtualSbi({ port: 0, seed: 4, providers, clock: fixedClock, image, ...more });
  return virtual;
}

/** Random of a run is a counter, so that a recorded conversation can be repeated to the byte. */
function openThrough(transport: HttpExchange, port: unknown): Promise<FingerprintScanner> {
  let count = 0;
  const random = {
    bytes(length: number) {
      count += 1;
      return new Uint8Array(length).fill(count);
    },
  };
  const context = { transport, clock: fixedClock, random, log: silentLog };
  return openSbi(sbiOptions.parse({ port, trust: 'test' }), readSbiTrust('test'), context);
}

const take = (scanner: FingerprintScanner, finger: FingerName, signal = never, timeoutMs = 2000) =>
  scanner.capture({ finger, wantedScore: 40, timeoutMs }, { onGuide() {} }, signal);

interface Sent {
  transactionId: string;
  timeout: string;
  bio: { count: string; exception: string[]; bioSubType: string[]; deviceSubId: string; previousHash: string }[];
}

/** Tells every RCAPTURE that goes out, and lets a test put another answer in its place. */
function tap(replace: (request: HttpRequest, index: number) => HttpAnswer | undefined = () => undefined) {
  const sent: Sent[] = [];
  const hashes: string[] = [];
  const transport: HttpExchange = async (request) => {
    if (request.verb !== 'RCAPTURE') return httpExchange(request);
    sent.push(JSON.parse(new TextDecoder().decode(request.body)) as Sent);
    const answer = replace(request, sent.length - 1) ?? (await httpExchange(request));
    const { biometrics = [] } = JSON.parse(new TextDecoder().decode(answer.body)) as {
      biometrics?: { hash: string }[];
    };
    hashes.push(biometrics.at(-1)?.hash ?? '');
    return answer;
  };
  return { transport, sent, hashes };
}

test('asks for one finger of a slap, fresh id every time, and carries the chain past a refused answer', async () => {
  const device = await startSmall();
  const { transport, sent, hashes } = tap();
  const scanner = await openThrough(transport, device.endpoint.port);
  const first = take(scanner, 'right-index');
  // A double click does not even reach the device.
  await expect(take(scanner, 'right-index')).rejects.toMatchObject({ code: 'device.busy' });
  await first;
  await device.act('set-fault', { fault: 'wrong-signature', count: 1 });
  await expect(take(scanner, 'left-thumb')).rejects.toMatchObject({ code: 'device.untrusted' });
  await take(scanner, 'left-thumb');
  expect(sent.map(({ bio }) => bio[0])).toMatchObject([
    { count: '1', deviceSubId: '2', exception: ['Right MiddleFinger', 'Right RingFinger', 'Right LittleFinger'] },
    { count: '1', deviceSubId: '3', exception: ['Right Thumb'] },
    { count: '1', deviceSubId: '3', exception: ['Right Thumb'] },
  ]);
  expect(sent.map(({ bio }) => bio[0]?.previousHash)).toEqual(['', hashes[0], hashes[0]]);
  expect(new Set(sent.map(({ transactionId }) => transactionId)).size).toBe(3);
  for (const { transactionId } of sent) expect(transactionId).toMatch(/^[A-Za-z0-9-]{4,50}$/);
});

test('after a cancel it waits for a device that cannot stop, but no longer than the device may take', async () => {
  const device = await startSmall();
  const busy = new TextEncoder().encode('{"biometrics":[{"error":{"errorCode":"703","errorInfo":"x"}}]}');
  const answers = [undefined, busy, busy, undefined, busy];
  const { transport, sent } = tap((_request, index) => {
    const body = answers[index];
    return body && { status: 200, headers: {}, body };
  });
  const scanner = await openThrough(transport, device.endpoint.port);
  await device.act('set-delay', { delayMs: 1000, verb: 'RCAPTURE' });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  await expect(take(scanner, 'left-index', stop.signal)).rejects.toMatchObject({ code: 'device.cancelled' });
  await device.act('set-delay', { delayMs: 0 });
  expect((await take(scanner, 'left-index')).finger).toBe('left-index');
  expect(sent).toHaveLength(4);
  // A device that is busy with somebody else is not waited for.
  const other = await openThrough(transport, device.endpoint.port);
  await expect(take(other, 'left-index')).rejects.toMatchObject({ code: 'device.busy' });
  expect(sent).toHaveLength(5);
});

test('a service that hangs is left after the timeout and its grace', async () => {
  const device = await startSmall();
  const scanner = await openThrough(httpExchange, device.endpoint.port);
  await device.act('set-fault', { fault: 'silence', count: 1 });
  await expect(take(scanner, 'left-index', never, 100)).rejects.toMatchObject({ code: 'device.timeout' });
  expect((await take(scanner, 'left-index')).finger).toBe('left-index');
});

test('tells the citizen to hold when the image lets wait for itself', async () => {
  const device = await startSmall();
  const hurried = { ...fixedClock, after: (ms: number, action: () => void) => systemClock.after(ms / 30, action) };
  const context = { transport: httpExchange, clock: hurried, random: systemRandom, log: silentLog };
  const options = sbiOptions.parse({ port: device.endpoint.port, trust: 'test' });
  const scanner = await openSbi(options, readSbiTrust('test'), context);
  await device.act('set-delay', { delayMs: 150, verb: 'RCAPTURE' });
  const steps: string[] = [];
  const order = { finger: 'right-thumb', wantedScore: 40, timeoutMs: 2000 } as const;
  await scanner.capture(order, { onGuide: (step) => steps.push(step) }, never);
  expect(steps).toEqual(['place', 'hold', 'lift']);
});

test('single-finger and L1 devices work, the digital id being signed by the chip', async () => {
  const device = await startSmall({ deviceSubType: 'Single', certification: 'L1' });
  const { transport, sent } = tap();
  const scanner = await openThrough(transport, device.endpoint.port);
  await scanner.check();
  expect((await take(scanner, 'left-ring')).finger).toBe('left-ring');
  expect(sent[0]?.bio[0]).toMatchObject({ deviceSubId: '0', bioSubType: ['Left RingFinger'], exception: [] });
});

test('an unregistered device, a foreign address and another serial are not opened', async () => {
  const device = await startSmall();
  const { port } = device.endpoint;
  await device.act('set-status', { status: 'Not Registered' });
  await expect(openThrough(httpExchange, port)).rejects.toMatchObject({ code: 'fingerprint.not-registered' });
  await device.act('set-status', { status: 'Ready' });
  const discovered =
    (change: (entry: Record<string, unknown>) => Record<string, unknown>): HttpExchange =>
    async (request) => {
      const answer = await httpExchange(request);
      if (request.verb !== 'MOSIPDISC') return answer;
      const [entry = {}] = JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, unknown>[];
      return { ...answer, body: new TextEncoder().encode(JSON.stringify([change(entry)])) };
    };
  const away = discovered((entry) => ({ ...entry, callbackId: 'http://scanner.example.org:4501/' }));
  await expect(openThrough(away, port)).rejects.toMatchObject({ code: 'device.untrusted' });
  const face = discovered((entry) => {
    const digitalId = JSON.parse(Buffer.from(String(entry.digitalId), 'base64url').toString()) as object;
    return { ...entry, digitalId: Buffer.from(JSON.stringify({ ...digitalId, serialNo: 'X' })).toString('base64url') };
  });
  await expect(openThrough(face, port)).rejects.toMatchObject({ code: 'device.untrusted' });
});

const traceFile = path.join(import.meta.dirname, 'sbi/traces/discovery-two-captures.trace');

async function talk(scanner: FingerprintScanner) {
  const first = await take(scanner, 'right-index');
  const second = await take(scanner, 'left-index');
  return [scanner.info.serial, first.score, second.score, encodeHex(second.isoRecord.subarray(0, 16))];
}

test('a recorded conversation plays back to the byte and to its end', async () => {
  if (process.env.RECORD_TRACES === '1') {
    const device = await startSmall();
    const entries: TraceEntry[] = [
      { kind: 'note', text: 'Zweitplatz virtuell, seed 4: discovery, info, two captures' },
    ];
    await talk(
      await openThrough(
        recordHttp(httpExchange, (entry) => entries.push(entry)),
        device.endpoint.port,
      ),
    );
    writeFileSync(traceFile, `${entries.map(encodeTraceEntry).join('\n')}\n`);
  }
  const text = readFileSync(traceFile, 'utf8');
  const replay = replayHttp(text);
  expect(await talk(await openThrough(replay.link, 4501))).toEqual([
    'ZPVIRT000004',
    71,
    76,
    '464952003032300000000D8200010001',
  ]);
  replay.assertEnd();
  const other = replayHttp(text);
  await expect(take(await openThrough(other.link, 4501), 'left-index')).rejects.toThrow('other bytes');
});

function replayHttp(text: string): { link: HttpExchange; assertEnd(): void } {
  const entries = decodeTrace(text).filter((entry) => entry.kind === 'to-device' || entry.kind === 'from-device');
  const link: HttpExchange = async (request) => {
    const [asked, answered] = entries.splice(0, 2);
    const sent = encodeHttpTrace(`${request.verb} ${new URL(request.url).pathname}`, request.body);
    if (!asked || encodeHex(asked.bytes) !== encodeHex(sent)) throw new Error(`other bytes at ${request.verb}`);
    if (!answered) throw new DeviceError('device.disconnected');
    const whole = Buffer.from(answered.bytes);
    const head = whole.indexOf('\r\n\r\n');
    return { status: Number(whole.subarray(0, head)), headers: {}, body: new Uint8Array(whole.subarray(head + 4)) };
  };
  return { link, assertEnd: () => expect(entries).toEqual([]) };
}
