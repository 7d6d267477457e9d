/** Opens a fresh training seat with both windows, on whichever host this machine has. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { openChromiumHost } from '../../../scripts/host/chromium-host.ts';
import { electronBinary } from '../../../scripts/host/electron-binary.ts';
import { startNodeSeat } from '../../../scripts/host/node-seat.ts';
import { rootDir } from '../../../scripts/host/paths.ts';
import { devicesReady, signIn } from '../../support/clerk-at-screen.ts';

export interface OpenSeat {
  host: 'electron' | 'chromium';
  clerk: Page;
  citizen: Page;
  dataDir: string;
  /** Addresses the pages asked for that are not the seat's own. */
  foreignRequests: string[];
  pageErrors: string[];
  deviceHostPid(): Promise<number | undefined>;
  /** Leaves the data for a restart when `keepData` is set. */
  close(options?: { keepData?: boolean }): Promise<void>;
}

export async function openSeat(options: { dataDir?: string; policyFile?: string } = {}): Promise<OpenSeat> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'zweitplatz-e2e-'));
  const binary = electronBinary();
  return binary === null
    ? openInChromium(dataDir, options.policyFile)
    : openInElectron(binary, dataDir, options.policyFile);
}

/** A fresh seat with a clerk signed in and its whole kit ready. */
export async function openSeatAtWork(): Promise<OpenSeat> {
  const seat = await openSeat();
  await signIn(seat.clerk, { userName: 'berger', pin: '274913' });
  await devicesReady(seat.clerk, 6);
  return seat;
}

async function openInChromium(dataDir: string, policyFile?: string): Promise<OpenSeat> {
  const seat = await startNodeSeat({ dataDir, policyFile: policyFile ?? null });
  const host = await openChromiumHost(seat, { window: false });
  return {
    host: 'chromium',
    clerk: host.clerk,
    citizen: host.citizen,
    dataDir,
    foreignRequests: host.foreignRequests,
    pageErrors: host.pageErrors,
    deviceHostPid: async () => seat.pids().deviceHost,
    async close(closing = {}) {
      await host.close();
      await seat.stop();
      if (!closing.keepData) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function openInElectron(binary: string, dataDir: string, policyFile?: string): Promise<OpenSeat> {
  const app = await _electron.launch({
    executablePath: binary,
    args: [rootDir, `--user-data-dir=${dataDir}`, '--no-sandbox'],
    env: { ...(process.env as Record<string, string>), ...(policyFile ? { ZWEITPLATZ_POLICY: policyFile } : {}) },
  });
  const pageNamed = async (name: string): Promise<Page> => {
    const found = app.windows().find((page) => page.url().includes(name));
    return found ?? app.waitForEvent('window', (page) => page.url().includes(name));
  };
  const clerk = await pageNamed('clerk.html');
  const citizen = await pageNamed('citizen.html');
  const pageErrors: string[] = [];
  for (const page of [clerk, citizen]) page.on('pageerror', (error) => pageErrors.push(error.message));
  return {
    host: 'electron',
    clerk,
    citizen,
    dataDir,
    foreignRequests: [],
    pageErrors,
    deviceHostPid: () =>
      app.evaluate(({ app: electron }) => {
        const host = electron.getAppMetrics().find((metric) => metric.serviceName === 'Zweitplatz device-host');
        return host?.pid;
      }),
    async close(closing = {}) {
      await app.close();
      if (!closing.keepData) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
