/** Termine: empty, full, called, in trouble; by keyboard; and for a lead the times as table and bars. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import {
  type AppointmentsView,
  appointmentsContract,
  type ServiceTimesView,
} from '../../electron/contract/appointments.ts';
import { citizenContract } from '../../electron/contract/citizen.ts';
import { callChannel } from '../../electron/contract/define-contract.ts';
import { type Role, sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { called, noAppointments, times, today, troubled } from './fixtures/appointments.ts';
import { signedIn } from './fixtures/seat.ts';
import { common, viewOf } from './fixtures/vorgang.ts';
import { inspect, openWindow } from './open.ts';

const vorgang = viewOf({ ...common('note', 'Bitte vorlesen.', ''), text: ['Hinweis'], acknowledgement: 'Gelesen' });

async function openAppointments(page: Page, view: AppointmentsView, role: Role, prepare?: (main: FakeMain) => void) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    const clerk = { userName: 'kraus', displayName: 'Karin Kraus', role };
    main.answer(sessionContract, { state: async () => ({ ...signedIn, clerk }) });
    main.answer(appointmentsContract, { view: async () => view });
    prepare?.(main);
  });
  await page.locator('[data-service-id]').first().waitFor();
  return opened;
}
const inputs = (main: FakeMain, call: string): unknown[] =>
  main.calls.filter(({ channel }) => channel === callChannel('appointments', call)).map(({ input }) => input);

test('nothing yet: the overview stays as it is, and the screen says what to do', async ({ page }) => {
  const { main, expectClean } = await openAppointments(page, noAppointments, 'clerk', (fake) =>
    fake.answer(appointmentsContract, {
      importFile: async () => {
        throw new AppError('appointments.broken-line', { line: 12 });
      },
      walkIn: async () => ({ ...noAppointments, entries: [today.entries[5] as never], nextId: 'w', waiting: 1 }),
    }),
  );
  await expect(page.locator('.next-appointment')).toHaveCount(0);
  await page.keyboard.press('t');
  await expect(page.locator('[data-screen=appointments] h1')).toBeFocused();
  await expect(page.getByText('noch kein Kalender eingelesen')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Bereiche der Termine' })).toHaveCount(0);
  await inspect(page, 'appointments-empty');
  await page
    .locator('[data-calendar-file]')
    .setInputFiles({ name: 'x.ics', mimeType: 'text/calendar', buffer: Buffer.from('BEGIN:VCALENDAR') });
  await expect(page.locator('[data-error-code="appointments.broken-line"]')).toContainText('Zeile 12');
  expect(inputs(main, 'importFile')).toEqual([{ content: Buffer.from('BEGIN:VCALENDAR').toString('base64') }]);
  await inspect(page, 'appointments-bad-file');
  await page.getByLabel('Ohne Termin: worum geht es?').selectOption('meldebescheinigung');
  await page.getByRole('button', { name: 'Nummer ziehen' }).press('Enter');
  await expect(page.getByText('Nummer 4: bitte der Person sagen.')).toBeVisible();
  expect(inputs(main, 'walkIn')).toEqual([{ serviceId: 'meldebescheinigung' }]);
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('from the overview: N calls the next, and the Vorgang begins with the right service', async ({ page }) => {
  const { main, expectClean } = await openAppointments(page, today, 'clerk', (fake) =>
    fake.answer(appointmentsContract, { callNext: async () => called, startVorgang: async () => vorgang }),
  );
  await expect(page.locator('.turn')).toContainText('Als Nächstes');
  await inspect(page, 'appointments-overview');
  await page.keyboard.press('n');
  await expect(page.locator('.turn')).toContainText('Aufgerufen: Nummer 3');
  expect(inputs(main, 'callNext')).toHaveLength(1);
  await inspect(page, 'appointments-overview-called');
  await page.getByRole('button', { name: 'Vorgang beginnen' }).click();
  await page.locator('[data-screen=vorgang]').waitFor();
  expect(inputs(main, 'startVorgang')).toEqual([{ id: 'd', serviceId: 'personalausweis' }]);
  expectClean();
});

test('the list of the day: every state, every act by keyboard, an error that stays until the next act', async ({
  page,
}) => {
  const { main, expectClean } = await openAppointments(page, today, 'clerk', (fake) =>
    fake.answer(appointmentsContract, {
      arrive: async () => today,
      assign: async () => today,
      undo: async () => today,
      noShow: async () => today,
      callNext: async () => {
        throw new AppError('appointments.taken', { seat: 'DRA-2' });
      },
    }),
  );
  await page.keyboard.press('t');
  await expect(page.locator('[data-entry-id]')).toHaveCount(8);
  await inspect(page, 'appointments-day');
  const row = (id: string) => page.locator(`[data-entry-id=${id}]`);
  await row('e').getByRole('button', { name: 'Ist da' }).press('Enter');
  await row('e').getByRole('combobox').selectOption('personalausweis');
  await row('b').getByRole('button', { name: 'Nicht erschienen' }).press('Enter');
  await page.getByText('Erledigt, nicht erschienen, abgesagt (3)').click();
  await row('g').getByRole('button', { name: 'Rückgängig' }).press('Enter');
  await expect.poll(() => inputs(main, 'undo')).toEqual([{ id: 'g' }]);
  expect(inputs(main, 'arrive')).toEqual([{ id: 'e' }]);
  expect(inputs(main, 'assign')).toEqual([{ id: 'e', serviceId: 'personalausweis' }]);
  expect(inputs(main, 'noShow')).toEqual([{ id: 'b' }]);
  await page.locator('h1').focus();
  await page.keyboard.press('n');
  await expect(page.locator('[data-error-code="appointments.taken"]')).toContainText('DRA-2');
  await main.emit(appointmentsContract, 'changed', called);
  await expect(page.locator('.turn')).toContainText('Aufgerufen: Nummer 3');
  await inspect(page, 'appointments-called');
  await page.setViewportSize({ width: 1024, height: 720 });
  await inspect(page, 'appointments-called-narrow');
  expectClean();
});

test('trouble is told where it is and does not hide the list', async ({ page }) => {
  const { expectClean } = await openAppointments(page, troubled, 'clerk');
  await page.keyboard.press('t');
  await expect(page.getByText('Kein Abgleich mit den anderen Plätzen')).toBeVisible();
  await expect(page.getByText('buergerservice.ics')).toBeVisible();
  await expect(page.getByText('trauungen.ics, ab Zeile 88')).toBeVisible();
  await expect(page.locator('[data-entry-id]')).toHaveCount(8);
  await page.locator('[data-calendar-file]').scrollIntoViewIfNeeded();
  await inspect(page, 'appointments-trouble');
  expectClean();
});

test('a lead sees the times as table and bars, reaches them by keyboard, and saves them', async ({ page }) => {
  const empty: ServiceTimesView = { ...times, services: [], halfHours: [] };
  let answer = empty;
  const { main, expectClean } = await openAppointments(page, today, 'lead', (fake) =>
    fake.answer(appointmentsContract, {
      times: async ({ from, to }) => ({ ...answer, from, to }),
      exportTimes: async () => ({
        file: '/srv/zweitplatz/export/wartezeiten-DRA-1-2026-11-01-2026-11-23.csv',
        rows: 15,
      }),
    }),
  );
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Warte- und Bedienzeiten' }).press('Enter');
  await expect(page.locator('[data-times=empty]')).toBeVisible();
  await inspect(page, 'appointments-times-empty');
  answer = times;
  await page.getByLabel('Bis').fill('31.12.2030');
  await page.getByLabel('Bis').press('Enter');
  await expect(page.getByText('zwischen einem Tag und einem Jahr')).toBeVisible();
  await page.getByLabel('Bis').fill('23.11.2026');
  await page.getByLabel('Bis').press('Enter');
  await expect(page.locator('[data-list=services] tbody tr')).toHaveCount(4);
  await expect(page.locator('[data-list=services]')).toContainText('unter 5');
  await expect(page.locator('.wait-chart')).toHaveCount(2);
  await expect(page.locator('.wait-chart').first().locator('.recharts-bar-rectangle')).toHaveCount(6);
  await inspect(page, 'appointments-times');
  await page.locator('.wait-chart svg.recharts-surface').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.wait-chart .recharts-tooltip-wrapper').first()).toContainText('Min.');
  await page.getByText('Nach Uhrzeit als Tabelle').click();
  await page.evaluate('document.querySelectorAll(".wait-chart")[1].scrollIntoView()');
  await inspect(page, 'appointments-times-hours');
  await page.emulateMedia({ media: 'screen', forcedColors: 'none', reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Als CSV speichern' }).click();
  await expect(page.getByText('15 Zeilen gespeichert')).toBeVisible();
  expect(inputs(main, 'exportTimes')).toEqual([{ from: '2026-11-01', to: '2026-11-23' }]);
  expectClean();
});

test('the citizen sees a number and a time, never a name', async ({ page }) => {
  const { main, expectClean } = await openWindow(page, 'citizen.html', (fake) =>
    fake.answer(citizenContract, {
      state: async () => ({ screen: 'called', number: 14, startsAt: '2026-11-23T08:30:00Z', training: true }),
    }),
  );
  await expect(page.locator('[data-citizen-screen=called]')).toContainText('Nummer 14');
  await expect(page.locator('[data-citizen-screen=called]')).toContainText('Termin um 09:30 Uhr');
  await inspect(page, 'citizen-called');
  await main.emit(citizenContract, 'changed', { screen: 'called', number: 15, startsAt: null, training: false });
  await expect(page.locator('[data-citizen-screen=called]')).toContainText('Nummer 15');
  expectClean();
});
