/** Vorgänge of the Ortsverwaltung: waiting on the overview, searched, taken up, taken over by a lead, given back, lost. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { centralContract, gateContract, type OfficeVorgang } from '../../electron/contract/central.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { vorgangContract } from '../../electron/contract/vorgang.ts';
import type { FakeMain } from './fake-main.ts';
import { form } from './fixtures/panels.ts';
import { connected } from './fixtures/seat.ts';
import { longName, viewOf } from './fixtures/vorgang.ts';
import { inspect, openVorgang, openWindow } from './open.ts';

const card = {
  ...{ number: 'DRA-1-2026-000041', serviceTitle: 'Personalausweis beantragen', person: 'Aylin Beispiel-Öztürk' },
  ...{ stepTitle: 'Fingerabdrücke', unknown: false },
};
const waiting: OfficeVorgang = {
  ...{ vorgangId: 'w-1', state: 'waiting', seat: 'LER-1', since: '2026-11-22T09:02:00Z' },
  ...{ card, unproven: false, here: false },
};
const rows: OfficeVorgang[] = [
  waiting,
  { ...waiting, vorgangId: 'w-2', card: { ...card, number: 'LER-1-2026-000043', person: longName, unknown: true } },
  {
    ...waiting,
    ...{ vorgangId: 'w-3', state: 'held', seat: 'LER-3' },
    card: { ...card, number: 'LER-3-2026-000007', person: '', stepTitle: '' },
  },
  { ...waiting, vorgangId: 'w-4', state: 'abandoned', card: { ...card, number: 'LER-1-2026-000044', person: '' } },
  { ...waiting, vorgangId: 'a81f04c2-77', card: null, unproven: true },
];
const ended: OfficeVorgang = { ...waiting, vorgangId: 'w-9', state: 'ended', seat: 'LER-3' };
const view = viewOf(form);

async function openOverview(page: Page, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(gateContract, { state: async () => connected });
    main.answer(centralContract, {
      list: async () => ({ rows, more: true }),
      takeUp: async () => ({ newEvents: 12 }),
      search: async () => [ended],
    });
    main.answer(vorgangContract, { view: async () => view });
    prepare?.(main);
  });
  await page.locator('[data-list=waiting] [data-office-id]').first().waitFor();
  return opened;
}
const inputs = (main: FakeMain, call: string): unknown[] =>
  main.calls.filter(({ channel }) => channel === callChannel('central', call)).map(({ input }) => input);

test('what waits stands on the overview without a click, and goes on with one', async ({ page }) => {
  const { main, expectClean } = await openOverview(page);
  const list = page.locator('[data-list=waiting]');
  await expect(list.locator('[data-office-id]')).toHaveCount(4);
  await expect(list).not.toContainText('LER-3-2026-000007');
  await expect(list).toContainText('nicht beweisbar');
  await expect(page.locator('[data-waiting-hint]')).toContainText('4 Vorgänge warten');
  await list.scrollIntoViewIfNeeded();
  await inspect(page, 'travel-overview');
  await main.emit(centralContract, 'listed', { rows: [], more: false });
  await expect(list).toContainText('An keinem anderen Platz wartet ein Vorgang.');
  await expect(page.locator('[data-waiting-hint]')).toHaveCount(0);
  await main.emit(centralContract, 'listed', { rows, more: false });
  await list.getByRole('button', { name: `Hier weiterarbeiten ${card.number}` }).click();
  await page.locator('[data-screen=vorgang]').waitFor();
  expect(inputs(main, 'takeUp')).toEqual([{ vorgangId: 'w-1' }]);
  expectClean();
});

test('V opens all of them; the search finds by whole name, and nothing is said clearly', async ({ page }) => {
  const { main, expectClean } = await openOverview(page);
  await page.keyboard.press('v');
  await expect(page.locator('[data-screen=travel] h1')).toBeFocused();
  await expect(page.locator('[data-list=open] [data-office-id]')).toHaveCount(5);
  await expect(page.locator('[data-office-id=w-3]').getByRole('button')).toHaveCount(0);
  await inspect(page, 'travel-list');
  await page.getByRole('button', { name: 'Suchen' }).click();
  await expect(page.getByText('Bitte mindestens zwei Zeichen eingeben.')).toBeVisible();
  await page.getByLabel('Name oder Vorgangsnummer').fill(' Öztürk ');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-list=found] [data-office-state=ended]')).toContainText('abgeschlossen');
  expect(inputs(main, 'search')).toEqual([{ term: 'Öztürk' }]);
  await inspect(page, 'travel-found');
  await page.getByRole('button', { name: 'Suche schließen' }).click();
  await expect(page.locator('[data-list=open]')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('a lead takes over what was not given back, after the question about money; the PIN does not stay', async ({
  page,
}) => {
  let refused = true;
  const { main, expectClean } = await openOverview(page, (fake) =>
    fake.answer(centralContract, {
      async takeUp() {
        if (refused) throw new AppError('session.wrong-pin', { left: 3 });
        return { newEvents: 3 };
      },
    }),
  );
  await page.getByRole('button', { name: 'Übernehmen … LER-1-2026-000044' }).click();
  await expect(page.getByText('Fragen Sie zuerst: Wurde schon bezahlt?')).toBeVisible();
  await inspect(page, 'travel-take-over');
  await page.getByRole('button', { name: 'Als Leitung übernehmen' }).click();
  await expect(page.getByLabel('Grund')).toBeFocused();
  await page.keyboard.type('Platz ausgefallen');
  await page.getByLabel('Benutzername der Leitung').fill('kraus');
  await page.getByLabel('PIN der Leitung').fill('1234');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog [data-error-code="session.wrong-pin"]')).toBeVisible();
  await expect(page.getByLabel('PIN der Leitung')).toHaveValue('');
  refused = false;
  await page.getByLabel('PIN der Leitung').fill('3333');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen=vorgang]').waitFor();
  expect(inputs(main, 'takeUp').at(-1)).toEqual({
    vorgangId: 'w-4',
    takeOver: { lead: { userName: 'kraus', pin: '3333' }, reason: 'Platz ausgefallen' },
  });
  expectClean();
});

test('while the line is unsteady nothing is fetched or given, and the screen says so', async ({ page }) => {
  const { main, expectClean } = await openOverview(page);
  await page.keyboard.press('v');
  await page.locator('[data-list=open] [data-office-id]').first().waitFor();
  await main.emit(gateContract, 'changed', { ...connected, state: 'gestört', reason: 'line' });
  await expect(page.getByText('Verbindung zum Stadtnetz ist gestört')).toBeVisible();
  const button = page.getByRole('button', { name: `Hier weiterarbeiten ${card.number}` });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await button.press('Enter');
  expect(inputs(main, 'takeUp')).toEqual([]);
  await inspect(page, 'travel-unsteady');
  expectClean();
});

test('a Vorgang is given to the Ortsverwaltung or to a seat elsewhere, and leaves the screen', async ({ page }) => {
  const { main, expectClean } = await openVorgang(page, view, (fake) => {
    fake.answer(gateContract, { state: async () => connected });
    fake.answer(centralContract, {
      list: async () => ({ rows: [], more: false }),
      seats: async () => [{ seat: 'FIN-1', ortsverwaltung: 'Finthen' }],
      giveBack: async () => ({}),
    });
  });
  await page.getByRole('button', { name: 'Vorgang abgeben' }).click();
  await page.getByLabel('Wer arbeitet weiter?').selectOption({ label: 'Finthen: Platz FIN-1' });
  await inspect(page, 'travel-give-back');
  await page.locator('dialog').getByRole('button', { name: 'Abgeben', exact: true }).click();
  await page.locator('[data-screen=overview]').waitFor();
  expect(inputs(main, 'giveBack')).toEqual([{ vorgangId: 'v-17', toSeat: 'FIN-1' }]);
  await expect(page.getByText('An keinem anderen Platz wartet ein Vorgang.')).toBeVisible();
  expectClean();
});

test('what another seat took over says so and leaves', async ({ page }) => {
  const { main, expectClean } = await openVorgang(page, view, (fake) => {
    fake.answer(gateContract, { state: async () => connected });
    fake.answer(centralContract, { list: async () => ({ rows: [], more: false }) });
  });
  await main.emit(centralContract, 'lost', { vorgangId: 'another' });
  await main.emit(centralContract, 'lost', { vorgangId: 'v-17' });
  await expect(page.getByRole('heading', { name: 'Der Vorgang wurde übernommen' })).toBeVisible();
  await inspect(page, 'travel-lost');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('a training seat alone says that there are no others', async ({ page }) => {
  const { expectClean } = await openWindow(page, 'clerk.html', () => {});
  await page.locator('[data-service-id]').first().waitFor();
  await expect(page.locator('[data-list=waiting]')).toHaveCount(0);
  await page.keyboard.press('v');
  await expect(page.getByText('Dieser Schulungsplatz arbeitet allein')).toBeVisible();
  await inspect(page, 'travel-alone');
  expectClean();
});
