/** The evening at the real screen: a float, a fee by card, one collected later, Storno by two, the Abschluss, its reprint, the export. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { currentStep, doStep, goThrough, nextPerson } from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeatAtWork } from './support/open-seat.ts';

const serviceId = 'meldebescheinigung';
const values = personsFor(serviceId, berlinDay(Date.now()))[0]?.values ?? {};
let seat: OpenSeat;
test.beforeAll(async () => {
  seat = await openSeatAtWork();
});
test.afterAll(async () => seat?.close());

async function openTill(): Promise<void> {
  await seat.clerk.keyboard.press('k');
  await seat.clerk.locator('[data-screen=till] [data-till-card]').waitFor();
}

test('the day: float, card, Sammelkasse, Storno', async () => {
  const { clerk } = seat;
  await openTill();
  await clerk.getByRole('button', { name: 'Einlage oder Entnahme' }).click();
  await clerk.getByLabel('Betrag').fill('100');
  await clerk.getByLabel('Grund').fill('Wechselgeld vom Tresor');
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-till-cash="10000"]').waitFor();
  await expect(clerk.locator('dialog')).toHaveCount(0);
  await clerk.keyboard.press('Escape');

  await goThrough(clerk, serviceId, values, { pay: 'card' });
  await nextPerson(clerk);

  await clerk.locator(`[data-service-id="${serviceId}"]`).click();
  for (let visit = await currentStep(clerk); visit?.kind !== 'fee'; visit = await currentStep(clerk)) {
    if (visit) await doStep(clerk, visit, values);
  }
  await expect(clerk.getByText('Kassenzeichen BSP')).toBeVisible();
  await clerk.getByRole('button', { name: 'An der Sammelkasse zahlen' }).click();
  await clerk.getByText('an der Sammelkasse zu zahlen').waitFor();
  await clerk.getByRole('button', { name: 'Übersicht', exact: true }).click();

  await openTill();
  await expectAccessible(seat.clerk, 'day');
  await clerk.getByRole('button', { name: /^Kassieren/ }).click();
  await clerk.getByLabel('Bar', { exact: true }).check();
  await clerk.getByLabel('Erhalten').fill('10');
  await clerk.keyboard.press('Enter');
  await clerk.getByText('Rückgeld: 5,00 €').waitFor();
  await clerk.getByRole('button', { name: /^Storno SCH-\d{4}-Q00001/ }).click();
  await clerk.getByLabel('Grund').fill('Doppelt beantragt');
  await clerk.getByLabel('Benutzername der zweiten Person').fill('yilmaz');
  await clerk.getByLabel('PIN der zweiten Person').fill('508216');
  await clerk.keyboard.press('Enter');
  await clerk.getByText(/Storno-Beleg SCH-\d{4}-S00001/).waitFor();
  await clerk.locator('[data-till-card="0"]').waitFor();
  await clerk.locator('[data-till-cash="10500"]').waitFor();
});

test('the evening: count, Kassenschnitt, end, reprint, export', async () => {
  const { clerk } = seat;
  await clerk.getByRole('button', { name: 'Kassenabschluss' }).click();
  await clerk.locator('button[data-primary]').click();
  await clerk.getByLabel('Anzahl 100,00 €').fill('1');
  await clerk.getByLabel('Anzahl 5,00 €', { exact: true }).fill('1');
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('button', { name: 'Kassenschnitt ausführen' }).click();
  await clerk.getByText('Journal und Terminal stimmen überein').waitFor();
  await expectAccessible(seat.clerk, 'closing');
  await clerk.getByRole('button', { name: 'Abschluss beenden und drucken' }).click();
  await clerk.getByRole('button', { name: 'Nachdruck Abschluss 1' }).click({ timeout: 20_000 });
  await clerk.getByText('Abschluss Nr. 1 ist gedruckt').waitFor();
  await clerk.getByRole('button', { name: 'Ansehen Abschluss 1' }).click();
  await expect(clerk.getByRole('article', { name: 'Vorschau: Kassenabschluss' })).toContainText('Kassenschnitt');
  await clerk.getByRole('button', { name: 'Als CSV speichern' }).click();
  const file = await clerk.locator('[data-saved-file]').innerText();
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('Kassenschnitt');
  await expectAccessible(seat.clerk, 'past');
  await clerk.keyboard.press('Escape');
});

test('the Vorgang left to the Sammelkasse goes on as paid', async () => {
  const { clerk } = seat;
  await clerk
    .getByRole('button', { name: /^Fortsetzen/ })
    .first()
    .click();
  expect(await currentStep(clerk)).not.toMatchObject({ kind: 'fee' });
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk))
    await doStep(clerk, visit, values);
  await expect(clerk.locator('[data-vorgang-phase="done"]')).toBeVisible();
  expect(seat.pageErrors).toEqual([]);
});
