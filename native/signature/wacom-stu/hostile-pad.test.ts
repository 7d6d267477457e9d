/** The driver against a pad that answers anything: a pad or a DeviceError, within bounded calls. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Clock } from '../../core/context.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import type { Reports } from '../../core/transport.ts';
import { openWacomStu } from './open-wacom-stu.ts';
import { linkInProcess } from './virtual/in-process-link.ts';
import { startVirtualStu } from './virtual/start-virtual-stu.ts';

/** Waits of the driver pass at once, its time limits never strike. */
const hastyClock: Clock = {
  ...systemClock,
  after(delayMs, action) {
    if (delayMs > 1_500) return () => {};
    const timer = setImmediate(action);
    return () => clearImmediate(timer);
  },
};

function openOver(transport: Reports, clock = hastyClock) {
  return openWacomStu({ transport, clock, random: systemRandom, log: silentLog });
}

it('survives any answers while opening', async () => {
  const answer = fc.option(fc.uint8Array({ maxLength: 20 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { maxLength: 30 }), fc.boolean(), async (answers, keepIds) => {
      const virtual = startVirtualStu({ clock: hastyClock, seed: 1, pace: 0 });
      const honest = linkInProcess(virtual.pad);
      const queue = [...answers];
      const transport: Reports = {
        ...honest,
        async getFeature(id, length) {
          const bytes = queue.shift();
          if (bytes === undefined) return honest.getFeature(id, length);
          if (bytes.length === 0) throw new DeviceError('device.refused');
          return keepIds ? Uint8Array.from([id, ...bytes]) : bytes;
        },
      };
      await openOver(transport).then(
        (pad) => pad.close(),
        (error: unknown) => expect(isDeviceError(error)).toBe(true),
      );
      virtual.close();
    }),
    { numRuns: 60 },
  );
});

it('goes on through garbage among the pen reports', async () => {
  const virtual = startVirtualStu({ clock: systemClock, seed: 1, pace: 0 });
  const honest = linkInProcess(virtual.pad);
  let inject: (report: Uint8Array) => void = () => {};
  const transport: Reports = {
    ...honest,
    onInput(listener) {
      inject = listener;
      return honest.onInput(listener);
    },
  };
  const pad = await openOver(transport, systemClock);
  const { screenWidthPx: widthPx, screenHeightPx: heightPx } = pad.capability;
  const screen = {
    image: { widthPx, heightPx, bits: new Uint8Array((widthPx * heightPx) / 8) },
    buttons: [{ id: 'accept' as const, x: 540, y: 400, widthPx: 260, heightPx: 80 }],
  };
  await virtual.act('auto');
  const stop = new AbortController();
  const points = { count: 0 };
  const onPoints = () => {
    points.count += 1;
    for (const garbage of [[0x34, 1], [0x01], [], [0x99, 1, 2], [0x10, 0, 0]]) inject(Uint8Array.from(garbage));
  };
  const outcome = await pad.capture(screen, { onPoints }, stop.signal);
  expect(outcome).toMatchObject({ kind: 'accepted', lostSamples: 0 });
  expect(points.count).toBeGreaterThan(200);
  await pad.close();
});

it('gives up a pad that never answers', async () => {
  const transport: Reports = {
    getFeature: () => new Promise(() => {}),
    setFeature: () => new Promise(() => {}),
    onInput: () => () => {},
    onClose: () => () => {},
    close: async () => {},
  };
  const impatient: Clock = { ...systemClock, after: (_, action) => systemClock.after(5, action) };
  await expect(openOver(transport, impatient)).rejects.toMatchObject({ code: 'device.timeout' });
});
