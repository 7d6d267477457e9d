import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DeviceError } from '../../native/core/device-error.ts';
import { AppError } from '../contract/app-error.ts';
import { connect } from '../contract/connect.ts';
import { defineContract } from '../contract/define-contract.ts';
import { linkProcess, type MessagePort } from './process-link.ts';
import { type IpcMainLike, registerRouter } from './register-router.ts';
import { serve } from './serve.ts';

const contract = defineContract({
  name: 'sum',
  calls: { add: { input: z.object({ a: z.int(), b: z.int() }), output: z.int() } },
  events: { done: z.object({ total: z.int() }) },
});

function served(add: (input: { a: number; b: number }) => Promise<number>, bugs: unknown[] = []) {
  return serve(contract, { add }, (_incident, _where, error) => bugs.push(error));
}

/** Two ports joined as a pipe that copies messages as JSON, like a process channel. */
function pipe() {
  const ends = [0, 1].map(() => ({
    message: new Set<(m: unknown) => void>(),
    close: new Set<() => void>(),
  }));
  const port = (own: number): MessagePort => ({
    post: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => {
        for (const listener of ends[1 - own]?.message ?? []) listener(copy);
      });
    },
    onMessage: (listener) => void ends[own]?.message.add(listener),
    onClose: (listener) => void ends[own]?.close.add(listener),
  });
  const cut = () => {
    for (const end of ends) for (const listener of end.close) listener();
  };
  return { main: port(0), host: port(1), cut };
}

describe('a contract over a process channel', () => {
  it('calls, carries expected errors with their code, and hides bugs behind an incident', async () => {
    const bugs: unknown[] = [];
    const implementation = served(async ({ a, b }) => {
      if (a === 1) throw new AppError('session.wrong-pin', { left: 4 });
      if (a === 2) throw new DeviceError('card.absent');
      if (a === 3) throw new TypeError('secret detail');
      return a + b;
    }, bugs);
    const { main, host } = pipe();
    linkProcess(host, [implementation], 'main');
    const client = connect(contract, linkProcess(main, [], 'host'));
    expect(await client.add({ a: 20, b: 22 })).toBe(42);
    await expect(client.add({ a: 1, b: 0 })).rejects.toMatchObject({ code: 'session.wrong-pin', params: { left: 4 } });
    await expect(client.add({ a: 2, b: 0 })).rejects.toMatchObject({ code: 'card.absent' });
    await expect(client.add({ a: 3, b: 0 })).rejects.toMatchObject({
      code: 'internal',
      incident: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    await expect(client.add({ a: 0.5, b: 0 })).rejects.toMatchObject({ code: 'ipc.bad-request' });
    expect(bugs).toEqual([new TypeError('secret detail')]);
  });

  it('fails every waiting call when the other side is gone, and every later one at once', async () => {
    const { main, host, cut } = pipe();
    linkProcess(host, [served(() => new Promise(() => {}))], 'main');
    const client = connect(contract, linkProcess(main, [], 'host'));
    const waiting = client.add({ a: 1, b: 1 });
    cut();
    await expect(waiting).rejects.toMatchObject({ code: 'device-host.gone' });
    await expect(client.add({ a: 1, b: 1 })).rejects.toMatchObject({ code: 'device-host.gone' });
  });

  it('delivers events, and only those of the contract', async () => {
    const { main, host } = pipe();
    const implementation = served(async () => 0);
    linkProcess(host, [implementation], 'main');
    const totals: number[] = [];
    connect(contract, linkProcess(main, [], 'host')).on('done', ({ total }) => totals.push(total));
    implementation.emit('done', { total: 7 });
    implementation.emit('done', { total: 'seven' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(totals).toEqual([7]);
  });
});

describe('the router', () => {
  it('answers only the page a contract is meant for', async () => {
    const handlers = new Map<string, Parameters<IpcMainLike['handle']>[1]>();
    const ipcMain: IpcMainLike = { handle: (channel, listener) => void handlers.set(channel, listener) };
    registerRouter(ipcMain, [
      { window: 'clerk', page: 'https://app.invalid/clerk.html', served: [served(async ({ a, b }) => a + b)] },
    ]);
    const call = handlers.get('counter:sum/add');
    const from = (url: string | null) => call?.({ senderFrame: url === null ? null : { url } }, { a: 1, b: 2 });
    expect([...handlers.keys()]).toEqual(['counter:sum/add']);
    expect(await from('https://app.invalid/clerk.html?x#y')).toEqual({ ok: true, value: 3 });
    for (const url of ['https://app.invalid/citizen.html', 'https://evil.invalid/clerk.html', '', null]) {
      expect(await from(url)).toEqual({ ok: false, error: { code: 'ipc.wrong-sender' } });
    }
  });
});
