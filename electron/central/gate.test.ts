/** The gate by its rules, and on a real line that is cut, slow, reset, silent, foreign or in another network namespace. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../native/core/system-context.ts';
import { type FaultyLine, startFaultyLine } from '../../tests/support/faulty-line.ts';
import { startCuttableLine } from '../../tests/support/network-cut.ts';
import { addressOf } from '../../tests/support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../../tests/support/postgres/test-centre.ts';
import { closedGate, defaultGateSettings, type Gate, type GateInput, nextGate } from './gate.ts';
import { centreHeart, GateDriver } from './gate-driver.ts';
import { gateRules } from './gate-rules.table.ts';

const run = (inputs: readonly GateInput[], gate: Gate = closedGate): string[] => {
  let now = gate;
  return inputs.map((input) => {
    now = nextGate(now, input, defaultGateSettings);
    return now.state;
  });
};
const good = (atMs: number, roundTripMs = 5): GateInput => ({ kind: 'good', atMs, roundTripMs });
const bad = (atMs: number): GateInput => ({ kind: 'bad', atMs });
const tick = (atMs: number): GateInput => ({ kind: 'tick', atMs });
const [v, s, g] = ['verbunden', 'gestört', 'getrennt'];

describe('the gate', () => {
  it('opens slowly, doubts at once, closes after three failures or ten silent seconds', () => {
    expect(run([good(0), good(1), good(2)])).toEqual([g, s, v]);
    const open: Gate = { ...closedGate, state: 'verbunden', lastGoodMs: 0, goodInRow: 9 };
    expect(run([bad(1), good(2), good(3), good(4)], open)).toEqual([s, s, s, v]);
    expect(run([bad(1), bad(2), bad(3), good(4), bad(5), good(6), good(7)], open)).toEqual([s, s, g, g, g, g, s]);
    expect(run([tick(5_000), tick(5_001), tick(10_000), tick(10_001)], open)).toEqual([v, s, s, g]);
    expect(run([good(1, 1_500), good(2, 1_500), good(3), good(4, 1_500), good(5), good(6), good(7)], open)).toEqual([
      v,
      s,
      s,
      s,
      s,
      s,
      v,
    ]);
    expect(run([{ kind: 'untrusted', atMs: 1 }], open)).toEqual([g]);
  });

  it('never opens without two answers in a row, whatever happened before', () => {
    const input = fc.oneof(
      fc.record({ kind: fc.constant('good' as const), atMs: fc.nat(100_000), roundTripMs: fc.nat(3_000) }),
      fc.record({
        kind: fc.constantFrom('bad' as const, 'tick' as const, 'untrusted' as const),
        atMs: fc.nat(100_000),
      }),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
        const states = run(inputs);
        const beats = inputs.map((entry, index) => ({ entry, state: states[index], before: states[index - 1] ?? g }));
        for (const { entry, state, before } of beats) {
          if (before === g && state !== g) expect(entry.kind).toBe('good');
          if (before === g) expect(state).not.toBe(v);
          if (entry.kind === 'untrusted') expect(state).toBe(g);
        }
      }),
    );
  });

  it('forbids everything personal while cut off, and never an act under way', () => {
    expect(gateRules.getrennt).toEqual({
      showPersonal: false,
      capturePersonal: false,
      beginVorgang: false,
      beginAct: false,
      finishAct: true,
      exchange: false,
    });
  });
});

describe('the gate on a real line', () => {
  let centre: TestCentre;
  let line: FaultyLine;
  beforeAll(async () => {
    centre = await startTestCentre();
    line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
  }, 60_000);
  afterAll(async () => {
    await line?.stop();
    await centre?.remove();
  });

  const settings = { slowMs: 150, doubtMs: 300, silentMs: 700, backBeats: 2, calmBeats: 3, lostBeats: 3 };
  function drive(address = addressOf(centre, 'DRA-1', { port: line.port }), beatTimeoutMs = 400) {
    const changes: string[] = [];
    const driver = new GateDriver({
      heart: centreHeart(address, beatTimeoutMs),
      clock: systemClock,
      onChange: ({ state, reason }) => changes.push(`${state} ${reason}`),
      settings,
      ...{ beatEveryMs: 50, tickEveryMs: 20 },
    });
    driver.start();
    return { driver, changes };
  }
  const until = async (driver: GateDriver, state: string, withinMs: number) => {
    const end = performance.now() + withinMs;
    while (driver.gate.state !== state) {
      if (performance.now() > end) throw new Error(`still ${driver.gate.state} (${driver.gate.reason}), not ${state}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('follows cuts, resets, half-open lines and delays, and comes back each time', { timeout: 30_000 }, async () => {
    const { driver, changes } = drive();
    try {
      await until(driver, 'verbunden', 3_000);
      for (const fault of ['cut', 'reset', 'halfOpen'] as const) {
        line[fault]();
        await until(driver, 'getrennt', 2_500);
        line.pass();
        await until(driver, 'verbunden', 3_000);
      }
      line.delay(120);
      await until(driver, 'gestört', 3_000);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(driver.gate.state).toBe('gestört'); // slow, yet not cut off
      line.pass();
      await until(driver, 'verbunden', 3_000);
      // One lost answer is a doubt and no more.
      const before = changes.length;
      line.cutAfter(1);
      await until(driver, 'gestört', 1_000);
      await until(driver, 'verbunden', 2_000);
      expect(changes.slice(before).filter((change) => change.startsWith('getrennt'))).toEqual([]);
    } finally {
      line.pass();
      driver.stop();
    }
  });

  it('closes at once when somebody else answers, and when the server dies', { timeout: 30_000 }, async () => {
    const foreign = drive({ ...addressOf(centre, 'DRA-1'), pinnedSha256: 'a'.repeat(64) });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(foreign.driver.gate).toMatchObject({ state: 'getrennt', reason: 'untrusted' });
    foreign.driver.stop();
    const { driver } = drive(addressOf(centre, 'DRA-1'));
    await until(driver, 'verbunden', 3_000);
    await centre.cluster.stop('SIGKILL');
    await until(driver, 'getrennt', 3_000);
    await centre.cluster.start();
    await until(driver, 'verbunden', 5_000);
    driver.stop();
  });

  it('notices a pulled cable and a silent one between two network namespaces', { timeout: 40_000 }, async () => {
    const network = await startCuttableLine(centre.cluster.port, centre.folder);
    const { driver } = drive({ ...addressOf(centre, 'DRA-1'), host: network.host, port: network.port });
    try {
      await until(driver, 'verbunden', 5_000);
      for (const how of ['pull', 'silence'] as const) {
        network[how]();
        await until(driver, 'getrennt', 3_000);
        network.mend();
        await until(driver, 'verbunden', 8_000);
      }
    } finally {
      driver.stop();
      await network.stop();
    }
  });
});
