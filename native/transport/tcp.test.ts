import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Duplex } from '../core/transport.ts';
import { listenTcp, openTcp, type TcpListener } from './tcp.ts';

let listener: TcpListener | undefined;
afterEach(() => listener?.close());

async function pair(): Promise<{ near: Duplex; far: Duplex }> {
  let accept: (link: Duplex) => void = () => undefined;
  const accepted = new Promise<Duplex>((resolve) => {
    accept = resolve;
  });
  listener = await listenTcp({ port: 0 }, (link) => accept(link));
  const near = await openTcp({ host: '127.0.0.1', port: listener.port })({ timeoutMs: 1000 });
  return { near, far: await accepted };
}

function closed(link: Duplex): Promise<string> {
  return new Promise((resolve) => link.onClose((reason) => resolve(reason?.code ?? 'own')));
}

it('carries bytes both ways and keeps those that come before anyone listens', async () => {
  const { near, far } = await pair();
  await far.write(Uint8Array.of(1, 2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const received: number[] = [];
  near.onData((bytes) => received.push(...bytes));
  await far.write(Uint8Array.of(3));
  await expect.poll(() => received).toEqual([1, 2, 3]);
});

it('tells who closed, refuses to write afterwards, and closes twice in peace', async () => {
  const { near, far } = await pair();
  const told = Promise.all([closed(near), closed(far)]);
  await near.close();
  await near.close();
  expect(await told).toEqual(['own', 'device.disconnected']);
  expect(await closed(far)).toBe('device.disconnected');
  await expect(near.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'device.disconnected' });
});

it('tells an unreachable device and a port in use', async () => {
  const { far } = await pair();
  const port = listener?.port ?? 0;
  await expect(listenTcp({ port }, () => undefined)).rejects.toMatchObject({ code: 'device.in-use' });
  await far.close();
  await listener?.close();
  const open = openTcp({ host: '127.0.0.1', port });
  await expect(open({ timeoutMs: 1000 })).rejects.toMatchObject({ code: 'device.unreachable' });
});

it('drops a device that floods before anyone listens', async () => {
  const { far } = await pair();
  const flood = connect(listener?.port ?? 0, '127.0.0.1');
  const ended = new Promise((resolve) => flood.once('close', resolve));
  flood.on('error', () => undefined);
  const write = setInterval(() => flood.write(new Uint8Array(32_768)), 10);
  await ended;
  clearInterval(write);
  await far.close();
});
