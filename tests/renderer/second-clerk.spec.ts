/** The second person: by name and PIN or by staff card, with each refusal, by keyboard alone, in every dialog that asks for one. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type SessionState, sessionContract } from '../../electron/contract/session.ts';
import { type TillView, tillContract } from '../../electron/contract/till.ts';
import type { FakeMain } from './fake-main.ts';
import { signedIn } from './fixtures/seat.ts';
import { closings, doubtful, past, quiet } from './fixtures/till.ts';
import { inspect, openWindow } from './open.ts';

const withReader: SessionState = { ...signedIn, staffCardReader: true };

async function openTill(page: Page, state: SessionState, view: TillView, prepare: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(sessionContract, { state: async () => state });
    main.answer(tillContract, { view: async () => view, closings: async () => past });
    prepare(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('k');
  await page.locator('[data-screen=till] h1').waitFor();
  return opened;
}
const openStorno = async (page: Page, state: SessionState, reverse: () => Promise<never>) => {
  const opened = await openTill(page, state, quiet, (main) => main.answer(tillContract, { reverse }));
  await page.getByRole('button', { name: 'Storno SCH-2026-Q00012' }).click();
  return opened;
};
const sent = (main: FakeMain, call: string) =>
  main.calls.filter(({ channel }) => channel === callChannel('till', call)).map(({ input }) => input);

const cardPin = (page: Page) => page.getByLabel('Karten-PIN der zweiten Person');
const switchOver = (page: Page) => page.getByRole('button', { name: 'Mit Dienstkarte bestätigen' });

test('by card: each refusal says what to do, keeps the rest, and the PIN is typed again', async ({ page }) => {
  let refusal = new AppError('staff-card.absent');
  const { main, expectClean } = await openStorno(page, withReader, async () => {
    throw refusal;
  });
  await page.getByLabel('Grund').fill('Falsche Karte');
  await switchOver(page).waitFor();
  await inspect(page, 'second-by-pin');
  await switchOver(page).focus();
  await page.keyboard.press('Enter');
  await expect(cardPin(page)).toBeFocused();
  await expect(page.getByLabel('Benutzername der zweiten Person')).toHaveCount(0);
  await inspect(page, 'second-by-card');
  await page.keyboard.type('12345');
  await page.keyboard.press('Enter');
  await page.getByText('6 bis 8 Ziffern').waitFor();
  await inspect(page, 'second-card-pin-missing');
  expect(sent(main, 'reverse')).toEqual([]);
  const refusals: [AppError, string][] = [
    [new AppError('staff-card.absent'), 'Keine Dienstkarte auf dem Leser'],
    [new AppError('staff-card.wrong-pin', { left: 2 }), 'Verbleibende Versuche an der Karte: 2'],
    [new AppError('staff-card.removed'), 'zu früh weggenommen'],
    [new AppError('session.second-clerk-same'), 'Ihre eigene Dienstkarte'],
  ];
  for (const [next, said] of refusals) {
    refusal = next;
    await cardPin(page).fill('508216');
    await page.keyboard.press('Enter');
    await expect(page.locator(`dialog [data-error-code="${next.code}"]`)).toContainText(said);
    await expect(cardPin(page)).toHaveValue('');
    await expect(page.getByLabel('Grund')).toHaveValue('Falsche Karte');
    await inspect(page, `second-${next.code.replace('.', '-')}`);
  }
  expect(sent(main, 'reverse')).toEqual(
    refusals.map(() => expect.objectContaining({ reason: 'Falsche Karte', secondClerk: { cardPin: '508216' } })),
  );
  expectClean();
});

test('the reader goes while the card PIN is half typed: name and PIN are asked for, the digits are gone', async ({
  page,
}) => {
  const { main, expectClean } = await openStorno(page, withReader, () => new Promise(() => {}));
  await switchOver(page).click();
  await cardPin(page).fill('5082');
  await main.emit(sessionContract, 'changed', signedIn);
  await expect(page.locator('[data-field-id=secondPin]')).toHaveValue('');
  await expect(page.getByLabel('Benutzername der zweiten Person')).toBeFocused();
  await expect(page.getByRole('button', { name: /Dienstkarte/ })).toHaveCount(0);
  await inspect(page, 'second-reader-gone');
  await main.emit(sessionContract, 'changed', withReader);
  await switchOver(page).click();
  await page.getByRole('button', { name: 'Ohne Dienstkarte' }).click();
  await expect(page.getByLabel('Benutzername der zweiten Person')).toBeFocused();
  expectClean();
});

test('where the clerk’s own card holds the seat open, no other card is asked for', async ({ page }) => {
  await openStorno(page, { ...withReader, cardHoldsSeat: true }, () => new Promise(() => {}));
  await page.getByText('Im Leser steckt die Karte, die diesen Platz offen hält.').waitFor();
  await expect(page.getByRole('button', { name: /Dienstkarte/ })).toHaveCount(0);
  await inspect(page, 'second-reader-taken');
});

test('a lead decides by card; whoever is the lead leaves the fields empty, but not half filled', async ({ page }) => {
  let refused = true;
  const { main } = await openTill(page, withReader, { ...doubtful, closing: closings.blocked }, (fake) =>
    fake.answer(tillContract, {
      letPass: async () => {
        if (refused) throw new AppError('till.lead-needed');
        return quiet;
      },
    }),
  );
  await page.getByRole('button', { name: 'Abschluss fortsetzen' }).click();
  await page.getByRole('button', { name: 'Ungeklärtes zulassen' }).click();
  await page.getByLabel('Grund').fill('Klärung morgen');
  await page.keyboard.press('Enter');
  await page.locator('dialog [data-error-code="till.lead-needed"]').waitFor();
  await page.getByLabel('Benutzername der Leitung').fill('kraus');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-field-id=secondPin]')).toBeFocused();
  await page.getByText('Bitte die PIN eingeben').waitFor();
  await switchOver(page).click();
  await page.keyboard.type('931745');
  await inspect(page, 'second-lead-by-card');
  refused = false;
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const because = { what: 'unknown', reason: 'Klärung morgen' };
  expect(sent(main, 'letPass')).toEqual([because, { ...because, secondClerk: { cardPin: '931745' } }]);
});
