import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../native/core/system-context.ts';
import { flush, type SteppedClock, steppedClock } from '../../tests/support/stepped-clock.ts';
import { AppError } from '../contract/app-error.ts';
import type { DeviceView } from '../contract/devices.ts';
import type { HostClients } from './device-host-process.ts';
import { Kit } from './kit.ts';

const info = { model: 'ipp', label: 'Drucker', serial: '1', firmware: '2.0', virtual: false };

/** A host whose answers the test decides; counts what it is asked. */
class FakeHost {
  asked: string[] = [];
  open: () => Promise<typeof info> = async () => info;
  check: () => Promise<object> = async () => ({});
  readonly clients = {
    lifecycle: {
      open: () => this.#count('open', this.open),
      check: () => this.#count('check', this.check),
      close: () => this.#count('close', async () => ({})),
      abort: () => this.#count('abort', async () => ({})),
    },
  } as unknown as HostClients;

  #count<T>(what: string, answer: () => Promise<T>): Promise<T> {
    this.asked.push(what);
    return answer();
  }
}

const lost = () => Promise.reject(new AppError('device.disconnected'));
const held = <T>() => {
  let release: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    release = resolve;
  });
  return { promise, release };
};

describe('the kit', () => {
  let clock: SteppedClock;
  let host: FakeHost;
  let told: DeviceView[][];
  const state = (kit: Kit) => {
    const view = kit.views()[0];
    return view?.error ? `${view.state} ${view.error}` : view?.state;
  };
  const newKit = (options: { live?: boolean; virtual?: boolean } = {}) => {
    const kit = new Kit({
      clock,
      log: silentLog,
      live: options.live ?? false,
      traceFile: () => null,
      onChange: (views) => told.push(views),
    });
    kit.add({ id: 'printer-1', deviceClass: 'printer', model: 'ipp', options: {}, virtual: options.virtual ?? false });
    return kit;
  };
  const readyKit = async () => {
    const kit = newKit();
    kit.hostUp(host.clients);
    await flush();
    return kit;
  };

  beforeEach(() => {
    clock = steppedClock();
    host = new FakeHost();
    told = [];
  });

  it('tells every change of state once, with what the device says of itself', async () => {
    const kit = await readyKit();
    expect(told.map(([view]) => view?.state)).toEqual(['ready']);
    expect(kit.views()[0]).toMatchObject({
      title: 'Drucker',
      label: 'Drucker',
      firmware: '2.0',
      since: '2026-11-22T08:00:00.000Z',
    });
    await clock.advance(60_000);
    expect(told).toHaveLength(1);
    expect(host.asked).toEqual(['open', ...Array(12).fill('check')]);
  });

  it('opens a silent device again ever more slowly, at most every ten seconds, and at once on request', async () => {
    host.open = () => Promise.reject(new AppError('device.unreachable'));
    const kit = await readyKit();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      delays.push(clock.pending[0] ?? 0);
      await clock.advance(delays.at(-1) ?? 0);
    }
    expect(delays).toEqual([300, 1_000, 2_000, 5_000, 10_000, 10_000, 10_000]);
    expect(state(kit)).toBe('fault device.unreachable');
    host.open = async () => info;
    kit.retry('printer-1');
    await flush();
    expect(state(kit)).toBe('ready');
    // The attempt that was planned before is void: a ready device is not opened over.
    const opened = host.asked.filter((what) => what === 'open').length;
    await clock.advance(11_000);
    expect(host.asked.filter((what) => what === 'open')).toHaveLength(opened);
  });

  it('gives up an opening that hangs, and a late answer changes nothing', async () => {
    const late = held<typeof info>();
    host.open = () => late.promise;
    const kit = await readyKit();
    await clock.advance(15_000);
    expect(state(kit)).toBe('fault device.timeout');
    host.open = () => Promise.reject(new AppError('device.not-found'));
    await clock.advance(300);
    late.release(info);
    await flush();
    expect(state(kit)).toBe('fault device.not-found');
  });

  it('notices by its checks that a device has gone and takes it back by itself', async () => {
    const kit = await readyKit();
    host.check = lost;
    await clock.advance(5_000);
    expect(state(kit)).toBe('fault device.disconnected');
    await clock.advance(300);
    expect(state(kit)).toBe('ready');
  });

  it('lends a device to one act at a time', async () => {
    const kit = await readyKit();
    const act = held<string>();
    const first = kit.use('printer', () => act.promise);
    await flush();
    expect(state(kit)).toBe('in-use');
    await expect(kit.use('printer', async () => 'second')).rejects.toMatchObject({
      code: 'device.busy',
      params: { stage: 'lease' },
    });
    await clock.advance(30_000);
    expect(host.asked).toEqual(['open']);
    act.release('done');
    expect(await first).toBe('done');
    expect(state(kit)).toBe('ready');
    expect(await kit.use('printer', async ({ deviceId }) => deviceId)).toBe('printer-1');
  });

  it('lets an act wait for the check under way instead of refusing it', async () => {
    const kit = await readyKit();
    const check = held<object>();
    host.check = () => check.promise;
    await clock.advance(5_000);
    const order: string[] = [];
    const act = kit.use('printer', async () => order.push('act'));
    await flush();
    expect(order).toEqual([]);
    order.push('checked');
    check.release({});
    await act;
    expect(order).toEqual(['checked', 'act']);
  });

  it('keeps a device after a refusal, and opens it again after a lost line, before the next act', async () => {
    const kit = await readyKit();
    await expect(kit.use('printer', () => Promise.reject(new AppError('printer.rejected')))).rejects.toThrow();
    expect(state(kit)).toBe('ready');
    const reopened = held<typeof info>();
    host.open = () => reopened.promise;
    await expect(kit.use('printer', lost)).rejects.toMatchObject({ code: 'device.disconnected' });
    expect(state(kit)).toBe('fault device.disconnected');
    await expect(kit.use('printer', async () => 1)).rejects.toMatchObject({
      code: 'device.disconnected',
      params: { stage: 'lease' },
    });
    reopened.release(info);
    await flush();
    expect(await kit.use('printer', async () => 2)).toBe(2);
    expect(host.asked.filter((what) => what === 'open')).toHaveLength(2);
  });

  it('passes an abort to the host, also one that came first', async () => {
    const kit = await readyKit();
    const controller = new AbortController();
    const act = held<string>();
    const running = kit.use('printer', () => act.promise, controller.signal);
    await flush();
    controller.abort();
    expect(host.asked).toEqual(['open', 'abort']);
    act.release('aborted');
    await running;
    await kit.use('printer', async () => 'x', controller.signal);
    expect(host.asked).toEqual(['open', 'abort', 'abort']);
  });

  it('has no device while the host is down, and all of them again with the next one', async () => {
    const kit = await readyKit();
    const act = held<string>();
    const running = kit.use('printer', () => act.promise);
    await flush();
    kit.hostDown();
    expect(state(kit)).toBe('starting');
    await expect(kit.use('printer', async () => 1)).rejects.toMatchObject({ code: 'device-host.gone' });
    act.release('late');
    await running;
    expect(state(kit)).toBe('starting');
    const next = new FakeHost();
    kit.hostUp(next.clients);
    await flush();
    expect(await kit.use('printer', async ({ clients }) => clients === next.clients)).toBe(true);
  });

  it('tells whether a device became ready in time', async () => {
    host.open = () => Promise.reject(new AppError('device.not-found'));
    const kit = await readyKit();
    const patience = kit.whenReady('printer-1', 200);
    await clock.advance(250);
    expect(await patience).toBe(false);
    const hope = kit.whenReady('printer-1', 1_000);
    host.open = async () => info;
    await clock.advance(200);
    expect(await hope).toBe(true);
    expect(() => kit.deviceOf('card')).toThrow(expect.objectContaining({ code: 'device.none-configured' }));
  });

  it.each([
    ['says so itself', { ...info, virtual: true }, {}],
    ['is marked so in the policy', info, { virtual: true }],
  ])('refuses in live operation a virtual device that %s', async (_how, answer, options) => {
    host.open = async () => answer;
    const kit = newKit({ live: true, ...options });
    kit.hostUp(host.clients);
    await flush();
    expect(state(kit)).toBe('fault device.virtual-in-live');
    expect(host.asked).toEqual(['open', 'close']);
    await expect(kit.use('printer', async () => 1)).rejects.toMatchObject({ code: 'device.virtual-in-live' });
  });

  it('asks nothing more once it is stopped', async () => {
    const kit = await readyKit();
    kit.stop();
    await clock.advance(60_000);
    expect(host.asked).toEqual(['open']);
  });
});
