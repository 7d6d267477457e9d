/** The built main process against a recording electron: what it forbids, serves, lets through and gives back. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointmentsContract } from '../../electron/contract/appointments.ts';
import { centralContract, gateContract } from '../../electron/contract/central.ts';
import { citizenContract } from '../../electron/contract/citizen.ts';
import { clerksContract } from '../../electron/contract/clerks.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type DeviceView, devicesContract } from '../../electron/contract/devices.ts';
import { officeContract } from '../../electron/contract/office.ts';
import { retentionContract } from '../../electron/contract/retention.ts';
import { seatCheckContract } from '../../electron/contract/seat-check.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { stockContract } from '../../electron/contract/stock.ts';
import { tillContract } from '../../electron/contract/till.ts';
import { visitsContract } from '../../electron/contract/visits.ts';
import { type VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';
import { distDir } from '../../scripts/host/paths.ts';
import { type MainRun, runMain } from './run-main.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'zweitplatz-main-'));
const clerkPage = 'app://zweitplatz/clerk.html';
const citizenPage = 'app://zweitplatz/citizen.html';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('main under a recording electron', () => {
  let main: MainRun;
  const invoke = (channel: string, payload: unknown, url = clerkPage) =>
    main.act<{ ok: boolean; value?: unknown; error?: unknown }>('invoke', {
      channel,
      url,
      payload: JSON.stringify(payload),
    });
  const sent = () => main.act<Record<string, { channel: string }[]>>('sent');

  beforeAll(async () => {
    main = runMain({ dataDir: path.join(folder, 'one') });
    await main.until('loadURL', 2);
  });
  afterAll(() => main?.kill());

  it('sandboxes every renderer and names its scheme before Electron is ready', () => {
    const order = main.calls.map((call) => call.name);
    expect(order.slice(0, 3)).toEqual(['enableSandbox', 'schemes', 'ready']);
    expect(main.named('schemes')[0]?.args).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    expect(main.named('protocol')[0]?.args).toBe('app');
  });

  it('opens two windows without Node, the citizen on the second display', () => {
    const preload = path.join(distDir, 'electron/preload.cjs');
    const webPreferences = {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    };
    expect(existsSync(preload)).toBe(true);
    expect(main.named('window').map((call) => call.args)).toEqual([
      expect.objectContaining({ title: 'Zweitplatz', webPreferences }),
      expect.objectContaining({
        title: 'Zweitplatz – Bürgeranzeige',
        webPreferences,
        x: 1920,
        y: 40,
        fullscreen: true,
      }),
    ]);
    expect(main.named('removeMenu')).toHaveLength(2);
    expect(main.named('loadURL').map((call) => call.args)).toEqual([clerkPage, citizenPage]);
  });

  it('grants no permission, follows no link and opens no further window', async () => {
    expect(await main.act('permissions')).toEqual({ request: false, check: false, device: false });
    const refuses = {
      prevented: ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'],
      open: { action: 'deny' },
    };
    expect(await main.act('contents')).toEqual([
      { url: clerkPage, ...refuses },
      { url: citizenPage, ...refuses },
    ]);
  });

  it('listens on the channels of the contracts and on no other', async () => {
    const contracts = [
      sessionContract,
      clerksContract,
      devicesContract,
      vorgangContract,
      tillContract,
      appointmentsContract,
      stockContract,
      officeContract,
      visitsContract,
      citizenContract,
      seatCheckContract,
      gateContract,
      centralContract,
      retentionContract,
    ];
    const expected = contracts.flatMap(({ name, calls }) => Object.keys(calls).map((call) => callChannel(name, call)));
    expect((await main.act<string[]>('channels')).sort()).toEqual(expected.sort());
  });

  it('serves the built pages under a strict policy, and nothing beside them', async () => {
    const { status, headers, body } = await main.act<{ status: number; headers: Record<string, string>; body: string }>(
      'page',
      {
        url: clerkPage,
      },
    );
    expect(status).toBe(200);
    const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '';
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data:; ` +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
    expect(nonce.length).toBeGreaterThan(20);
    expect(body).toContain(nonce);
    const outside = await main.act<{ status: number }>('page', { url: 'app://zweitplatz/..%2f..%2fpackage.json' });
    expect(outside.status).toBe(403);
  });

  it('answers a window only what is meant for it', async () => {
    expect(await invoke('counter:session/state', {})).toMatchObject({ ok: true, value: { clerk: null } });
    const wrongSender = { ok: false, error: { code: 'ipc.wrong-sender' } };
    for (const url of [citizenPage, 'https://zweitplatz/clerk.html', 'app://zweitplatz/other.html', '']) {
      expect(await invoke('counter:session/state', {}, url)).toEqual(wrongSender);
    }
    expect(await invoke('counter:citizen/state', {})).toEqual(wrongSender);
    expect(await invoke('counter:citizen/state', {}, citizenPage)).toMatchObject({
      ok: true,
      value: { screen: 'welcome' },
    });
  });

  it('sends each event to its own window, and locks the seat when the screen is locked', async () => {
    await invoke('counter:session/signIn', { userName: 'berger', pin: '274913' });
    const started = await invoke('counter:vorgang/start', { serviceId: 'meldebescheinigung' });
    const { summary, panel } = started.value as VorgangView;
    const action = { do: 'draft', values: {} };
    const drafted = await invoke('counter:vorgang/act', { vorgangId: summary.id, stepId: panel?.stepId, action });
    expect(drafted).toMatchObject({ ok: true });
    const states = async () => {
      const { value } = await invoke('counter:devices/list', {});
      return (value as DeviceView[]).map((device) => device.state);
    };
    await expect.poll(states, { timeout: 15_000 }).toEqual(Array(6).fill('ready'));
    await main.act('power', { event: 'lock-screen' });
    await expect
      .poll(async () => (await invoke('counter:session/state', {})).value, { timeout: 5_000 })
      .toMatchObject({ clerk: { userName: 'berger' }, locked: true });
    const topics = (messages: { channel: string }[] = []) =>
      [...new Set(messages.map(({ channel }) => channel.split('!')[0]))].sort();
    const { [clerkPage]: clerk, [citizenPage]: citizen } = await sent();
    expect(topics(clerk)).toEqual(['counter:devices', 'counter:session', 'counter:vorgang']);
    expect(topics(citizen)).toEqual(['counter:citizen']);
  });

  it('brings the clerk’s window to the front when started a second time', async () => {
    await main.act('second-instance');
    expect(main.calls.filter(({ name }) => name === 'restore' || name === 'focus')).toEqual([
      { name: 'restore', args: clerkPage },
      { name: 'focus', args: clerkPage },
    ]);
  });

  it('stops the seat before it quits: no child is left and the journal is closed', async () => {
    const children = main.named('utility').map((call) => call.args as { serviceName: string; pid: number });
    expect(children.map((child) => child.serviceName)).toEqual([
      'Zweitplatz virtual-counter',
      'Zweitplatz device-host',
    ]);
    await main.act('quit');
    expect(await main.exited).toBe(0);
    expect(main.named('quit')).toHaveLength(2);
    for (const { pid } of children) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(path.join(folder, 'one/userData/journal.db-wal'))).toBe(false);
  });
});

describe('a start that cannot be', () => {
  const failing = async (policyFile?: string, prepare: (userData: string) => void = () => {}) => {
    const dataDir = mkdtempSync(path.join(folder, 'failing-'));
    prepare(path.join(dataDir, 'userData'));
    const main = runMain({ dataDir, ...(policyFile === undefined ? {} : { policyFile }) });
    const code = await main.exited;
    const [box] = main.named('showErrorBox').map((call) => call.args as { title: string; body: string });
    return { code, box, windows: main.named('window').length };
  };

  it('tells in German what is wrong with the policy file and ends with 1', async () => {
    const policyFile = path.join(folder, 'policy.json');
    writeFileSync(policyFile, JSON.stringify({ format: 1, mode: 'offen' }));
    const { code, box, windows } = await failing(policyFile);
    expect({ code, windows, title: box?.title }).toEqual({
      code: 1,
      windows: 0,
      title: 'Die Einrichtung des Platzes ist fehlerhaft',
    });
    expect(box?.body).toContain('(mode: ');
    expect(box?.body).toContain('Informieren Sie die IT');
  });

  it.runIf(process.platform !== 'win32')('refuses a key file that others can read', async () => {
    const { code, box } = await failing(undefined, (userData) => {
      mkdirSync(userData);
      const file = path.join(userData, 'seat.keys');
      writeFileSync(file, '{}');
      chmodSync(file, 0o644);
    });
    expect({ code, title: box?.title }).toEqual({ code: 1, title: 'Der Schlüssel des Journals ist nicht geschützt' });
    expect(box?.body).toContain('0644');
  });

  it('leaves the seat to the instance that is running', async () => {
    const main = runMain({ dataDir: path.join(folder, 'second'), second: true });
    expect(await main.exited).toBe(0);
    expect(main.calls.map((call) => call.name)).toEqual(['enableSandbox', 'schemes', 'quit']);
  });
});
