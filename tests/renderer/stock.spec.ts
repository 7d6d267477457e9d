/** Bestand and numbered sheets: every dialog looked at, free of axe findings, and worked by keyboard alone. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type StockView, stockContract } from '../../electron/contract/stock.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import type { FakeMain } from './fake-main.ts';
import { documentPanel } from './fixtures/panels.ts';
import { stockView } from './fixtures/stock.ts';
import { viewOf } from './fixtures/vorgang.ts';
import { inspect, openVorgang, openWindow } from './open.ts';

async function openStock(page: Page, view: StockView, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(stockContract, { view: async () => view });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('b');
  await page.locator('[data-screen=stock] h1').waitFor();
  return opened;
}
const inputs = (main: FakeMain, contract: string, call: string): unknown[] =>
  main.calls.filter(({ channel }) => channel === callChannel(contract, call)).map(({ input }) => input);

test('what lies here, and back by Escape', async ({ page }) => {
  const { expectClean } = await openStock(page, stockView);
  await expect(page.locator('[data-stock-kind=urkunde]')).toContainText('wird knapp');
  await inspect(page, 'stock');
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('a seat without stock says so, and why a stock cannot be had', async ({ page }) => {
  const { main } = await openStock(page, { kinds: [], moves: [], seals: [], sealUses: [] });
  await expect(page.getByText('wird kein Bestand geführt')).toBeVisible();
  await inspect(page, 'stock-empty');
  await page.keyboard.press('Escape');
  main.answer(stockContract, {
    view: async () => {
      throw new AppError('session.locked');
    },
  });
  await page.keyboard.press('b');
  await page.locator('[data-error-code="session.locked"]').waitFor();
  await inspect(page, 'stock-error');
});

test('receiving: a refused number stays in its field, then the booking goes through', async ({ page }) => {
  const { main } = await openStock(page, stockView, (fake) =>
    fake.answer(stockContract, {
      receive: async () => {
        throw new AppError('stock.number-known', { number: 'UP0047' });
      },
    }),
  );
  await page.locator('[data-stock-kind=urkunde]').getByRole('button', { name: 'Eingang' }).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-field-id=from]')).toBeFocused();
  await page.keyboard.type('UP0047');
  await page.keyboard.press('Tab');
  await page.keyboard.type('UP0100');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="stock.number-known"]').waitFor();
  await expect(page.locator('[data-field-id=to]')).toHaveValue('UP0100');
  await inspect(page, 'stock-receive-refused');
  main.answer(stockContract, { receive: async () => stockView });
  await page.locator('[data-field-id=from]').fill('UP0053');
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(inputs(main, 'stock', 'receive').at(-1)).toEqual({
    kind: 'urkunde',
    range: { from: 'UP0053', to: 'UP0100' },
    reason: '',
    fromSeat: '',
  });
});

test('counting: typed without the book, compared, the difference booked by two', async ({ page }) => {
  const { main } = await openStock(page, stockView, (fake) =>
    fake.answer(stockContract, {
      compare: async () => ({
        missing: [{ from: 'UP0049', to: 'UP0049', count: 1 }],
        found: [],
        bookedCount: 3,
        countedCount: 2,
      }),
      check: async () => stockView,
    }),
  );
  await page.locator('[data-stock-kind=urkunde]').getByRole('button', { name: 'Bestand prüfen' }).click();
  await expect(page.locator('dialog')).not.toContainText('UP0049');
  await page.locator('[data-field-id=counted]').fill('UP0048 bis was - noch');
  await page.getByRole('button', { name: 'Vergleichen' }).click();
  await expect(page.locator('[data-field-id=counted]')).toBeFocused();
  await inspect(page, 'stock-check-unreadable');
  await page.locator('[data-field-id=counted]').fill('UP0048\nUP0052');
  await page.getByRole('button', { name: 'Vergleichen' }).click();
  await page.getByText('Es fehlen: UP0049.').waitFor();
  await page.getByRole('button', { name: 'Unterschied buchen' }).click();
  await expect(page.locator('[data-field-id=reason]')).toBeFocused();
  await page.keyboard.type('nicht auffindbar');
  await page.getByLabel('Benutzername der zweiten Person').fill('yilmaz');
  await page.getByLabel('PIN der zweiten Person').fill('508216');
  await inspect(page, 'stock-check-difference');
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(inputs(main, 'stock', 'check')).toEqual([
    {
      kind: 'urkunde',
      ranges: [
        { from: 'UP0048', to: 'UP0048' },
        { from: 'UP0052', to: 'UP0052' },
      ],
      reason: 'nicht auffindbar',
      secondClerk: { userName: 'yilmaz', pin: '508216' },
    },
  ]);
});

const onSheet = (left: number, phase: 'prepared' | 'printer-says-done') => ({
  ...documentPanel,
  documents: documentPanel.documents.slice(0, 1).map((paper) => ({
    ...paper,
    phase,
    stock: {
      title: 'Urkundenpapier',
      nextNumber: left > 0 ? 'UP0048' : null,
      left,
      usedNumber: phase === 'prepared' ? null : 'UP0048',
      secondClerkOnLoss: true,
    },
  })),
});

test('printing on a numbered sheet: the number is proposed, can be changed, and is named when spoiled', async ({
  page,
}) => {
  const { main } = await openVorgang(page, viewOf(onSheet(3, 'prepared')), (fake) =>
    fake.answer(vorgangContract, {
      act: async () => ({ view: viewOf(onSheet(2, 'printer-says-done')), problems: [] }),
    }),
  );
  await expect(page.locator('[data-field-id=sheetNumber]')).toHaveValue('UP0048');
  await inspect(page, 'document-sheet');
  await page.locator('[data-field-id=sheetNumber]').fill('up0049');
  await page.getByRole('button', { name: 'Drucken auf UP0049' }).click();
  await expect(page.getByText('Es trägt die Nummer UP0048.')).toBeVisible();
  await page.getByRole('button', { name: 'Kein Blatt oder unbrauchbar' }).click();
  await page.locator('[data-field-id=reason]').fill('Papierstau');
  await page.getByRole('button', { name: 'Als unbrauchbar vermerken' }).click();
  await expect(page.locator('[data-field-id=secondUserName]')).toBeFocused();
  await page.keyboard.type('yilmaz');
  await page.getByLabel('PIN der zweiten Person').fill('508216');
  await inspect(page, 'document-sheet-spoiled');
  await page.getByRole('button', { name: 'Als unbrauchbar vermerken' }).click();
  const { id: documentId } = documentPanel.documents[0] ?? { id: '' };
  expect(inputs(main, 'vorgang', 'act')).toMatchObject([
    { action: { do: 'print', documentId, sheetNumber: 'up0049' } },
    { action: { do: 'spoiled', documentId, reason: 'Papierstau', secondClerk: { userName: 'yilmaz', pin: '508216' } } },
  ]);
});

test('no sheet left: nothing can be printed, and it says where to get one', async ({ page }) => {
  await openVorgang(page, viewOf(onSheet(0, 'prepared')));
  await expect(page.getByText('kein Blatt mehr gebucht')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Drucken' })).toBeDisabled();
  await inspect(page, 'document-sheet-none');
});
