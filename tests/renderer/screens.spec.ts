/** Every screen and state of the clerk's window: looked at, measured, and free of axe findings. */
import { test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { faultyKit, live, signedOut } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

test('sign-in', async ({ page }) => {
  const { expectClean } = await openWindow(page, 'clerk.html', (main) =>
    main.answer(sessionContract, {
      state: async () => signedOut,
      signIn: async () => {
        throw new AppError('session.wrong-pin', { left: 3 });
      },
    }),
  );
  await page.getByLabel('Benutzername').waitFor();
  await inspect(page, 'sign-in');
  await page.locator('[data-primary]').click();
  await inspect(page, 'sign-in-empty');
  await page.getByRole('button', { name: 'Eintragen für Petra Muster' }).click();
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="session.wrong-pin"]').waitFor();
  await inspect(page, 'sign-in-wrong-pin');
  expectClean();
});

test('sign-in on a live seat, locked', async ({ page }) => {
  await openWindow(page, 'clerk.html', (main) =>
    main.answer(sessionContract, {
      state: async () => live,
      signIn: async () => {
        throw new AppError('session.locked', { minutes: 12 });
      },
    }),
  );
  await page.getByLabel('Benutzername').fill('muster');
  await page.getByLabel('PIN').fill('0000');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="session.locked"]').waitFor();
  await inspect(page, 'sign-in-live-locked');
});

test('overview', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'clerk.html', () => {});
  await page.locator('[data-vorgang-id=v-17]').waitFor();
  await inspect(page, 'overview');
  await page.getByText('Abgeschlossen (2)').click();
  await main.emit(devicesContract, 'changed', faultyKit);
  await inspect(page, 'overview-faults');
  expectClean();
});

test('overview with nothing, loading, failing', async ({ page }) => {
  const { main } = await openWindow(page, 'clerk.html', (fake) => {
    fake.answer(vorgangContract, { services: async () => [], list: async () => [] });
    fake.answer(devicesContract, { list: async () => [] });
  });
  await page.getByText('Kein Vorgang ist offen').waitFor();
  await inspect(page, 'overview-empty');
  main.answer(vorgangContract, { services: () => new Promise(() => {}), list: () => new Promise(() => {}) });
  main.answer(devicesContract, { list: () => new Promise(() => {}) });
  await page.reload();
  await page.getByText('Leistungen werden geladen').waitFor();
  await inspect(page, 'overview-loading');
  main.answer(vorgangContract, {
    services: async () => {
      throw new AppError('journal.disk-full');
    },
  });
  await page.reload();
  await page.locator('[data-error-code="journal.disk-full"]').waitFor();
  await inspect(page, 'overview-error');
});

test('fatal', async ({ page }) => {
  await openWindow(page, 'clerk.html', (main) =>
    main.answer(sessionContract, {
      state: async () => {
        throw new Error('gone');
      },
    }),
  );
  await page.getByText('Das Programm antwortet nicht').waitFor();
  await inspect(page, 'fatal');
});
