/** The driver through the real node-hid binary, in a child process whose kernel HID is mocked; skipped without umockdev. */
import { describe, expect, it } from 'vitest';
import { runHidChild } from '../../tests/support/umockdev/run-hid-child.ts';
import { systemClock } from '../core/system-context.ts';
import { signatureChecks } from './conformance.ts';
import { startVirtualHid } from './index.ts';
import { startVirtualStu } from './wacom-stu/virtual/start-virtual-stu.ts';

async function startPad() {
  const virtual = startVirtualStu({ clock: systemClock, seed: 7, pace: 0 });
  const hid = await startVirtualHid(virtual.pad);
  const act = async (action: string, parameters: Readonly<Record<string, unknown>>) => {
    if (action === 'unplug') return hid.unplug();
    if (action === 'plug') return hid.plug();
    return virtual.act(action, parameters);
  };
  const close = async () => {
    virtual.close();
    await hid.close();
  };
  return { pad: virtual.pad, hid, act, close };
}

describe.skipIf(process.platform !== 'linux')('real node-hid', () => {
  it.concurrent('conforms, unplugged in use included', async () => {
    const { hid, act, close } = await startPad();
    const results = await runHidChild(['conform'], { env: hid.env, act });
    expect(results).toEqual(signatureChecks.map(({ name }) => ({ name })));
    await hid.unplug();
    expect(await runHidChild(['open', '{"link":"hid"}'], { env: hid.env, act })).toEqual([
      { name: 'open', value: 'device.not-found' },
    ]);
    await close();
  }, 60_000);

  it.concurrent('loses none of 1,000 reports at 200 a second', async () => {
    const { pad, hid, close } = await startPad();
    const count = 1_000;
    const play = async () => {
      const startedMs = performance.now();
      for (let sent = 0; sent < count; ) {
        const due = Math.min(count, Math.floor((performance.now() - startedMs) / 5) + 1);
        for (; sent < due; sent += 1) pad.movePen({ ready: true, pressure: 300, x: 1000 + sent, y: 2000 });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    const [result] = await runHidChild(['rate', String(count)], { env: hid.env, act: play });
    expect(result?.value).toMatchObject({ lost: 0, perSecond: expect.closeTo(200, -1) });
    await close();
  }, 30_000);
});
