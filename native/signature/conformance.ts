/** What every signature pad of the kit must do, as checks that run anywhere: against software, a trace or real hardware. */
import assert from 'node:assert/strict';
import { isDeviceError } from '../core/device-error.ts';
import type { PadButton, PadScreen, PenPoint, SignaturePad } from './port.ts';

/** A pad and the hand that can do something to it; a rig on real hardware asks a person. */
export interface SignatureRig {
  open(): Promise<SignaturePad>;
  act(action: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface SignatureCheck {
  name: string;
  run(rig: SignatureRig): Promise<void>;
}

/** The seat's picture: a frame with three buttons in the bottom strip, scaled to the pad's screen. */
export function testScreen({ capability }: SignaturePad): PadScreen {
  const { screenWidthPx: widthPx, screenHeightPx: heightPx } = capability;
  const stride = Math.ceil(widthPx / 8);
  const bits = new Uint8Array(stride * heightPx).fill(0xff);
  const top = Math.round((heightPx * 400) / 480);
  bits.fill(0, top * stride, (top + 2) * stride);
  for (let y = 0; y < heightPx; y += 1) bits[y * stride] = y % 2 === 0 ? 0x7f : 0xff;
  const button = (id: PadButton['id'], x: number): PadButton => ({
    id,
    x: Math.round((x * widthPx) / 800),
    y: top,
    widthPx: Math.floor((260 * widthPx) / 800),
    heightPx: heightPx - top,
  });
  const buttons = [button('cancel', 0), button('clear', 270), button('accept', 540)];
  return { image: { widthPx, heightPx, bits }, buttons };
}

const never = () => new AbortController().signal;
const quiet = { onPoints: () => {} };

/** A capture whose end is looked at later; when a check fails before, its rejection is no second failure. */
function later<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

async function rejectsWith(work: Promise<unknown>, ...codes: string[]): Promise<void> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => (isDeviceError(error) ? error.code : String(error)),
  );
  assert.ok(codes.includes(outcome), `${outcome} instead of ${codes.join(' or ')}`);
}

interface ScreenState {
  blank: boolean;
  bits: string;
  ink: unknown[];
  inking: boolean;
  optionMode: number;
  nvramWrites: number;
}

async function screenOf(rig: SignatureRig): Promise<ScreenState> {
  return (await rig.act('screen')) as ScreenState;
}

/** The picture is up, free of ink and open for it; bounded, since a pad that shows nothing must fail and not hang. */
async function shown(rig: SignatureRig): Promise<void> {
  for (let i = 0; i < 600; i += 1) {
    const screen = await screenOf(rig);
    if (!screen.blank && screen.inking && screen.ink.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('the picture did not appear');
}

async function withPad(rig: SignatureRig, work: (pad: SignaturePad) => Promise<void>): Promise<void> {
  const pad = await rig.open();
  try {
    await work(pad);
  } finally {
    await rig.act('auto', { autoSign: false });
    await rig.act('set-fault', { kind: 'none' });
    await pad.close();
  }
}

/** Shape and order in time of a signature. */
function assertStrokes(strokes: readonly PenPoint[][], pad: SignaturePad): void {
  assert.ok(strokes.length > 0);
  let timeMs = Number.NEGATIVE_INFINITY;
  for (const stroke of strokes) {
    assert.ok(stroke.length >= 2, 'a stroke of one point');
    for (const point of stroke) {
      assert.ok(point.x >= 0 && point.x <= pad.capability.maxX && point.y >= 0 && point.y <= pad.capability.maxY);
      assert.ok(point.pressure > 0 && point.pressure <= pad.capability.maxPressure);
      assert.ok(point.timeMs >= timeMs, 'time runs backwards');
      timeMs = point.timeMs;
    }
  }
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

async function emptiness(rig: SignatureRig): Promise<object> {
  const { blank, ink, inking } = await screenOf(rig);
  return { blank, ink: ink.length, inking };
}

/** From the middle of the cancel button up into the ink area. */
function slide({ capability: { maxX, maxY } }: SignaturePad): object[] {
  return Array.from({ length: 20 }, (_, k) => ({
    x: Math.round(maxX * 0.1),
    y: Math.round(maxY * (0.92 - k * 0.02)),
    pressure: 300,
  }));
}

function flat({ capability: { maxX, maxY } }: SignaturePad, length: number): object[] {
  return Array.from({ length }, (_, k) => ({
    x: Math.round(maxX * (0.3 + k / 200)),
    y: Math.round(maxY * 0.4),
    pressure: 300,
  }));
}
