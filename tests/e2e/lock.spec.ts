/** The seat left alone and come back to, taken over by a stand-in, and looked over with the Platzprüfung. */
import { expect, test } from '@playwright/test';
import { currentStep } from '../support/clerk-at-screen.ts';
import { callCounter } from './support/call-counter.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeatAtWork } from './support/open-seat.ts';

let seat: OpenSeat;
test.beforeAll(async () => {
  seat = await openSeatAtWork();
});
test.afterAll(async () => seat?.close());

const surname = 'Unübersehbar';

test('Strg+L covers the step; a wrong PIN changes nothing; the right one returns to it with what was typed', async () => {
  const { clerk, citizen } = seat;
  await clerk.locator('[data-service-id="meldebescheinigung"]').click();
  const before = await currentStep(clerk);
  const field = clerk.locator('[data-field-id="surname"]');
  await field.fill(surname);
  await clerk.keyboard.press('Control+l');
  const lock = clerk.locator('[data-screen=locked]');
  await expect(lock).toContainText('Anna Berger');
  await expect(field).toBeHidden();
  await expect(citizen.locator('body')).toContainText('Ortsverwaltung');
  for (const call of ['vorgang/list', 'devices/list', 'till/view', 'vorgang/services']) {
    expect(await callCounter(clerk, `counter:${call}`, {})).toEqual({
      ok: false,
      error: { code: 'session.seat-locked' },
    });
  }
  await expectAccessible(seat.clerk, 'locked');

  await clerk.keyboard.press('Escape');
  await clerk.keyboard.press('Escape');
  await expect(clerk.getByLabel('PIN', { exact: true })).toBeFocused();
  await clerk.keyboard.type('999999');
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('[data-error-code="session.wrong-pin"]')).toBeVisible();
  await expect(field).toBeHidden();
  await clerk.keyboard.type('274913');
  await clerk.keyboard.press('Enter');
  await expect(lock).toHaveCount(0);
  expect(await currentStep(clerk)).toEqual(before);
  await expect(field).toHaveValue(surname);
  await expect(field).toBeFocused();
});

test('a dialog that was open waits unseen beneath the lock', async () => {
  const { clerk } = seat;
  await clerk.getByRole('button', { name: /^Vorgang abbrechen/ }).click();
  await expect(clerk.locator('dialog[open]')).toBeVisible();
  await clerk.keyboard.press('Control+l');
  await expect(clerk.locator('dialog:not(.lock)')).toBeHidden();
  await clerk.getByLabel('PIN', { exact: true }).fill('274913');
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('dialog.lock')).toHaveCount(0);
  await expect(clerk.locator('dialog[open]')).toBeVisible();
  await clerk.keyboard.press('Escape');
  await expect(clerk.locator('dialog[open]')).toHaveCount(0);
});

test('a stand-in takes the seat over and sees nothing of what was typed', async () => {
  const { clerk, citizen } = seat;
  await clerk.getByRole('button', { name: 'Sperren (Strg+L)' }).click();
  await clerk.getByRole('button', { name: 'Platz übernehmen' }).click();
  await expectAccessible(seat.clerk, 'take-over');
  await clerk.keyboard.type('yilmaz');
  await clerk.keyboard.press('Tab');
  await clerk.keyboard.type('508216');
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('[data-screen=overview]')).toBeVisible();
  await expect(clerk.locator('.top-clerk')).toContainText('Deniz Yılmaz');
  expect(await clerk.content()).not.toContain(surname);
  await expect(citizen.locator('body')).not.toContainText('Person feststellen');
  await clerk
    .getByRole('button', { name: /^Fortsetzen/ })
    .first()
    .click();
  await expect(clerk.locator('[data-field-id="surname"]')).toHaveValue('');
  await clerk.getByRole('button', { name: 'Übersicht', exact: true }).click();
  await expect(clerk.locator('[data-screen=overview]')).toBeVisible();
  expect(seat.pageErrors).toEqual([]);
});

test('F8 looks the seat over in seconds, by keyboard, and prints what it found', async () => {
  const { clerk } = seat;
  await expect(clerk.getByRole('region', { name: 'Hinweise für die Vertretung' })).toContainText('Strg+L');
  await expectAccessible(seat.clerk, 'overview of a stand-in');
  await clerk.keyboard.press('F8');
  await expect(clerk.locator('[data-check-id^=device-][data-check-state=ok]')).toHaveCount(6, { timeout: 3_000 });
  await expect(clerk.getByRole('heading', { name: 'Platzprüfung' })).toBeFocused();
  await expect(clerk.locator('[data-check-id=till]')).toContainText('kein Wechselgeld');
  await expect(clerk.locator('[data-check-id=clock]')).toHaveAttribute('data-check-state', 'ok');
  for (const id of ['printer-supplies', 'authority-key', 'gate', 'law-verified'])
    await expect(clerk.locator(`[data-check-id=${id}]`)).toHaveCount(1);
  await expect(clerk.locator('[data-check-state]')).toHaveCount(15);
  await expectAccessible(seat.clerk, 'seat check');
  await clerk.getByRole('button', { name: 'Drucken' }).click();
  await expect(clerk.getByText(/^Gedruckt: /)).toBeVisible({ timeout: 20_000 });
  await clerk.keyboard.press('Escape');
  await expect(clerk.locator('[data-screen=overview]')).toBeVisible();
  expect(seat.pageErrors).toEqual([]);
});
