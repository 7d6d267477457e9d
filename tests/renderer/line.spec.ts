/** The city network at the clerk's window: its sign, the dark screen, and what stands beneath it afterwards. */
import { expect, test } from '@playwright/test';
import { type GateView, gateContract } from '../../electron/contract/central.ts';
import { sessionContract } from '../../electron/contract/session.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import { form } from './fixtures/panels.ts';
import { connected, cutOff, signedIn, signedOut } from './fixtures/seat.ts';
import { viewOf } from './fixtures/vorgang.ts';
import { inspect, openVorgang, openWindow } from './open.ts';

const view = viewOf(form);
const unsteady: GateView = {
  ...connected,
  state: 'gestört',
  reason: 'line',
  since: '2026-11-22T09:13:00Z',
  waiting: 4,
};

test('the sign tells each state by word and sign, and says changes to a screen reader', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'clerk.html', (fake) =>
    fake.answer(gateContract, { state: async () => connected }),
  );
  const sign = page.locator('[data-gate]');
  await expect(sign).toHaveText('Stadtnetz verbunden');
  await expect(page.locator('.top [aria-live=polite]')).toHaveText('');
  await inspect(page, 'line-connected');
  await main.emit(gateContract, 'changed', unsteady);
  await expect(sign).toHaveAttribute('data-gate', 'gestört');
  await expect(page.locator('.top [aria-live=polite]')).toContainText('Stadtnetz gestört');
  await expect(sign).toContainText('4 Einträge noch nicht übertragen', { timeout: 10_000 });
  await inspect(page, 'line-unsteady');
  await main.emit(gateContract, 'changed', { ...connected, waiting: 4 });
  await main.emit(gateContract, 'changed', connected);
  await expect(sign).toHaveText('Stadtnetz verbunden');
  expectClean();
});

test('a training seat alone makes no noise', async ({ page }) => {
  await openWindow(page, 'clerk.html', () => {});
  await expect(page.getByText('ohne Zentrale (Schulung)')).toBeVisible();
  await expect(page.locator('[data-gate]')).toHaveCount(0);
});

test('dark covers a step and an open dialog; nothing beneath is reached; all of it is there again', async ({
  page,
}) => {
  const { main, expectClean } = await openVorgang(page, view, (fake) =>
    fake.answer(gateContract, { state: async () => connected }),
  );
  const field = page.locator('input[type=text]').first();
  await field.fill('Unübersehbar');
  await page.getByRole('button', { name: 'Vorgang abbrechen' }).click();
  await page.getByLabel('Grund').fill('halb getippt');
  await main.emit(gateContract, 'changed', cutOff);
  const dark = page.locator('[data-screen=dark]');
  await expect(dark).toBeVisible();
  await expect(page).toHaveTitle(/^Verbindung zum Stadtnetz getrennt/);
  await expect(field).toBeHidden();
  await expect(page.getByLabel('Grund')).toBeHidden();
  expect(await page.locator('body').innerText()).not.toContain(view.summary.person);
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        `document.activeElement === document.body || !!document.activeElement.closest('dialog.dark')`,
      ),
    ).toBe(true);
  }
  const before = main.calls.length;
  for (const key of ['Escape', 'Escape', 'k', 'v', '1', 'Control+Enter']) await page.keyboard.press(key);
  await expect(dark).toBeVisible();
  expect(main.calls.slice(before).filter(({ channel }) => !channel.includes('session/touch'))).toEqual([]);
  await inspect(page, 'line-dark');

  await main.emit(gateContract, 'changed', connected);
  await expect(dark).toHaveCount(0);
  await expect(page.getByLabel('Grund')).toHaveValue('halb getippt');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('Unübersehbar');
  await expect(page.locator('.top [aria-live=polite]')).toHaveText('Stadtnetz verbunden.');
  expectClean();
});

test('an act under way is followed to its outcome, without a name', async ({ page }) => {
  const { main } = await openVorgang(page, view, (fake) => fake.answer(gateContract, { state: async () => connected }));
  const act = { id: 'v-17/payment/fee/1', kind: 'payment' as const, phase: 'intended' as const, amountCents: 3700 };
  const print = { id: 'p', kind: 'print' as const, phase: 'unknown' as const, amountCents: null };
  await main.emit(gateContract, 'changed', { ...cutOff, acts: [act, print] });
  const acts = page.locator('[data-screen=dark] [data-act-phase]');
  await expect(acts).toHaveText([
    'Zahlung über 37,00 €: läuft noch',
    'Ausdruck: Ausgang ungeklärt, wird danach geklärt',
  ]);
  await inspect(page, 'line-dark-paying');
  await main.emit(gateContract, 'changed', { ...cutOff, acts: [{ ...act, phase: 'done' }, print] });
  await expect(acts.first()).toHaveText('Zahlung über 37,00 €: gebucht');
});

test('lock and dark go together: locked stays on top, and the field has the keyboard again at the end', async ({
  page,
}) => {
  const { main, expectClean } = await openVorgang(page, view, (fake) => {
    fake.answer(gateContract, { state: async () => connected });
    fake.answer(sessionContract, {
      lock: async () => ({ ...signedIn, locked: true }),
      unlock: async () => signedIn,
      touch: async () => ({}),
    });
  });
  const field = page.locator('input[type=text]').first();
  await field.fill('Unübersehbar');
  await main.emit(gateContract, 'changed', cutOff);
  await page.keyboard.press('Control+l');
  await expect(page.locator('[data-screen=locked]')).toBeVisible();
  await expect(page.locator('[data-screen=dark]')).toHaveCount(0);
  await expect(page.locator('[data-screen=locked] [data-gate=getrennt]')).toBeVisible();
  await inspect(page, 'line-locked-dark');
  await page.getByLabel('PIN', { exact: true }).fill('1111');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-screen=dark]')).toBeVisible();
  await expect(field).toBeHidden();
  await main.emit(gateContract, 'changed', connected);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Unübersehbar');
  expectClean();
});

test('who signs in in the dark sees nothing, and nothing personal is asked for, until the line is there', async ({
  page,
}) => {
  let signed = false;
  const { main, expectClean } = await openWindow(page, 'clerk.html', (fake) => {
    fake.answer(gateContract, { state: async () => ({ ...cutOff, reason: 'start' }) });
    fake.answer(sessionContract, {
      state: async () => (signed ? signedIn : signedOut),
      async signIn() {
        signed = true;
        return signedIn;
      },
    });
  });
  await expect(page.locator('[data-gate=getrennt]')).toBeVisible();
  await inspect(page, 'line-sign-in-dark');
  await page.getByLabel('Benutzername').fill('muster');
  await page.getByLabel('PIN', { exact: true }).fill('1111');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Verbindung zum Stadtnetz wird aufgebaut' })).toBeVisible();
  expect(main.calls.some(({ channel }) => channel.includes(vorgangContract.name))).toBe(false);
  await main.emit(gateContract, 'changed', connected);
  await expect(page.locator('[data-screen=overview]')).toBeVisible();
  expectClean();
});
