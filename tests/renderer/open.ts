/** Opens a window of the built renderer against the fake main and watches for what must not happen. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { appointmentsContract } from '../../electron/contract/appointments.ts';
import { gateContract } from '../../electron/contract/central.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { retentionContract } from '../../electron/contract/retention.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { type VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';
import { FakeMain } from './fake-main.ts';
import { noAppointments } from './fixtures/appointments.ts';
import { kit, noCentre, signedIn } from './fixtures/seat.ts';
import { services, vorgaenge } from './fixtures/vorgang.ts';
import { origin, serveRenderer } from './serve-renderer.ts';

const pictures = path.resolve(import.meta.dirname, '../../out/renderer');
mkdirSync(pictures, { recursive: true });

export interface Opened {
  page: Page;
  main: FakeMain;
  /** Nothing foreign was asked for, nothing was blocked or thrown. */
  expectClean(): void;
}

export async function openWindow(
  page: Page,
  file: 'clerk.html' | 'citizen.html',
  prepare: (main: FakeMain) => void,
): Promise<Opened> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const foreign = await serveRenderer(page.context());
  const main = new FakeMain(page);
  main.answer(sessionContract, { state: async () => signedIn, signOut: async () => ({ ...signedIn, clerk: null }) });
  main.answer(gateContract, { state: async () => noCentre });
  main.answer(devicesContract, { list: async () => kit, retry: async () => kit });
  main.answer(vorgangContract, { services: async () => services, list: async () => vorgaenge });
  main.answer(retentionContract, { state: async () => ({ overdue: 0 }) });
  main.answer(appointmentsContract, { view: async () => noAppointments });
  prepare(main);
  await main.install();
  await page.goto(`${origin}/${file}`);
  return {
    page,
    main,
    expectClean: () => expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] }),
  };
}

/** Opens the clerk's window and goes into the Vorgang. */
export async function openVorgang(page: Page, view: VorgangView, prepare?: (main: FakeMain) => void): Promise<Opened> {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(vorgangContract, { start: async () => view, view: async () => view, abort: async () => ({}) });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().click();
  await page.locator('[data-screen=vorgang]').waitFor();
  return opened;
}

/** Picture into out/renderer, axe without findings, nothing wider than the window. */
export async function inspect(page: Page, name: string, withoutRules: string[] = []): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(450);
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  expect(wide, `${name} is wider than its window`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .disableRules(withoutRules)
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect(found, name).toEqual([]);
}
