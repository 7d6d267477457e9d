/** Löschfristen: empty, full and for a lead; looked at, free of axe findings, and worked by keyboard. */
import { expect, type Page, test } from '@playwright/test';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type CentreDutyView, type RetentionView, retentionContract } from '../../electron/contract/retention.ts';
import { type Role, sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { signedIn } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

const rule = (key: string, title: string, period: string, confidence: 'H' | 'M' | 'U') => ({
  ...{ key, title, period, confidence, legalBasis: 'PAuswG § 26 Abs. 2; PassG § 16 Abs. 2' },
  note: 'Spätestens nach der Aushändigung ist zu löschen.',
});
const empty: RetentionView = {
  ...{ today: '2026-11-22', due: [], upcoming: [], held: [], erased: [], erasedTotal: 0, lastRunAt: null, overdue: 0 },
  centre: null,
  others: [
    {
      ...{ key: 'retention.photo-cloud', title: 'Lichtbild in der Cloud', who: 'cloud', period: '6 Monate' },
      ...{ legalBasis: 'PAuswV § 5 Abs. 7', confidence: 'H', note: 'Nur auf Wunsch länger.' },
    },
  ],
  rules: [
    rule('retention.fingerprints-after-issue', 'Biometrie eines Ausweisantrags, Obergrenze', '90 Tage', 'M'),
    rule('retention.cancelled-vorgang', 'Abgebrochener Vorgang', '30 Tage', 'U'),
  ],
};
const due = {
  ...{ vorgangId: 'v-17', number: 'SCH-2026-000017', what: 'biometrics' as const, overdue: true },
  ...{ dueOn: '2026-11-20', because: 'retention.fingerprints-after-issue' },
};
const missed: CentreDutyView = {
  ...{ duty: 'here', seat: 'DRA-2', checkedAt: '2026-11-21T01:00:00Z' },
  orphans: [
    {
      ...{
        vorgangId: 'o-1',
        label: 'Kennung 5c11aa02',
        kind: 'done',
        seat: 'DRA-1',
        since: '2026-09-01',
        what: 'biometrics',
      },
      ...{ dueOn: '2026-11-30', because: 'retention.fingerprints-after-issue' },
    },
    {
      ...{ vorgangId: 'o-2', label: 'Kennung 77ab0031', kind: 'open', seat: 'DRA-1', since: '2026-08-01', what: null },
      ...{ dueOn: null, because: null },
    },
  ],
};
const erased = {
  ...{ sequence: 812, at: '2026-11-21T01:00:00Z', label: 'Kennung 3f2a91bc', what: 'vorgang' as const, by: 'seat' },
  place: 'here' as const,
  because: 'retention.cancelled-vorgang',
};
const full: RetentionView = {
  ...empty,
  due: [due],
  upcoming: [{ ...due, vorgangId: 'v-18', number: 'SCH-2026-000018', dueOn: '2026-11-30', overdue: false }],
  held: [
    { vorgangId: 'v-3', number: 'SCH-2026-000003', reason: 'operation', openedOn: '2026-08-01', dueOn: '2026-11-01' },
  ],
  erased: [erased, { ...erased, sequence: 700, because: null, by: 'kraus', place: 'centre' }],
  centre: missed,
  erasedTotal: 2,
  lastRunAt: '2026-11-21T01:00:00Z',
  overdue: 2,
};

async function openDeadlines(page: Page, view: RetentionView, role: Role, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    const clerk = { userName: 'kraus', displayName: 'Karin Kraus', role };
    main.answer(sessionContract, { state: async () => ({ ...signedIn, clerk }) });
    main.answer(retentionContract, { state: async () => ({ overdue: view.overdue }), view: async () => view });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  return opened;
}
const inputs = (main: FakeMain, call: string): unknown[] =>
  main.calls.filter(({ channel }) => channel === callChannel('retention', call)).map(({ input }) => input);

test('nothing is due: a clerk sees why, and can neither erase nor export', async ({ page }) => {
  const { expectClean } = await openDeadlines(page, empty, 'clerk');
  await page.keyboard.press('l');
  await expect(page.locator('[data-screen=retention] h1')).toBeFocused();
  await expect(page.getByText('Nichts ist fällig.')).toBeVisible();
  await expect(page.getByRole('button', { name: /löschen|CSV/ })).toHaveCount(0);
  await page.getByText('Geltende Fristen (2)').click();
  await expect(page.getByText('nicht bestätigt')).toHaveCount(1);
  await page.getByText('Wer sonst handelt (1)').click();
  await expect(page.getByText('Lichtbild in der Cloud')).toBeVisible();
  await inspect(page, 'retention-empty');
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  await page.getByRole('button', { name: 'Löschfristen (L)' }).click();
  await page.locator('[data-screen=retention]').waitFor();
  expectClean();
});

test('what is late is told on the overview; a lead confirms, erases and saves the protocol', async ({ page }) => {
  const { main, expectClean } = await openDeadlines(page, full, 'lead', (fake) =>
    fake.answer(retentionContract, {
      eraseDue: async () => ({ erased: 1, view: { ...full, due: [], overdue: 1 } }),
      exportProtocol: async () => ({
        file: '/srv/zweitplatz/export/protokoll-SCH-2026-11-01-2026-11-22.csv',
        rows: 41,
      }),
    }),
  );
  await expect(page.getByText('2 Löschungen sind überfällig')).toBeVisible();
  await inspect(page, 'retention-overview');
  await page.keyboard.press('l');
  await expect(page.locator('[data-list=due] [data-row-id]')).toHaveCount(1);
  await expect(page.locator('[data-list=orphans] [data-row-id]')).toHaveCount(2);
  await inspect(page, 'retention-due');
  await page.getByRole('button', { name: 'Jetzt löschen, was fällig ist' }).click();
  await page.locator('dialog').getByRole('button', { name: 'Zurück' }).click();
  expect(inputs(main, 'eraseDue')).toEqual([]);
  await page.getByRole('button', { name: 'Jetzt löschen, was fällig ist' }).click();
  await inspect(page, 'retention-confirm');
  await page.locator('dialog').getByRole('button', { name: 'Endgültig löschen' }).press('Enter');
  await expect(page.getByText('1 Löschung ausgeführt')).toBeVisible();
  await expect(page.locator('[data-list=due]')).toContainText('Nichts ist fällig.');

  await page.getByRole('textbox', { name: 'Von' }).fill('1.11.2027');
  await page.getByLabel('Bis').press('Enter');
  await expect(page.getByText('zwischen einem Tag und einem Jahr')).toBeVisible();
  await page.getByRole('textbox', { name: 'Von' }).fill('1.11.2026');
  await page.getByLabel('Bis').fill('22.11.2026');
  await page.keyboard.press('Enter');
  await expect(page.getByText('41 Zeilen gespeichert')).toBeVisible();
  expect(inputs(main, 'exportProtocol')).toEqual([{ from: '2026-11-01', to: '2026-11-22' }]);
  await inspect(page, 'retention-exported');
  expectClean();
});
