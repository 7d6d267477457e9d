/** The model over real HTTP and HTTPS against the virtual box, its conformance, its options and its wire. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { encodeTraceEntry } from '../core/trace.ts';
import { eacBoxConformance } from './conformance.ts';
import { eacBoxModels } from './index.ts';
import { startVirtualEacBox } from './tr03131/virtual/virtual-eac-box.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const [model] = eacBoxModels;
if (model === undefined) throw new Error('no EAC-Box model');
const trust = path.resolve(import.meta.dirname, '../../resources/trust/test');
const certificate = readFileSync(path.join(trust, 'https-test.pem'), 'utf8');
const tls = { certificate, key: readFileSync(path.join(trust, 'https-test-key.pem'), 'utf8') };
const pinnedSha256 = new X509Certificate(certificate).fingerprint256;

eacBoxConformance('tr03131-soap over HTTP', async () => {
  const virtual = await model.startVirtual({ port: 0, seed: 7 });
  return { virtual, box: await model.open(virtual.endpoint, context) };
});

eacBoxConformance('tr03131-soap over HTTPS with a pinned certificate', async () => {
  const virtual = await startVirtualEacBox({ port: 0, tls });
  return { virtual, box: await model.open({ ...virtual.endpoint, pinnedSha256 }, context) };
});

it('takes no other certificate, no plain http to another machine, no option nobody knows', async () => {
  const virtual = await startVirtualEacBox({ port: 0, tls });
  await expect(model.open(virtual.endpoint, context)).rejects.toMatchObject({ code: 'device.untrusted' });
  await expect(model.open({ url: 'http://192.0.2.1/eacbox' }, context)).rejects.toThrow(/https is needed/);
  await expect(model.open({ ...virtual.endpoint, password: 'x' }, context)).rejects.toThrow(/password/);
  await virtual.close();
});

it('sends one call at a time, and never a secret', async () => {
  const virtual = await startVirtualEacBox({ port: 0, ready: false });
  const lines: string[] = [];
  const box = await model.open(virtual.endpoint, { ...context, trace: (entry) => lines.push(encodeTraceEntry(entry)) });
  await expect(box.check()).rejects.toMatchObject({ code: 'eac-box.locked' });
  await virtual.act('insert-token');
  await virtual.act('enter-token-pin', { pin: '1234' });
  await virtual.act('remove-token');
  await virtual.act('insert-card', {});
  const never = new AbortController().signal;
  await Promise.all([box.authenticate('PIN', 'AT', never), box.state(), box.changePin(never), box.activateEid()]);
  const marks = lines.map((line) => line.slice(0, 2));
  expect(marks).toEqual(marks.map((_, index) => (index % 2 === 0 ? '=>' : '<=')));
  const sent = lines
    .filter((line) => line.startsWith('=>'))
    .map((line) => Buffer.from(line.slice(3), 'hex').toString());
  expect(sent.join('')).not.toMatch(/123456|<password>|updateCert/);
  await virtual.close();
  await box.close();
  await expect(box.state()).rejects.toMatchObject({ code: 'device.disconnected' });
});

it('answers failure when somebody sends a PIN through the interface, and remembers it', async () => {
  const virtual = await startVirtualEacBox({ port: 0 });
  await virtual.act('insert-card', {});
  const body =
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><e:authenticate xmlns:e="urn:e">' +
    '<passwordtype>PIN</passwordtype><terminaltype>AT</terminaltype><password>123456</password></e:authenticate></s:Body></s:Envelope>';
  const answer = await fetch(String(virtual.endpoint.url), { method: 'POST', body });
  expect(await answer.text()).toContain('<authSuccess>false</authSuccess>');
  expect(await virtual.act('state')).toMatchObject({ secretsReceived: 1 });
  await expect(virtual.act('explode')).rejects.toThrow(RangeError);
  await virtual.close();
});
