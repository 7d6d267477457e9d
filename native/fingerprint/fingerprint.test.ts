/** The conformance suite over every model against its virtual device, and the models' options. */
import { afterEach, describe, expect, test } from 'vitest';
import type { VirtualDevice } from '../core/model.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { httpExchange } from '../transport/http.ts';
import { fingerprintConformance } from './conformance.ts';
import { fingerprintModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
let virtual: VirtualDevice | undefined;
afterEach(() => virtual?.close());

describe.each(fingerprintModels)('$id', (model) => {
  test.each(fingerprintConformance)('$name', async (check) => {
    const device = await model.startVirtual({ port: 0, seed: 11 });
    virtual = device;
    await check.run({
      open: () => model.open(device.endpoint, context),
      act: (action, parameters) => device.act(action, parameters),
    });
  });

  test('finds its device by itself and says that it is virtual', async () => {
    virtual = await model.startVirtual({ port: 4583, seed: 12 });
    const scanner = await model.open({ trust: 'test', serial: 'ZPVIRT000012' }, context);
    expect(scanner.info).toMatchObject({ virtual: true, serial: 'ZPVIRT000012' });
    expect(scanner.info.label).toContain('Zweitplatz virtuell');
    await expect(model.open({ trust: 'test', port: 4583, serial: 'other' }, context)).rejects.toMatchObject({
      code: 'device.not-found',
    });
    // The live list does not know the test roots.
    await expect(model.open({ port: 4583 }, context)).rejects.toMatchObject({ code: 'device.untrusted' });
    await virtual.act('stop-service');
    await expect(scanner.check()).rejects.toMatchObject({ code: 'device.unreachable' });
    await expect(model.open({ port: 4583 }, context)).rejects.toMatchObject({ code: 'device.service-missing' });
    await expect(model.open({ host: 'scanner.example.org' }, context)).rejects.toThrow();
  });

  test('is led by acts and by its admin addresses, and refuses unknown ones', async () => {
    virtual = await model.startVirtual({ port: 0 });
    const call = (verb: string, target: string, body: string) =>
      httpExchange({
        verb,
        url: `http://127.0.0.1:${virtual?.endpoint.port}${target}`,
        headers: {},
        body: new TextEncoder().encode(body),
        timeoutMs: 2000,
      }).then(({ status, body: answer }) => [status, new TextDecoder().decode(answer)]);
    expect(await call('POST', '/admin/set-score', '{"score":7}')).toEqual([200, '{"ok":true}']);
    expect(await call('POST', '/admin/dance', '{}')).toEqual([200, '{"error":"unknown action dance"}']);
    expect(await call('SBIDISC', '/device', '{}')).toMatchObject([405, expect.stringContaining('"500"')]);
    expect(await call('CAPTURE', '/capture', '{}')).toMatchObject([200, expect.stringContaining('"809"')]);
    expect(await call('RCAPTURE', '/capture', '{"env":"X"}')).toMatchObject([200, expect.stringContaining('"113"')]);
    const scanner = await model.open(virtual.endpoint, context);
    const order = { finger: 'left-thumb', wantedScore: 40, timeoutMs: 500 } as const;
    const { score } = await scanner.capture(order, { onGuide() {} }, new AbortController().signal);
    expect(score).toBe(7);
    await expect(virtual.act('dance')).rejects.toThrow(RangeError);
    await expect(virtual.act('set-score', { score: 101 })).rejects.toThrow(RangeError);
  });
});
