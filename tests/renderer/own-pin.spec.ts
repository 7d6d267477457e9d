/** «Eigene PIN ändern»: from the own name in the bar, every state looked at, by keyboard alone. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { gateContract } from '../../electron/contract/central.ts';
import { clerksContract } from '../../electron/contract/clerks.ts';
import { type SessionState, sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { connected, signedIn } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

const field = (page: Page, id: string) => page.locator(`[data-field-id=${id}]`);
const opener = (page: Page) => page.getByRole('button', { name: /PIN ändern$/ });
const sent = (main: FakeMain) =>
  main.calls.filter(({ channel }) => channel.endsWith('clerks/changeOwnPin')).map(({ input }) => input);

async function open(page: Page, answer: () => Promise<{ reaches: 'authority' | 'seat' }>) {
  const opened = await openWindow(page, 'clerk.html', (main) =>
    main.answer(clerksContract, { changeOwnPin: () => answer() }),
  );
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Eigene PIN ändern' }).waitFor();
  return opened;
}

test('what is missing is said, what main refuses leaves nothing typed, and the new PIN counts', async ({ page }) => {
  let refusal: AppError | null = new AppError('clerks.wrong-old-pin', { left: 4 });
  const { main, expectClean } = await open(page, async () => {
    if (refusal) throw refusal;
    return { reaches: 'authority' };
  });
  await expect(field(page, 'oldPin')).toBeFocused();
  await inspect(page, 'own-pin');
  await page.keyboard.press('Enter');
  await page.getByText('Bitte die bisherige PIN eingeben.').waitFor();
  await inspect(page, 'own-pin-empty');
  await page.keyboard.type('274913');
  await page.keyboard.press('Tab');
  await page.keyboard.type('274913');
  await page.keyboard.press('Enter');
  await page.getByText('Das ist die bisherige PIN.').waitFor();
  await field(page, 'newPin').fill('66014');
  await page.keyboard.press('Enter');
  await page.getByText('Bitte mindestens 6 Zeichen eingeben.').waitFor();
  await field(page, 'newPin').fill('660142');
  await page.keyboard.press('Tab');
  await page.keyboard.type('660143');
  await page.keyboard.press('Enter');
  await page.getByText('Die beiden Eingaben sind verschieden.').waitFor();
  await inspect(page, 'own-pin-different');
  expect(sent(main)).toEqual([]);

  const type = async (oldPin: string) => {
    await field(page, 'oldPin').fill(oldPin);
    await field(page, 'newPin').fill('660142');
    await field(page, 'newPinAgain').fill('660142');
    await page.keyboard.press('Enter');
  };
  const refusals: [AppError, string][] = [
    [refusal, 'Verbleibende Versuche: 4'],
    [new AppError('session.locked', { minutes: 15 }), 'Wartezeit in Minuten: 15'],
    [new AppError('clerks.simple-pin'), 'zu einfach'],
    [new AppError('centre.disconnected'), ''],
    [new AppError('clerks.pin-uncertain'), 'Merken Sie sich beide'],
  ];
  for (const [next, said] of refusals) {
    refusal = next;
    await type('274913');
    await expect(page.locator(`dialog [data-error-code="${next.code}"]`)).toContainText(said);
    for (const id of ['oldPin', 'newPin', 'newPinAgain']) await expect(field(page, id)).toHaveValue('');
    await expect(field(page, 'oldPin')).toBeFocused();
    await inspect(page, `own-pin-${next.code.replace('.', '-')}`);
  }
  refusal = null;
  await type('274913');
  await page.getByText('Ihre neue PIN gilt').waitFor();
  await inspect(page, 'own-pin-done');
  expect(sent(main).at(-1)).toEqual({ oldPin: '274913', newPin: '660142' });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
  expectClean();
});

test('while it is written nothing closes it; a training seat alone says how long it counts', async ({ page }) => {
  let end: () => void = () => {};
  const { expectClean } = await open(page, async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return { reaches: 'seat' };
  });
  for (const [id, text] of [
    ['oldPin', '1111'],
    ['newPin', '660142'],
    ['newPinAgain', '660142'],
  ] as const) {
    await field(page, id).fill(text);
  }
  await page.keyboard.press('Enter');
  await page.locator('dialog [data-busy]').waitFor();
  await page.keyboard.press('Escape');
  await inspect(page, 'own-pin-busy');
  end();
  await page.getByText('Schulungsplatz ohne Zentrale').waitFor();
  await inspect(page, 'own-pin-done-training');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expectClean();
});

test('beside the city network the bar stays one line at 1024 pixels', async ({ page }) => {
  await openWindow(page, 'clerk.html', (main) => main.answer(gateContract, { state: async () => connected }));
  await page.setViewportSize({ width: 1024, height: 768 });
  await opener(page).waitFor();
  await inspect(page, 'own-pin-bar-connected');
  expect((await page.locator('.top-bar').boundingBox())?.height).toBeLessThan(60);
});

test('a long name leaves the bar whole at 1024 pixels and at double size', async ({ page }) => {
  const long: SessionState = {
    ...signedIn,
    clerk: { userName: 'sommer', displayName: 'Ayşe Sommer-von der Heide zu Hohenlohe-Langenburg', role: 'stand-in' },
  };
  await openWindow(page, 'clerk.html', (main) => main.answer(sessionContract, { state: async () => long }));
  await opener(page).waitFor();
  await page.setViewportSize({ width: 1024, height: 768 });
  await inspect(page, 'own-pin-bar-1024');
  await page.setViewportSize({ width: 640, height: 400 });
  await opener(page).click();
  await inspect(page, 'own-pin-zoom200');
});
