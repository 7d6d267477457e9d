/** The conformance suite over every model against its virtual device, and the models' options. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Model, VirtualDevice } from '../core/model.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { httpExchange } from '../transport/http.ts';
import { fingerprintConformance } from './conformance.ts';
import { fingerprintModels } from './index.ts';
import type { FingerprintScanner } from './port.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
let virtual: VirtualDevice | undefined;
afterEach(() => virtual?.close());

/** A port of SBI's range, where a real service or another test run may sit already. */
async function startInRange(model: Model<FingerprintScanner>, first: number, seed: number): Promise<VirtualDevice> {
  for (let port = first; port < first + 40; port += 1) {
    try {
      return await model.startVirtual({ port, seed });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new Error('no free port');
}

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
    virtual = await startInRange(model, 4560, 12);
    const port = Number(virtual.endpoint.port);
    // Other services of the range may answer anything.
    const neighbour = await startInRange(model, 4520, 13);
    await neighbour.act('set-fault', { fault: 'garbage' });
    const scanner = await model.open({ trust: 'test', serial: 'ZPVIRT000012' }, context);
    await neighbour.close();
    expect(scanner.info).toMatchObject({ virtual: true, serial: 'ZPVIRT000012' });
    expect(scanner.info.label).toContain('Zweitplatz virtuell');
    await expect(model.open({ trust: 'test', port, serial: 'other' }, context)).rejects.toMatchObject({
      code: 'device.not-found',
    });
    // The live list does not know the test roots.
    await expect(model.open({ port }, context)).rejects.toMatchObject({ code: 'device.untrusted' });
    await virtual.act('stop-service');
    await expect(scanner.check()).rejects.toMatchObject({ code: 'device.unreachable' });
    await expect(model.open({ port }, context)).rejects.toMatchObject({ code: 'device.service-missing' });
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
