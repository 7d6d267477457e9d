/** Two seats of one Ortsverwaltung and a throw-away centre: prepared at one, given back, found at the other without a click, gone on with. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { rootDir } from '../../scripts/host/paths.ts';
import { currentStep, doStep, signIn } from '../support/clerk-at-screen.ts';
import { type FaultyLine, startFaultyLine } from '../support/faulty-line.ts';
import { personsFor } from '../support/persons.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { prepareSeat } from '../support/postgres/whole-seat.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeat } from './support/open-seat.ts';

const pictures = path.join(rootDir, 'out/e2e-pictures');
const folder = mkdtempSync(path.join(tmpdir(), 'zweitplatz-travel-'));
let centre: TestCentre;
let line: FaultyLine;
let counter: SeatCounter;
let one: OpenSeat;
let two: OpenSeat;

test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  mkdirSync(path.join(folder, 'counter'));
  [centre, counter] = await Promise.all([startTestCentre(), startSeatCounter(folder, { seed: 3 })]);
  line = await startFaultyLine({ host: '127.0.0.1', port: centre.cluster.port });
  const place = (id: string, port: number) =>
    prepareSeat({ centre, folder, id, port, devicesFile: counter.policyFile });
  [one, two] = await Promise.all([openSeat(place('DRA-1', line.port)), openSeat(place('DRA-2', centre.cluster.port))]);
});
test.afterAll(async () => {
  await one?.close();
  await two?.close();
  await line?.stop();
  await counter?.stop();
  await centre?.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  await expectAccessible(page, name);
}
const connected = (page: Page) => page.locator('[data-gate=verbunden]').waitFor({ timeout: 20_000 });
const person = personsFor('meldebescheinigung', '2026-11-22')[0];

test('prepared at one seat, cut off and back, given back, found at the other and gone on with there', async () => {
  if (!person) throw new Error('no person');
  const { clerk: first, citizen } = one;
  const { clerk: second } = two;
  await connected(first);
  await signIn(first, { userName: 'berger', pin: '274913' });
  await first.locator('[data-service-id="meldebescheinigung"]').click();
  const identify = await currentStep(first);
  if (!identify) throw new Error('no step');
  await doStep(first, identify, person.values);
  const next = await currentStep(first);
  const surname = String(Object.values(person.values).find((values) => values.surname)?.surname);

  line.halfOpen();
  await expect(first.locator('[data-screen=dark]')).toBeVisible({ timeout: 15_000 });
  await expect(citizen.locator('[data-citizen-screen=pause]')).toBeVisible();
  expect(await first.locator('body').innerText()).not.toContain(surname);
  await look(first, 'travel-dark');
  await look(citizen, 'travel-dark-citizen');
  line.pass();
  await expect(first.locator('[data-screen=dark]')).toHaveCount(0, { timeout: 15_000 });
  expect(await currentStep(first)).toEqual(next);
  await connected(first);

  const number = await first.locator('.person .legal').innerText();
  await first.getByRole('button', { name: 'Vorgang abgeben' }).click();
  await look(first, 'travel-give-back');
  await first.locator('dialog').getByRole('button', { name: 'Abgeben', exact: true }).click();
  await expect(first.locator('[data-list=waiting]')).toContainText(surname, { timeout: 15_000 });
  await expect(first.getByText('Kein Vorgang ist offen.')).toBeVisible();

  // A stand-in who has never sat there: signed in, and it stands there.
  await connected(second);
  await signIn(second, { userName: 'yilmaz', pin: '508216' });
  const waiting = second.locator('[data-list=waiting] [data-office-state=waiting]');
  await expect(waiting).toContainText(surname, { timeout: 5_000 });
  await expect(waiting).toContainText(number.split(' ')[0] ?? '');
  await waiting.scrollIntoViewIfNeeded();
  await look(second, 'travel-stand-in');
  await second.getByRole('button', { name: /^Vorgänge der Ortsverwaltung/ }).click();
  await second.getByLabel('Name oder Vorgangsnummer').fill(number.split(' ')[0] ?? '');
  await second.keyboard.press('Enter');
  await expect(second.locator('[data-list=found] [data-office-state=waiting]')).toContainText(surname);
  await look(second, 'travel-search');
  await second.getByRole('button', { name: /^Hier weiterarbeiten/ }).click();
  expect(await currentStep(second)).toEqual(next);
  await expect(second.locator('.person')).toContainText(surname);
  if (next) await doStep(second, next, person.values);
  expect(await currentStep(second)).not.toEqual(next);

  // At the first seat it is held elsewhere now, and nothing can be done about it there.
  await first.keyboard.press('v');
  await expect(first.locator('[data-office-state=held]')).toContainText('DRA-2', { timeout: 15_000 });
  await expect(first.locator('[data-office-state=held]').getByRole('button')).toHaveCount(0);
  expect([...one.pageErrors, ...two.pageErrors]).toEqual([]);
});
