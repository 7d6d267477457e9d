/** The Kasse: every page and dialog looked at, free of axe findings, and worked by keyboard alone. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type TillView, tillContract } from '../../electron/contract/till.ts';
import type { FakeMain } from './fake-main.ts';
import { documentPanel } from './fixtures/panels.ts';
import { closings, contested, doubtful, held, past, quiet } from './fixtures/till.ts';
import { inspect, openWindow } from './open.ts';

async function openTill(page: Page, view: TillView, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(tillContract, {
      view: async () => view,
      closings: async () => past,
      printClosing: async () => past,
      closingPaper: async () => ({
        title: 'Kassenabschluss Nr. 16',
        definition: documentPanel.documents[0]?.preview as never,
      }),
    });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('k');
  await page.locator('[data-screen=till] h1').waitFor();
  return opened;
}

const inputs = (main: FakeMain, call: string): unknown[] =>
  main.calls.filter(({ channel }) => channel === callChannel('till', call)).map(({ input }) => input);

test('the day, and back by Escape', async ({ page }) => {
  const { expectClean } = await openTill(page, quiet);
  await expect(page.locator('[data-till-cash="13500"]')).toBeVisible();
  await inspect(page, 'till-day');
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  await page.getByRole('button', { name: 'Kasse (K)' }).click();
  await page.locator('[data-screen=till]').waitFor();
  expectClean();
});

test('a card-only till shows no drawer', async ({ page }) => {
  await openTill(page, { ...quiet, takesCash: false, openItems: [], bookings: [], moves: [] });
  await expect(page.getByText('nimmt nur Karten an')).toBeVisible();
  await expect(page.locator('[data-till-cash]')).toHaveCount(0);
  await inspect(page, 'till-card-only');
});

test('Storno: reason and second person are asked for, the PIN does not stay', async ({ page }) => {
  const { main } = await openTill(page, quiet, (fake) =>
    fake.answer(tillContract, {
      reverse: async () => {
        throw new AppError('session.second-clerk-same');
      },
    }),
  );
  await page.getByRole('button', { name: 'Storno SCH-2026-Q00012' }).click();
  await page.getByLabel('Wieder fällig').check();
  await page.getByRole('button', { name: '46,00 € zurückgeben' }).click();
  await expect(page.locator('[data-field-id=reason]')).toBeFocused();
  await inspect(page, 'till-storno-empty');
  await page.keyboard.type('Falsche Karte');
  await page.getByLabel('Benutzername der zweiten Person').fill('berger');
  await page.getByLabel('PIN der zweiten Person').fill('274913');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="session.second-clerk-same"]').waitFor();
  await expect(page.getByLabel('PIN der zweiten Person')).toHaveValue('');
  expect(inputs(main, 'reverse')).toEqual([
    {
      operationId: 'v-17/payment/fee/1',
      way: 'reverse',
      afterwards: 'due-again',
      reason: 'Falsche Karte',
      secondClerk: { userName: 'berger', pin: '274913' },
    },
  ]);
  await inspect(page, 'till-storno-refused');
  main.answer(tillContract, { reverse: async () => ({ view: quiet, number: 'SCH-2026-S00002', declinedText: null }) });
  await page.getByLabel('PIN der zweiten Person').fill('508216');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Storno-Beleg SCH-2026-S00002')).toBeVisible();
});

test('an open item is collected in cash with change', async ({ page }) => {
  const { main } = await openTill(page, quiet, (fake) =>
    fake.answer(tillContract, { collect: async () => ({ view: quiet, changeCents: 1_500, declinedText: null }) }),
  );
  await page.getByRole('button', { name: 'Kassieren SCH-2026-000018' }).click();
  await page.getByLabel('Bar', { exact: true }).check();
  await page.getByLabel('Erhalten').fill('20');
  await inspect(page, 'till-collect');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Rückgeld: 15,00 €')).toBeVisible();
  expect(inputs(main, 'collect')).toEqual([{ itemId: 'v-18/fee/1', method: 'cash', givenCents: 2_000 }]);
});

test('a claim of a seat that is gone: since when, by whom, and what a clerk does about it', async ({ page }) => {
  const { main } = await openTill(page, held, (fake) =>
    fake.answer(tillContract, {
      decideClaim: async () => {
        throw new AppError('till.lead-needed');
      },
    }),
  );
  await expect(page.getByText('wird an LER-2 bezahlt')).toBeVisible();
  await expect(page.getByText('Entscheidung wird gemeldet')).toBeVisible();
  await expect(page.getByText('nichts gezahlt')).toBeVisible();
  await expect(page.getByText('Bitte die Leitung holen.')).toBeVisible();
  await page.getByText('Buchungen seit dem letzten Abschluss').scrollIntoViewIfNeeded();
  await inspect(page, 'till-held');
  await page.getByRole('button', { name: 'Mit der Leitung entscheiden LER-1-2026-000021' }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bitte wählen Sie, was Sie festgestellt haben.')).toBeVisible();
  await expect(page.locator('[data-field-id=reason]')).toBeFocused();
  await inspect(page, 'till-claim-empty');
  await page.getByLabel('Es wurde nichts gezahlt').check();
  await page.getByLabel('Begründung').fill('Kein Beleg, Lade gezählt');
  await page.getByLabel('Benutzername der Leitung').fill('yilmaz');
  await page.getByLabel('PIN der Leitung').fill('508216');
  await page.keyboard.press('Enter');
  await page.locator('dialog [data-error-code="till.lead-needed"]').waitFor();
  await expect(page.getByLabel('PIN der Leitung')).toHaveValue('');
  await inspect(page, 'till-claim-refused');
  main.answer(tillContract, { decideClaim: async () => held });
  await page.getByLabel('Benutzername der Leitung').fill('kraus');
  await page.getByLabel('PIN der Leitung').fill('931745');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Die Gebühr kann wieder kassiert werden.')).toBeVisible();
  expect(inputs(main, 'decideClaim').at(-1)).toEqual({
    itemId: 'i-21',
    claim: 3,
    outcome: 'unpaid',
    reason: 'Kein Beleg, Lade gezählt',
    secondClerk: { userName: 'kraus', pin: '931745' },
  });
});

test('what a lead decided does not fit the money here: it stands first, and is cleared by two', async ({ page }) => {
  const { main, expectClean } = await openTill(page, contested, (fake) =>
    fake.answer(tillContract, { closeFinding: async () => quiet }),
  );
  await expect(page.getByText('Doppelt gezahlt? Storno prüfen: 5,00 €')).toBeVisible();
  await inspect(page, 'till-findings');
  await page.getByRole('button', { name: 'Als geklärt festhalten LER-1-2026-000021' }).click();
  await page.getByLabel('Was haben Sie geklärt?').fill('An LER-1 zurückgegeben');
  await page.getByLabel('Benutzername der zweiten Person').fill('kraus');
  await page.getByLabel('PIN der zweiten Person').fill('931745');
  await inspect(page, 'till-finding-clear');
  await page.getByRole('button', { name: 'Als geklärt festhalten', exact: true }).click();
  await expect(page.locator('dialog')).toHaveCount(0);
  expect(inputs(main, 'closeFinding')).toMatchObject([{ itemId: 'i-21', claim: 3, reason: 'An LER-1 zurückgegeben' }]);
  expectClean();
});

test('an unknown Storno is settled; the day shows it first', async ({ page }) => {
  const { main } = await openTill(page, doubtful, (fake) =>
    fake.answer(tillContract, { askDevice: async () => doubtful, settle: async () => quiet }),
  );
  await inspect(page, 'till-unknown');
  await page.getByRole('button', { name: 'Ausgang klären' }).click();
  await page.getByRole('button', { name: 'Gerät noch einmal fragen' }).click();
  await expect(page.getByText('keine eindeutige Auskunft')).toBeVisible();
  await page.getByLabel('Betrag ist zurückgegeben').check();
  await page.getByLabel('Begründung').fill('Storno-Beleg des Terminals liegt vor');
  await page.getByLabel('Benutzername der zweiten Person').fill('yilmaz');
  await page.getByLabel('PIN der zweiten Person').fill('508216');
  await inspect(page, 'till-settle');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog')).toHaveCount(0);
  expect(inputs(main, 'settle')).toMatchObject([{ decision: 'done' }]);
});

test('closing: begin, count with a live sum, compare, end with a reason', async ({ page }) => {
  let view: TillView = quiet;
  const answer = (next: TillView['closing']) => async () => {
    view = { ...quiet, closing: next };
    return view;
  };
  const { main, expectClean } = await openTill(page, quiet, (fake) =>
    fake.answer(tillContract, {
      view: async () => view,
      beginClosing: answer(closings.begun),
      count: answer(closings.counted),
      cutBatch: answer(closings.different),
      close: answer(null),
    }),
  );
  await page.getByRole('button', { name: 'Kassenabschluss' }).click();
  await inspect(page, 'till-closing');
  await page.locator('button[data-primary]').click();
  await page.getByLabel('Anzahl 50,00 €').fill('2');
  await page.getByLabel('Anzahl 20,00 €').fill('1');
  await page.getByLabel('Anzahl 5,00 €', { exact: true }).fill('2');
  await page.getByLabel('Anzahl 2,00 €', { exact: true }).fill('x');
  await expect(page.getByText('Bitte nur ganze Stückzahlen')).toBeVisible();
  await page.getByLabel('Anzahl 2,00 €', { exact: true }).fill('2');
  await expect(page.locator('[data-counted="13400"]')).toBeVisible();
  await inspect(page, 'till-closing-count');
  await page.keyboard.press('Enter');
  await expect(page.getByText('-1,00 €')).toBeVisible();
  await page.getByRole('button', { name: 'Kassenschnitt ausführen' }).click();
  await expect(page.getByText('Am Terminal 7,77 € mehr')).toBeVisible();
  await page.getByRole('button', { name: 'Abschluss beenden und drucken' }).click();
  await expect(page.locator('[data-field-id=differenceReason]')).toBeFocused();
  await inspect(page, 'till-closing-end');
  await page.keyboard.type('Zahlung am Terminal getippt');
  await page.getByRole('button', { name: 'Abschluss beenden und drucken' }).click();
  await page.getByRole('button', { name: 'Nachdruck' }).waitFor();
  expect(inputs(main, 'close')).toEqual([{ differenceReason: 'Zahlung am Terminal getippt' }]);
  expect(inputs(main, 'printClosing')).toEqual([{ number: 17 }]);
  await inspect(page, 'till-past');
  expectClean();
});

test('closing blocked by the unknown: a lead decides', async ({ page }) => {
  const { main } = await openTill(page, { ...doubtful, closing: closings.blocked }, (fake) =>
    fake.answer(tillContract, {
      letPass: async () => {
        throw new AppError('till.lead-needed');
      },
    }),
  );
  await page.getByRole('button', { name: 'Abschluss fortsetzen' }).click();
  await inspect(page, 'till-closing-blocked');
  await page.getByRole('button', { name: 'Ungeklärtes zulassen' }).click();
  await page.getByLabel('Grund').fill('Klärung morgen');
  await page.getByLabel('Benutzername der Leitung').fill('kraus');
  await page.getByLabel('PIN der Leitung').fill('931745');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog [data-error-code="till.lead-needed"]')).toBeVisible();
  await inspect(page, 'till-lead');
  expect(inputs(main, 'letPass')).toMatchObject([{ what: 'unknown' }]);
});

test('past closings: preview, reprint, export with its path', async ({ page }) => {
  await openTill(page, quiet, (fake) =>
    fake.answer(tillContract, {
      exportDay: async ({ day }) => ({ file: `/daten/export/kasse-SCH-${day}.csv`, rows: 12 }),
    }),
  );
  await page.getByRole('button', { name: 'Frühere Abschlüsse und Export' }).click();
  await page.getByRole('button', { name: 'Nachdruck Abschluss 16' }).click();
  await expect(page.getByText('Abschluss Nr. 16 ist gedruckt')).toBeVisible();
  await page.getByRole('textbox', { name: 'Tag' }).fill('22.11.2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText('/daten/export/kasse-SCH-2026-11-22.csv')).toBeVisible();
  await inspect(page, 'till-export');
});
