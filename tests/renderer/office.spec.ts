/** The lead's Ortsverwaltung: findings first, every table, export, and what it says without a centre. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { type OfficeView, officeContract } from '../../electron/contract/office.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { officeView } from './fixtures/office.ts';
import { signedIn } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

const clerk = { userName: 'kraus', displayName: 'Karin Kraus', role: 'lead' as const };

async function openOffice(page: Page, view: OfficeView, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(sessionContract, { state: async () => ({ ...signedIn, clerk }) });
    main.answer(officeContract, { view: async () => view });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('o');
  await page.locator('[data-screen=office] h1').waitFor();
  return opened;
}

test('findings first, then every ledger, saved as files', async ({ page }) => {
  const { expectClean } = await openOffice(page, officeView, (main) =>
    main.answer(officeContract, {
      export: async () => ({ folder: '/var/lib/zweitplatz/export', files: ['ortsverwaltung-gebuehren.csv'] }),
    }),
  );
  await expect(page.locator('[data-finding=number-twice]')).toContainText('UP0017');
  await inspect(page, 'office');
  await page.getByRole('button', { name: 'Als CSV speichern' }).click();
  await page.getByText('1 Dateien in /var/lib/zweitplatz/export').waitFor();
  await page.getByLabel('Gebühren der letzten').selectOption('31');
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('nothing found, nothing there, no centre, no answer', async ({ page }) => {
  const empty = { ...officeView, fees: [], balances: [], items: [], seals: [], stock: [], findings: [] };
  const { main } = await openOffice(page, empty);
  await expect(page.getByText('passen zusammen')).toBeVisible();
  await inspect(page, 'office-empty');
  main.answer(officeContract, { view: async () => ({ ...empty, joined: false }) });
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await page.getByText('Dieser Platz steht allein').waitFor();
  await inspect(page, 'office-alone');
  main.answer(officeContract, {
    view: async () => {
      throw new AppError('centre.disconnected');
    },
  });
  await page.getByRole('button', { name: 'Neu laden' }).click();
  await page.locator('[data-error-code="centre.disconnected"]').waitFor();
  await inspect(page, 'office-error');
});
