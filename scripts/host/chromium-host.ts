/** The seat's two windows in a real Chromium: built preload in an isolated world, real router, real protocol callback. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { registerRouter } from '../../electron/ipc/register-router.ts';
import type { Served } from '../../electron/ipc/serve.ts';
import { createPageHandler } from '../../electron/security/serve-pages.ts';
import { attachBridge, type Bridge } from './attach-bridge.ts';
import { IpcMainStandIn } from './ipc-main-stand-in.ts';
import { chromiumPath, distDir } from './paths.ts';

export const appOrigin = 'https://app.invalid';

export interface ChromiumHost {
  clerk: Page;
  citizen: Page;
  /** Addresses a page asked for that are not the seat's own; each was refused. */
  foreignRequests: string[];
  /** Console errors and uncaught exceptions of both pages. */
  pageErrors: string[];
  close(): Promise<void>;
}

export interface HostedSeat {
  clerkWindow: readonly Served[];
  citizenWindow: readonly Served[];
}

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--test-type',
  '--lang=de-DE',
];

interface Chromium {
  context: BrowserContext;
  close(): Promise<void>;
}

/** A Chromium with a profile of its own that is gone afterwards; `place` makes it one app window at that position. */
async function launch(place: string | null, foreignRequests: string[]): Promise<Chromium> {
  const profile = mkdtempSync(path.join(tmpdir(), 'zweitplatz-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: place === null,
    // Chromium's own sandbox cannot start as root in a container; the pages still have neither Node nor network.
    args:
      place === null
        ? quietFlags
        : [...quietFlags, '--app=data:text/html,<title>Zweitplatz</title>', '--window-size=1280,860', place],
    ignoreDefaultArgs: place === null ? [] : ['--enable-automation', 'about:blank'],
    viewport: place === null ? { width: 1280, height: 800 } : null,
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    bypassCSP: false,
  });
  await routeToHandler(context, foreignRequests);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** `window` shows real windows; otherwise headless at 1280×800. */
export async function openChromiumHost(seat: HostedSeat, options: { window: boolean }): Promise<ChromiumHost> {
  const foreignRequests: string[] = [];
  const pageErrors: string[] = [];
  const first = await launch(options.window ? '--window-position=0,0' : null, foreignRequests);
  // Two app windows need two browsers; headless, one browser with two windows does.
  const second = options.window ? await launch('--window-position=1300,0', foreignRequests) : null;

  const ipcMain = new IpcMainStandIn();
  registerRouter(ipcMain, [
    { window: 'clerk', page: `${appOrigin}/clerk.html`, served: seat.clerkWindow },
    { window: 'citizen', page: `${appOrigin}/citizen.html`, served: seat.citizenWindow },
  ]);
  const stops: (() => void)[] = [];
  const open = async (page: Page, name: string, served: readonly Served[]): Promise<Page> => {
    page.on('pageerror', (error) => pageErrors.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors.push(`${name}: ${message.text()}`);
    });
    const bridge: Bridge = await attachBridge(
      page,
      path.join(distDir, 'electron/preload.cjs'),
      (channel, event, payload) => ipcMain.dispatch(channel, event, payload),
    );
    stops.push(...served.map((entry) => entry.subscribe((channel, payload) => bridge.send(channel, payload))));
    await page.goto(`${appOrigin}/${name}.html`);
    return page;
  };
  const onlyPage = async ({ context }: Chromium) => context.pages()[0] ?? context.newPage();
  const clerk = await open(await onlyPage(first), 'clerk', seat.clerkWindow);
  const beside = second === null ? await openWindow(first.context, clerk) : await onlyPage(second);
  const citizen = await open(beside, 'citizen', seat.citizenWindow);
  // Electron's windows open no further one; here one that opens is closed at once.
  for (const { context } of second === null ? [first] : [first, second])
    context.on('page', (page) => void page.close());
  return {
    clerk,
    citizen,
    foreignRequests,
    pageErrors,
    async close() {
      for (const stop of stops) stop();
      await first.close();
      await second?.close();
    },
  };
}

/** A window of its own: a page behind another one draws once a second, and every click waits for two pictures. */
async function openWindow(context: BrowserContext, beside: Page): Promise<Page> {
  const cdp = await context.newCDPSession(beside);
  const opened = context.waitForEvent('page');
  await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true });
  await cdp.detach();
  return opened;
}

async function routeToHandler(context: BrowserContext, foreignRequests: string[]): Promise<void> {
  const handler = createPageHandler(path.join(distDir, 'renderer'));
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (!url.startsWith(`${appOrigin}/`)) {
      foreignRequests.push(url);
      // «aborted» leaves a page where it is, as a prevented navigation does in Electron.
      await route.abort('aborted');
      return;
    }
    const response = await handler(new Request(url, { method: route.request().method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
}
