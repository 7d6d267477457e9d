import { beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../native/core/system-context.ts';
import { type SteppedClock, steppedClock } from '../../tests/support/stepped-clock.ts';
import { DeviceHostProcess, type HostClients } from './device-host-process.ts';
import type { Spawn } from './spawn.ts';

interface Child {
  environment: Readonly<Record<string, string>>;
  posted: unknown[];
  killed: boolean;
  die(): void;
}

describe('the process of the device host', () => {
  let clock: SteppedClock;
  let children: Child[];
  let events: string[];
  let clients: HostClients[];
  let dieOnKill: boolean;

  const spawn: Spawn = (entry, environment) => {
    const listeners: (() => void)[] = [];
    const child: Child = {
      environment,
      posted: [],
      killed: false,
      die: () => {
        for (const listener of listeners) listener();
      },
    };
    children.push(child);
    events.push(entry);
    return {
      pid: 100 + children.length,
      post: (message) => child.posted.push(message),
      onMessage: () => {},
      onClose: (listener) => void listeners.push(listener),
      kill: () => {
        child.killed = true;
        if (dieOnKill) child.die();
      },
    };
  };
  const newHost = () =>
    new DeviceHostProcess({
      spawn,
      served: [],
      clock,
      log: silentLog,
      onUp: (up) => {
        clients.push(up);
        events.push('up');
      },
      onDown: () => events.push('down'),
    });

  beforeEach(() => {
    clock = steppedClock();
    children = [];
    events = [];
    clients = [];
    dieOnKill = true;
  });

  it('starts a host that dies at once ever more slowly, with the same environment', async () => {
    newHost().start({ HID: 'virtual' });
    const delays: number[] = [];
    for (let death = 0; death < 8; death += 1) {
      children.at(-1)?.die();
      delays.push(clock.pending[0] ?? 0);
      await clock.advance(delays.at(-1) ?? 0);
    }
    expect(delays).toEqual([50, 200, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
    expect(children.map((child) => child.environment)).toEqual(Array(9).fill({ HID: 'virtual' }));
    expect(events.slice(0, 5)).toEqual(['device-host', 'up', 'down', 'device-host', 'up']);
  });

  it('forgives old deaths once a host has run for ten seconds', async () => {
    newHost().start({});
    children[0]?.die();
    await clock.advance(50);
    children[1]?.die();
    await clock.advance(200);
    await clock.advance(10_001);
    children[2]?.die();
    expect(clock.pending).toEqual([50]);
  });

  it('fails the calls of a dead host, and the next one answers with clients of its own', async () => {
    const host = newHost();
    host.start({});
    const call = clients[0]?.lifecycle.memory({});
    expect(children[0]?.posted).toMatchObject([{ type: 'call', channel: 'counter:host/memory' }]);
    children[0]?.die();
    await expect(call).rejects.toMatchObject({ code: 'device-host.gone' });
    await clock.advance(50);
    expect(host.pid).toBe(102);
    void clients[1]?.lifecycle.memory({}).catch(() => {});
    expect([children[0]?.posted.length, children[1]?.posted.length]).toEqual([1, 1]);
  });

  it('ends with its child and starts none afterwards, also when the child does not listen', async () => {
    const polite = newHost();
    polite.start({});
    await polite.stop();
    expect([children[0]?.killed, events]).toEqual([true, ['device-host', 'up', 'down']]);
    await clock.advance(60_000);
    expect(children).toHaveLength(1);

    dieOnKill = false;
    const deaf = newHost();
    deaf.start({});
    const stopping = deaf.stop();
    await clock.advance(3_000);
    await stopping;
    expect(children[1]?.killed).toBe(true);
  });

  it('starts none when it is stopped while it waits to start again', async () => {
    const host = newHost();
    host.start({});
    children[0]?.die();
    await host.stop();
    await clock.advance(60_000);
    expect(children).toHaveLength(1);
  });
});
