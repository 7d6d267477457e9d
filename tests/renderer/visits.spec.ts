/** Hausbesuche: empty, full with long texts, printed and opened; looked at, free of axe findings, worked by keyboard. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type RoundView, visitsContract } from '../../electron/contract/visits.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import type { FakeMain } from './fake-main.ts';
import { viewOf } from './fixtures/vorgang.ts';
import { inspect, openWindow } from './open.ts';

const adele = {
  ...{ vorgangId: 'v-1', number: 'SCH-2026-000021', person: 'Adèle Groß', from: '10:00', until: '12:00', order: 1 },
  address: 'Seniorenstift am Rhein, Zimmer 12, Lindenplatz 7, 55129 Mainz',
  contact: 'Björn Vogel, Sohn, 06131 555 0199, Empfang fragen',
  clerks: 'Jana Berger und Deniz Yılmaz',
  tasks: ['Unterschrift amtlich beglaubigen', 'Unterschrift öffentlich beglaubigen'],
  ready: true,
};
const rounds: RoundView[] = [
  {
    day: '2026-11-24',
    round: 'Ebersheim Süd',
    visits: [
      adele,
      {
        ...{ ...adele, vorgangId: 'v-2', number: 'SCH-2026-000022', order: 2, ready: false, clerks: 'Jana Berger' },
        person: 'Maximiliane-Theodora Freifrau von und zu Wolkenstein-Trostburg-Lichtenfels',
        tasks: ['Ausweis oder Pass aushändigen'],
      },
    ],
  },
  { day: '2026-12-01', round: 'Drais', visits: [{ ...adele, vorgangId: 'v-3', number: 'SCH-2026-000023' }] },
];

async function openVisits(page: Page, list: RoundView[], prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(visitsContract, { rounds: async () => list });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('h');
  await expect(page.locator('[data-screen=visits] h1')).toBeFocused();
  return opened;
}

test('without a planned visit it says how one begins', async ({ page }) => {
  const { expectClean } = await openVisits(page, []);
  await expect(page.getByText('Kein Besuch ist geplant')).toBeVisible();
  await inspect(page, 'visits-empty');
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('rounds in order; a list is printed, a refusal of the printer told, a visit opened', async ({ page }) => {
  let isOut = true;
  const { main, expectClean } = await openVisits(page, rounds, (fake) => {
    fake.answer(visitsContract, {
      async print() {
        if (isOut) throw new AppError('printer.rejected');
        return {};
      },
    });
    fake.answer(vorgangContract, { view: async () => viewOf(null) });
  });
  await expect(page.locator('[data-round]')).toHaveCount(2);
  await inspect(page, 'visits-rounds');
  await page.getByRole('button', { name: 'Besuchsliste drucken' }).first().click();
  await expect(page.locator('[data-error-code="printer.rejected"]')).toBeVisible();
  isOut = false;
  await page.getByRole('button', { name: 'Besuchsliste drucken' }).first().press('Enter');
  await expect(page.getByText('Besuchsliste gedruckt: Ebersheim Süd').first()).toBeVisible();
  await inspect(page, 'visits-printed');
  const printed = main.calls.filter(({ channel }) => channel === callChannel('visits', 'print'));
  expect(printed.map(({ input }) => input)).toEqual(Array(2).fill({ day: '2026-11-24', round: 'Ebersheim Süd' }));
  await page.getByRole('button', { name: 'Fortsetzen SCH-2026-000022' }).click();
  await page.locator('[data-screen=vorgang]').waitFor();
  expectClean();
});
