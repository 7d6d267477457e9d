/** The citizen's window in every screen. */
import { expect, test } from '@playwright/test';
import { type CitizenView, citizenContract } from '../../electron/contract/citizen.ts';
import { check } from './fixtures/panels.ts';
import { inspect, openWindow } from './open.ts';

const training = true;
const screens: Record<string, CitizenView> = {
  welcome: { screen: 'welcome', ortsverwaltung: 'Ortsverwaltung Mainz-Lerchenberg', training },
  pause: { screen: 'pause', ortsverwaltung: 'Ortsverwaltung Mainz-Lerchenberg', paying: false, training: false },
  'pause-paying': { screen: 'pause', ortsverwaltung: 'Ortsverwaltung Mainz-Lerchenberg', paying: true, training },
  working: { screen: 'working', serviceTitle: 'Personalausweis beantragen', stepTitle: 'Angaben zum Antrag', training },
  check: { screen: 'check', groups: check.groups, training },
  'finger-place': {
    screen: 'finger',
    fingerLabel: 'Rechter Zeigefinger',
    hand: 'right',
    finger: 'right-index',
    guide: 'place',
    training,
  },
  'finger-left': {
    screen: 'finger',
    fingerLabel: 'Linker Daumen',
    hand: 'left',
    finger: 'left-thumb',
    guide: 'hold',
    training: false,
  },
  sign: {
    screen: 'sign',
    declaration: 'Ich beantrage einen Personalausweis und versichere, dass meine Angaben richtig und vollständig sind.',
    training,
  },
  pay: { screen: 'pay', totalCents: 128400, display: 'Karte vorhalten\noder stecken', training },
  thanks: {
    screen: 'thanks',
    lines: ['Vielen Dank.', 'Ihr Personalausweis ist in etwa drei Wochen da.', 'Sie bekommen einen Brief.'],
    training,
  },
};

test('citizen', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'citizen.html', (fake) =>
    fake.answer(citizenContract, { state: async () => screens.welcome as CitizenView }),
  );
  for (const [name, view] of Object.entries(screens)) {
    await main.emit(citizenContract, 'changed', view);
    await page.locator(`[data-citizen-screen=${view.screen}]`).waitFor();
    await inspect(page, `citizen-${name}`);
  }
  expect(await page.locator('body').innerText()).not.toContain('Angaben zum Antrag');
  expectClean();
});

test('citizen without main', async ({ page }) => {
  await openWindow(page, 'citizen.html', () => {});
  await page.locator('[data-citizen-screen=fatal]').waitFor();
  await inspect(page, 'citizen-fatal');
});
