/** The driver through the real node-hid binary, in a child process whose kernel HID is mocked; skipped without umockdev. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHidChild } from '../../tests/support/umockdev/run-hid-child.ts';
import { systemClock } from '../core/system-context.ts';
import { findUmockdev } from '../transport/hid/mock-kernel-hid.ts';
import { signatureChecks } from './conformance.ts';
import { startVirtualHid } from './index.ts';
import { startVirtualStu, type VirtualStuHandle } from './wacom-stu/virtual/start-virtual-stu.ts';

describe.skipIf(findUmockdev() === undefined)('real node-hid', () => {
  let virtual: VirtualStuHandle;
  let hid: Awaited<ReturnType<typeof startVirtualHid>>;
  beforeAll(async () => {
    virtual = startVirtualStu({ clock: systemClock, seed: 7, pace: 0 });
    hid = await startVirtualHid(virtual.pad);
  });
  afterAll(async () => {
    virtual?.close();
    await hid?.close();
  });
  const act = async (action: string, parameters: Readonly<Record<string, unknown>>) => {
    if (action === 'unplug') return hid.unplug();
    if (action === 'plug') return hid.plug();
    return virtual.act(action, parameters);
  };

  it('conforms, unplugged in use included', async () => {
    const results = await runHidChild(['conform'], { env: hid.env, act });
    expect(results).toEqual(signatureChecks.map(({ name }) => ({ name })));
  }, 60_000);

  it('loses none of 1,000 reports at 200 a second', async () => {
    const count = 1_000;
    const play = async () => {
      const startedMs = performance.now();
      for (let sent = 0; sent < count; ) {
        const due = Math.min(count, Math.floor((performance.now() - startedMs) / 5) + 1);
        for (; sent < due; sent += 1) virtual.pad.movePen({ ready: true, pressure: 300, x: 1000 + sent, y: 2000 });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    const [result] = await runHidChild(['rate', String(count)], { env: hid.env, act: play });
    expect(result?.value).toMatchObject({ lost: 0 });
    expect(result?.value).toHaveProperty('perSecond', expect.closeTo(200, -1));
  }, 30_000);

  it('names an unplugged pad', async () => {
    await hid.unplug();
    const [result] = await runHidChild(['open'], { env: hid.env, act });
    expect(result?.value).toBe('device.not-found');
    await hid.plug();
  });
});
