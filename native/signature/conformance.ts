/** What every signature pad of the kit must do, as checks that run anywhere: against software, a trace or real hardware. */
import assert from 'node:assert/strict';
import {
  assertStrokes,
  emptiness,
  flat,
  later,
  never,
  quiet,
  rejectsWith,
  type SignatureRig,
  screenOf,
  shown,
  slide,
  testScreen,
  withPad,
} from './conformance-rig.ts';
import type { PenPoint } from './port.ts';

export { type SignatureRig, testScreen } from './conformance-rig.ts';

export interface SignatureCheck {
  name: string;
  run(rig: SignatureRig): Promise<void>;
}

export const signatureChecks: readonly SignatureCheck[] = [
  {
    name: 'opens, says what it is, and is empty',
    run: (rig) =>
      withPad(rig, async (pad) => {
        await pad.check();
        assert.notEqual(pad.info.label, '');
        assert.equal(pad.info.virtual, true);
        assert.ok(pad.capability.maxX > 0 && pad.capability.screenWidthPx > 0 && pad.capability.rateHz > 0);
        const screen = await screenOf(rig);
        assert.equal(screen.blank, true);
        assert.equal(screen.inking, false);
      }),
  },
  {
    name: 'captures a signature with pressure and leaves nothing on the display',
    run: (rig) =>
      withPad(rig, async (pad) => {
        await rig.act('auto', { tap: 'accept' });
        const live: PenPoint[] = [];
        const hooks = { onPoints: (points: readonly PenPoint[] | null) => live.push(...(points ?? [])) };
        const outcome = await pad.capture(testScreen(pad), hooks, never());
        assert.equal(outcome.kind, 'accepted');
        if (outcome.kind !== 'accepted') return;
        assertStrokes(outcome.strokes, pad);
        assert.equal(outcome.lostSamples, 0);
        assert.deepEqual(
          live.filter(({ pressure }) => pressure > 0),
          outcome.strokes.flat(),
        );
        assert.equal(live.filter(({ pressure }) => pressure === 0).length, outcome.strokes.length);
        assert.deepEqual(await emptiness(rig), { blank: true, ink: 0, inking: false });
      }),
  },
  {
    name: 'shows the picture bit for bit and redraws it when the citizen clears',
    run: (rig) =>
      withPad(rig, async (pad) => {
        const screen = testScreen(pad);
        const cleared: boolean[] = [];
        const hooks = { onPoints: (points: readonly PenPoint[] | null) => cleared.push(points === null) };
        const work = later(pad.capture(screen, hooks, never()));
        await shown(rig);
        await rig.act('sign');
        const before = await screenOf(rig);
        assert.equal(before.bits, Buffer.from(screen.image.bits).toString('base64'));
        assert.ok(before.ink.length > 0);
        await rig.act('tap', { button: 'accept', samples: 3 }).then(() => work);
        const second = later(pad.capture(screen, hooks, never()));
        await shown(rig);
        await rig.act('sign');
        await rig.act('tap', { button: 'clear' });
        await shown(rig);
        const after = await screenOf(rig);
        assert.equal(after.bits, before.bits);
        assert.equal(after.ink.length, 0);
        assert.equal(cleared.filter(Boolean).length, 1);
        await rig.act('tap', { button: 'accept' });
        await rig.act('tap', { button: 'cancel' });
        assert.deepEqual(await second, { kind: 'cancelled-by-citizen' });
      }),
  },
  {
    name: 'never inks a tap of one sample and takes no tap that slides off its button',
    run: (rig) =>
      withPad(rig, async (pad) => {
        const screen = testScreen(pad);
        const work = later(pad.capture(screen, quiet, never()));
        await shown(rig);
        await rig.act('tap', { x: screen.image.widthPx / 2, y: screen.image.heightPx / 3, samples: 1 });
        await rig.act('sign', { strokes: [slide(pad)] });
        await rig.act('sign', { strokes: [flat(pad, 40)] });
        await rig.act('tap', { button: 'accept' });
        const outcome = await work;
        assert.equal(outcome.kind === 'accepted' && outcome.strokes.length, 1);
        assert.equal(outcome.kind === 'accepted' && outcome.strokes[0]?.length, 40);
      }),
  },
  {
    name: 'counts samples that were lost on the way',
    run: (rig) =>
      withPad(rig, async (pad) => {
        const work = later(pad.capture(testScreen(pad), quiet, never()));
        await shown(rig);
        await rig.act('sign');
        await rig.act('set-fault', { kind: 'lose-samples', count: 7 });
        await rig.act('sign');
        await rig.act('tap', { button: 'accept' });
        const outcome = await work;
        assert.equal(outcome.kind === 'accepted' && outcome.lostSamples, 7);
      }),
  },
  {
    name: 'asks a question and gives the tapped button',
    run: (rig) =>
      withPad(rig, async (pad) => {
        for (const tap of ['accept', 'cancel', 'clear'] as const) {
          await rig.act('auto', { tap });
          assert.equal(await pad.choose(testScreen(pad), never()), tap);
        }
        assert.deepEqual(await emptiness(rig), { blank: true, ink: 0, inking: false });
      }),
  },
  {
    name: 'stops when told, refuses a second picture meanwhile, and works again',
    run: (rig) =>
      withPad(rig, async (pad) => {
        const stop = new AbortController();
        const work = later(pad.capture(testScreen(pad), quiet, stop.signal));
        await shown(rig);
        await rejectsWith(pad.choose(testScreen(pad), never()), 'device.busy');
        await pad.check();
        stop.abort();
        await rejectsWith(work, 'device.cancelled');
        assert.deepEqual(await emptiness(rig), { blank: true, ink: 0, inking: false });
        await rejectsWith(pad.capture(testScreen(pad), quiet, stop.signal), 'device.cancelled');
        await rig.act('auto', { tap: 'accept' });
        assert.equal((await pad.capture(testScreen(pad), quiet, never())).kind, 'accepted');
      }),
  },
  {
    name: 'gets over a refused block and names it',
    run: (rig) =>
      withPad(rig, async (pad) => {
        await rig.act('set-fault', { kind: 'stall', report: 0x26, times: 1 });
        await rejectsWith(pad.choose(testScreen(pad), never()), 'device.refused');
        await rig.act('set-fault', { kind: 'wrong-state', report: 0x27, times: 1 });
        await rejectsWith(pad.choose(testScreen(pad), never()), 'device.not-ready');
        await rig.act('set-fault', { kind: 'slow-clear', delayMs: 600 });
        await pad.clear();
        await rig.act('auto', { tap: 'accept' });
        assert.equal(await pad.choose(testScreen(pad), never()), 'accept');
      }),
  },
  {
    name: 'takes over a pad that another program left in an upload, a capture or stuck',
    run: async (rig) => {
      for (const state of ['image', 'capture', 'calculation']) {
        await rig.act('leave-in', { state });
        await withPad(rig, (pad) => pad.check());
      }
    },
  },
  {
    name: 'closes without a trace: empty, no ink, option mode 0, NVRAM untouched, again and again',
    run: async (rig) => {
      const pad = await rig.open();
      const work = later(pad.capture(testScreen(pad), quiet, never()));
      await shown(rig);
      await Promise.all([rejectsWith(work, 'device.cancelled'), pad.close()]);
      await pad.close();
      assert.deepEqual(await emptiness(rig), { blank: true, ink: 0, inking: false });
      const { optionMode, nvramWrites } = await screenOf(rig);
      assert.deepEqual({ optionMode, nvramWrites }, { optionMode: 0, nvramWrites: 0 });
      await rejectsWith(pad.check(), 'device.disconnected');
    },
  },
  {
    name: 'notices an unplugged cable in use and opens again',
    run: async (rig) => {
      const pad = await rig.open();
      const work = later(pad.capture(testScreen(pad), quiet, never()));
      await shown(rig);
      await Promise.all([rejectsWith(work, 'device.disconnected'), rig.act('unplug')]);
      await rejectsWith(pad.check(), 'device.disconnected');
      await rejectsWith(pad.capture(testScreen(pad), quiet, never()), 'device.disconnected');
      await pad.close();
      await rejectsWith(rig.open(), 'device.not-found');
      await rig.act('plug');
      await withPad(rig, async (again) => {
        await rig.act('auto', { tap: 'accept' });
        assert.equal((await again.capture(testScreen(again), quiet, never())).kind, 'accepted');
      });
    },
  },
];
