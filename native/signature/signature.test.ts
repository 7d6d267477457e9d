/** The model as the seat uses it: started virtual, opened by the endpoint it names, over the training wire. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHidChild } from '../../tests/support/umockdev/run-hid-child.ts';
import type { VirtualDevice } from '../core/model.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { signatureChecks } from './conformance.ts';
import { signatureModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const [model] = signatureModels;
if (model === undefined) throw new Error('no model');

describe('over TCP', () => {
  let virtual: VirtualDevice;
  beforeAll(async () => {
    virtual = await model.startVirtual({ port: 0, seed: 3 });
  });
  afterAll(() => virtual.close());

  it.each(signatureChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    await check.run({
      open: () => model.open({ ...virtual.endpoint, link: 'tcp' }, context),
      act: (action, parameters) => virtual.act(action, parameters),
    });
  });

  it('leads a process with the named environment to the same pad by node-hid', async (test) => {
    if (virtual.environment === undefined) return test.skip();
    const act = (action: string, parameters: Readonly<Record<string, unknown>>) => virtual.act(action, parameters);
    const [result] = await runHidChild(['open', JSON.stringify(virtual.endpoint)], { env: virtual.environment, act });
    expect(result).toEqual({ name: 'open', value: 'opened Wacom STU-530 virtual' });
  });
});

it('refuses unknown options and actions', async () => {
  await expect(model.open({ link: 'usb' }, context)).rejects.toThrow();
  const virtual = await model.startVirtual({ port: 0 });
  await expect(virtual.act('dance')).rejects.toThrow(RangeError);
  await expect(virtual.act('tap', { button: 'ok' })).rejects.toThrow(RangeError);
  await virtual.close();
  await expect(model.open({ ...virtual.endpoint, link: 'tcp' }, context)).rejects.toMatchObject({
    code: 'device.unreachable',
  });
});
