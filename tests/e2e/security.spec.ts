import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { distDir } from '../../scripts/host/paths.ts';
import { signIn } from '../support/clerk-at-screen.ts';
import { callCounter } from './support/call-counter.ts';
import { type OpenSeat, openSeat } from './support/open-seat.ts';

/** Beside the real pages, so that they come through the real callback with the real policy. */
const planted = {
  page: path.join(distDir, 'renderer/hostile.html'),
  script: path.join(distDir, 'renderer/hostile.js'),
};
const wrongSender = { ok: false, error: { code: 'ipc.wrong-sender' } };

let seat: OpenSeat;
test.beforeAll(async () => {
  writeFileSync(
    planted.page,
    '<!doctype html><title>Fremd</title><body onload="window.inlineRan = true"><script>window.inlineRan = true</script>' +
      '<script src="/hostile.js"></script></body>',
  );
  copyFileSync(path.join(import.meta.dirname, 'support/hostile-page.js'), planted.script);
  seat = await openSeat();
});
test.afterAll(async () => {
  for (const file of Object.values(planted)) rmSync(file, { force: true });
  await seat?.close();
});

const pageUrl = (page: OpenSeat['clerk'], name: string) => new URL(`/${name}.html`, page.url()).href;

test('the pages see the bridge, frozen, and nothing of Node or Electron', async () => {
  for (const page of [seat.clerk, seat.citizen]) {
    const seen = await page.evaluate(() => {
      const world = window as unknown as Record<string, unknown>;
      const counter = world.counter as Record<string, unknown>;
      const tried = [
        () => Object.assign(counter, { invoke: () => 'forged' }),
        () => Object.assign(world, { counter: {} }),
        () => Object.defineProperty(world, 'counter', { value: {} }),
      ].map((change) => {
        try {
          change();
          return 'changed';
        } catch (error) {
          return (error as Error).name;
        }
      });
      const node = [
        'require',
        'process',
        'module',
        'exports',
        'global',
        'Buffer',
        '__dirname',
        'electron',
        'ipcRenderer',
      ];
      const keys = Object.keys(counter);
      return {
        tried,
        node: node.filter((name) => name in world),
        keys,
        frozen: Object.isFrozen(counter),
        same: world.counter === counter,
      };
    });
    expect(seen).toEqual({
      tried: ['TypeError', 'TypeError', 'TypeError'],
      node: [],
      keys: ['invoke', 'on'],
      frozen: true,
      same: true,
    });
  }
});

test('a window reaches only what is meant for it, and only with what the contract allows', async () => {
  const { clerk, citizen } = seat;
  for (const channel of ['counter:session/state', 'counter:vorgang/list', 'counter:devices/list']) {
    expect(await callCounter(citizen, channel, {})).toEqual(wrongSender);
  }
  const secret = { userName: 'berger', pin: '274913' };
  expect(await callCounter(citizen, 'counter:session/signIn', secret)).toEqual(wrongSender);
  expect(await callCounter(clerk, 'counter:citizen/state', {})).toEqual(wrongSender);
  expect(await callCounter(clerk, 'counter:vorgang/list', {})).toEqual({
    ok: false,
    error: { code: 'session.not-signed-in' },
  });
  const badPayloads = [
    null,
    7,
    'x',
    {},
    { userName: 5, pin: '2749' },
    { userName: 'a'.repeat(65), pin: '274913' },
    { userName: 'berger' },
  ];
  for (const payload of badPayloads) {
    const reply = await callCounter(clerk, 'counter:session/signIn', payload);
    expect(reply).toEqual({
      ok: false,
      error: { code: 'ipc.bad-request', params: { call: 'counter:session/signIn' } },
    });
  }
  await expect(callCounter(clerk, 'counter:session/reset', {})).rejects.toThrow('counter:session/reset');
  for (const channel of ['session/state', 'ELECTRON_BROWSER_REQUIRE', '']) {
    await expect(callCounter(clerk, channel, {})).rejects.toThrow('refused');
  }
});

test('a clerk’s call cannot skip a step or invent an act', async () => {
  const { clerk } = seat;
  await signIn(clerk, { userName: 'berger', pin: '274913' });
  const started = (await callCounter(clerk, 'counter:vorgang/start', { serviceId: 'meldebescheinigung' })) as {
    value: { summary: { id: string }; steps: { id: string; kind: string }[] };
  };
  const vorgangId = started.value.summary.id;
  const act = (stepId: string, action: object) =>
    callCounter(clerk, 'counter:vorgang/act', { vorgangId, stepId, action });
  const fee = started.value.steps.find((step) => step.kind === 'fee')?.id ?? '';
  expect(await act(fee, { do: 'waive', reason: 'ohne Anlass' })).toEqual({
    ok: false,
    error: { code: 'vorgang.wrong-step' },
  });
  expect(await act(fee, { do: 'set-paid' })).toMatchObject({ ok: false, error: { code: 'ipc.bad-request' } });
  expect(await act('nirgends', { do: 'capture' })).toEqual({ ok: false, error: { code: 'vorgang.wrong-step' } });
  expect(await callCounter(clerk, 'counter:vorgang/cancel', { vorgangId, reason: 'Nur ein Test' })).toMatchObject({
    ok: true,
  });
  await callCounter(clerk, 'counter:session/signOut', {});
});

test('script of a page runs no text as code, loads nothing from elsewhere and nests no page', async () => {
  const { citizen } = seat;
  const own = citizen.url();
  await citizen.goto(pageUrl(citizen, 'hostile'));
  const outcome = await citizen
    .waitForFunction(() => (window as unknown as { hostile?: { violations: string[] } }).hostile)
    .then((handle) => handle.jsonValue());
  const { violations, ...rest } = outcome as unknown as Record<string, unknown> & { violations: string[] };
  expect(rest).toEqual({
    inlineRan: false,
    eval: { error: 'EvalError' },
    function: { error: 'EvalError' },
    ...{
      fetch: 'refused',
      fetchOwn: 'refused',
      image: 'refused',
      script: 'refused',
      style: 'refused',
      module: 'refused',
    },
    ...{ worker: 'refused', socket: 'refused', events: 'refused' },
    frames: 1,
  });
  const directives = [
    'connect-src',
    'frame-src',
    'img-src',
    'script-src',
    'script-src-elem',
    'style-src-elem',
    'worker-src',
  ];
  expect([...new Set(violations)].sort()).toEqual(directives);
  // The page itself is none of the two that the router knows.
  expect(await callCounter(citizen, 'counter:citizen/state', {})).toEqual(wrongSender);
  expect(seat.foreignRequests).toEqual([]);
  await citizen.goto(own);
  expect(await callCounter(citizen, 'counter:citizen/state', {})).toMatchObject({ ok: true });
});

test('a page can neither leave the seat nor open another window', async () => {
  const { clerk } = seat;
  const own = clerk.url();
  const windows = clerk.context().pages().length;
  await clerk.evaluate(() => {
    window.open('https://example.org/popup');
  });
  await clerk.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.org/link', target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
    window.location.href = 'https://example.org/gone';
  });
  await clerk.waitForTimeout(500);
  expect(clerk.url()).toBe(own);
  await expect(clerk.locator('[data-screen]')).toBeVisible();
  await expect.poll(() => clerk.context().pages().length).toBe(windows);
  // Stand-in host: the request was made and refused; Electron does not even make it.
  for (const url of seat.foreignRequests) expect(url).toMatch(/^https:\/\/example\.org\/(popup|link|gone)$/);
});
