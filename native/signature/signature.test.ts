/** The model as the seat uses it: started virtual, opened by the endpoint it names, over the training wire. */
import { describe, expect, it } from 'vitest';
import { runHidChild } from '../../tests/support/umockdev/run-hid-child.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { signatureChecks } from './conformance.ts';
import { signatureModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const [model] = signatureModels;
if (model === undefined) throw new Error('no model');

describe('over TCP', () => {
  it.concurrent.each(signatureChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    const virtual = await model.startVirtual({ port: 0, seed: 3 });
    await check.run({
      open: () => model.open({ ...virtual.endpoint, link: 'tcp' }, context),
      act: (action, parameters) => virtual.act(action, parameters),
    });
    await virtual.close();
  });
});

it.concurrent('leads a process with the named environment by node-hid, and by TCP once that is dead', async (test) => {
  if (process.platform !== 'linux') return test.skip('a kernel HID device is mocked on Linux only');
  const virtual = await model.startVirtual({ port: 0, seed: 3 });
  const { endpoint, environment } = virtual;
  if (environment === undefined) throw new Error('umockdev is missing: npm run setup');
  const act = (action: string, parameters: Readonly<Record<string, unknown>>) => virtual.act(action, parameters);
  const open = (env: Readonly<Record<string, string>>) => runHidChild(['open', JSON.stringify(endpoint)], { env, act });
  const opened = [{ name: 'open', value: 'opened Wacom STU-530 virtual' }];
  expect(await open(environment)).toEqual(opened);
  expect(await open({ ...environment, UMOCKDEV_DIR: '/nonexistent' })).toEqual(opened);
  await virtual.close();
  expect(await open(environment)).toEqual([{ name: 'open', value: 'device.unreachable' }]);
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
