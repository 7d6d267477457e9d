/** The look at sign-in: once, by itself; one calm line when all is well, the fault and its remedy when not; what a stand-in takes over. */
import { expect, test } from '@playwright/test';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { devicesContract } from '../../electron/contract/devices.ts';
import { type SeatCheckItem, seatCheckContract } from '../../electron/contract/seat-check.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { kit, signedIn } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

const item = (id: string, title: string, state: SeatCheckItem['state'], text: string, remedy = ''): SeatCheckItem => ({
  ...{ id, title, state, text, remedy },
});
const till = item('till', 'Kasse', 'ok', 'Im Fach liegen 150,00 €.');
const stock = item('stock', 'Bestand', 'warning', 'Urkundenpapier: noch 7 Blatt.', 'Nachbestellen.');
const clock = item('centre-clock', 'Uhr gegen das Zentrum', 'fault', 'Die Uhr geht 4 Minuten vor.', 'Die IT anrufen.');

const runs = (main: FakeMain): number =>
  main.calls.filter(({ channel }) => channel === callChannel('seat-check', 'run')).length;
const answer = (main: FakeMain, items: SeatCheckItem[]): void =>
  main.answer(seatCheckContract, {
    run: async () => ({ checkedAt: '2026-11-22T08:00:00Z', items, notes: [] }),
    notes: async () => ['Das Dienstsiegel liegt im Tresor.'],
  });

test('all is well: one line, and no second look', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'clerk.html', (fake) => answer(fake, [till, stock]));
  await expect(page.locator('[data-sign-in-check=ok]')).toContainText('bereit, 1 Hinweis (F8)');
  await main.emit(devicesContract, 'changed', kit);
  await page.waitForTimeout(300);
  expect(runs(main)).toBe(1);
  expectClean();
});

test('a fault is told with its remedy and leads to the page; the stand-in sees Kasse and Bestand', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'clerk.html', (fake) => {
    fake.answer(sessionContract, {
      state: async () => ({
        ...signedIn,
        clerk: { userName: 'springer', displayName: 'Jörn Springer', role: 'stand-in' },
      }),
    });
    answer(fake, [till, stock, clock]);
  });
  const notice = page.locator('[data-sign-in-check=fault]');
  await expect(notice).toContainText('Die Uhr geht 4 Minuten vor. Die IT anrufen.');
  const hints = page.getByRole('list', { name: 'Kasse und Bestand dieses Platzes' });
  await expect(hints).toContainText('Im Fach liegen 150,00 €.');
  await expect(hints).toContainText('noch 7 Blatt');
  await inspect(page, 'sign-in-check');
  await notice.getByRole('button', { name: 'Platzprüfung öffnen' }).press('Enter');
  await page.locator('[data-screen=seat-check] [data-check-state=fault]').waitFor();
  expect(runs(main)).toBe(2);
  expectClean();
});
