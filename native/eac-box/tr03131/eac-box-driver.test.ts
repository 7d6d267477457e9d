/** The driver against a recorded change of address, strict to the byte and to the end, and against wrong HTTP answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { encodeHttpTrace } from '../../core/record-exchange.ts';
import { replayExchange } from '../../core/replay.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { openEacBox } from './eac-box-driver.ts';
import { specifiedStyle } from './request-codec.ts';

const options = { ...specifiedStyle, url: 'https://eac-box.example/eacbox', soapAction: '', virtual: false };
const open = (transport: HttpExchange) =>
  openEacBox({ transport, clock: systemClock, random: systemRandom, log: silentLog }, options);

it('changes an address as recorded', async () => {
  const text = readFileSync(path.join(import.meta.dirname, 'traces', 'address-change.trace'), 'utf8');
  const { link, assertEnd } = replayExchange(text);
  const times: number[] = [];
  const box = await open(async (request) => {
    times.push(request.timeoutMs);
    expect(request.headers).toEqual({ 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: '""' });
    const head = `${request.verb} ${new URL(request.url).pathname}`;
    const answer = await link.exchange(encodeHttpTrace(head, request.body), request);
    const end = Buffer.from(answer).indexOf('\r\n\r\n');
    return { status: Number(Buffer.from(answer).toString('latin1', 0, end)), headers: {}, body: answer.slice(end + 4) };
  });
  // The recorded box said so itself: the option says false.
  expect(box.info.virtual).toBe(true);
  await box.authenticate('CAN', 'AT', new AbortController().signal);
  const address = (await box.readFiles('eID', ['DG17', 'DG18'])).get('DG17') ?? new Uint8Array(0);
  const moved = Uint8Array.from(address);
  // Musterweg 5 becomes Musterweg 7.
  moved[18] = 0x37;
  await box.writeDataGroup(17, moved);
  expect((await box.readFiles('eID', ['DG17'])).get('DG17')).toEqual(moved);
  assertEnd();
  expect(times).toEqual([5000, 120_000, 30_000, 30_000, 30_000]);
});

it.each([
  [404, '', 'device.refused'],
  [200, '', 'device.garbled'],
  [200, '<html/>', 'device.garbled'],
  [
    500,
    '<e:Envelope xmlns:e="e"><e:Body><e:Fault><faultcode>e:Server</faultcode></e:Fault></e:Body></e:Envelope>',
    'device.garbled',
  ],
  [200, '<e:Envelope xmlns:e="e"><e:Body><changePINResponse/></e:Body></e:Envelope>', 'device.garbled'],
])('does not open on HTTP %i with %j', async (status, text, code) => {
  const body = new TextEncoder().encode(text);
  await expect(open(async () => ({ status, headers: {}, body }))).rejects.toMatchObject({ code });
});
