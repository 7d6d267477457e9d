/** The virtual pad by itself: it must refuse what a real one refuses, or the driver's checks prove nothing. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../core/context.ts';
import { decodeHex, encodeHex } from '../../../core/hex.ts';
import { imageBlockReport, startImageAreaReport } from '../codec/image-reports.ts';
import { startVirtualStu } from './start-virtual-stu.ts';

/** Time moves only by `pass`; actions run in order, and promises settle in between. */
function steppedClock() {
  let ms = 0;
  let timers: { atMs: number; action: () => void }[] = [];
  const clock: Clock = {
    nowMs: () => ms,
    steadyMs: () => ms,
    after(delayMs, action) {
      const timer = { atMs: ms + Math.max(1, delayMs), action };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const pass = async (durationMs: number) => {
    const endMs = ms + durationMs;
    while (true) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      timers = timers.filter((one) => one !== next);
      ms = next.atMs;
      next.action();
    }
    ms = endMs;
  };
  return { clock, pass };
}

function start(model = 'STU-530', pace = 0) {
  const { clock, pass } = steppedClock();
  const { pad, act, close } = startVirtualStu({ clock, seed: 1, pace, model });
  const set = (hex: string) => pad.setFeature(decodeHex(hex));
  const get = (id: number) => {
    const report = pad.getFeature(id);
    return report === undefined ? 'stalled' : encodeHex(report);
  };
  return { pad, act, close, pass, set, get };
}

describe('virtual STU', () => {
  it('refuses commands in the wrong state, wrong encodings, areas and lengths', () => {
    const { pad, set, get } = start();
    const result = (hex: string) => (set(hex) ? get(3) : 'stalled');
    expect(result('2600000000')).toBe('0300020000');
    expect(result('2700')).toBe('0300020000');
    expect(result('2501')).toBe('0300100000');
    expect(result('2400010000000020030000')).toBe('0300150000');
    expect(result('2500')).toBe('0301000000');
    expect(result('2000')).toBe('0301020000');
    expect(result('2200')).toBe('0301020000');
    for (let i = 0; i < 189; i += 1) pad.setFeature(imageBlockReport.encode({ data: new Uint8Array(253) }));
    expect(get(3)).toBe('0301000000');
    pad.setFeature(imageBlockReport.encode({ data: new Uint8Array(253) }));
    expect(get(3)).toBe('0301110000');
    expect(result('2702')).toBe('0301040000');
    expect(result('2701')).toBe('0300000000');
    expect([set('77'), set('22'), set('0801')]).toEqual([false, false, false]);
  });

  it('is deaf for its reset and slow to clear, and counts writes to NVRAM', async () => {
    const { pad, set, get, pass, act } = start('STU-520A');
    await act('set-fault', { kind: 'none' });
    set('2000');
    await pass(590);
    expect(get(3)).toBe('0301000000');
    await pass(20);
    expect(get(3)).toBe('0300000000');
    set('2100');
    set('0400');
    await pass(1_000);
    expect([get(3), get(0x21), set('2101')]).toEqual(['stalled', 'stalled', false]);
    await pass(100);
    expect([get(3), get(0x21)]).toEqual(['0300000000', '2101']);
    set('2B0100');
    set('0A00000001');
    expect(pad.nvramWrites).toBe(2);
    expect([get(0x2b), get(0x0a)]).toEqual(['2B0100', '0A00000001']);
  });

  it('takes 24-bit areas in blue, green, red', async () => {
    const { pad, set, act } = start('STU-540');
    pad.setFeature(startImageAreaReport.encode({ mode: 4, x1: 8, y1: 1, x2: 9, y2: 1 }));
    pad.setFeature(imageBlockReport.encode({ data: Uint8Array.of(0, 0, 0, 255, 255, 0) }));
    set('2700');
    const { bits } = (await act('screen')) as { bits: string };
    const rows = Buffer.from(bits, 'base64');
    expect([...rows.subarray(99, 103)]).toEqual([0xff, 0xff, 0x7f, 0xff]);
  });

  it('moves the pen at 200 samples a second, the sequence across its wrap', async () => {
    const { pad, set, pass, act } = start('STU-530', 1);
    set('3203');
    const reports: Uint8Array[] = [];
    pad.onInput((report) => reports.push(report));
    const stroke = Array.from({ length: 93 }, (_, x) => ({ x, y: 5, pressure: 100 }));
    const signed = act('sign', { strokes: [stroke] });
    await pass(250);
    expect(reports.length).toBeGreaterThanOrEqual(50);
    expect(reports.length).toBeLessThanOrEqual(52);
    await pass(300);
    await signed;
    expect(reports.length).toBe(100);
    const sequences = reports.map((report) => ((report[9] ?? 0) << 8) | (report[10] ?? 0));
    expect(sequences.every((value, i) => i === 0 || value === (((sequences[i - 1] ?? 0) + 1) & 0xffff))).toBe(true);
    expect(sequences.at(-1)).toBeLessThan(100);
  });
});
