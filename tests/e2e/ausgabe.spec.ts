/** A card from its application to the hand-over on the real screens: scanned like with a scanner, without a mouse. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { currentStep, doStep, goThrough, nextPerson, pressBy, pressPrimary } from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeatAtWork } from './support/open-seat.ts';

const pictures = path.resolve(import.meta.dirname, '../../out/e2e-ausgabe');
const today = berlinDay(Date.now());
const first = (serviceId: string) => personsFor(serviceId, today)[0]?.values ?? {};

let seat: OpenSeat;
test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  seat = await openSeatAtWork();
});
test.afterAll(async () => seat?.close());

let picture = 0;
async function look(where: string): Promise<void> {
  const page = seat.clerk;
  picture += 1;
  await page.screenshot({ path: path.join(pictures, `${String(picture).padStart(2, '0')}-${where}.png`) });
  await expectAccessible(page, where);
}

test('books a card in that was applied for here', async () => {
  const { clerk } = seat;
  await goThrough(clerk, 'personalausweis', first('personalausweis'), { pay: 'card' });
  await nextPerson(clerk);
  await goThrough(clerk, 'wareneingang', first('wareneingang'), {
    onStep: ({ stepId }) => look(`einbuchen-${stepId}`),
  });
  await nextPerson(clerk);
});

test('finds it by its number without a mouse, hands it over, and says that the prints are gone', async () => {
  const { clerk } = seat;
  await clerk.locator('[data-service-id=ausgabe]').click();
  expect((await currentStep(clerk))?.kind).toBe('find');
  await expect(clerk.locator('[data-field-id=term]')).toBeFocused();
  await look('find');

  // What a scanner does: the number, check digit included, and Enter; twice, as some are set up.
  await pressBy(clerk, () => clerk.keyboard.type('LFC11X2T49\n'));
  await expect(clerk.locator('[role=alert], .kern-form-input__input--error').first()).toBeVisible();
  await look('find-misread');
  await clerk.locator('[data-field-id=term]').press('ControlOrMeta+A');
  await pressBy(clerk, () => clerk.keyboard.type('LFC11X2T4\n'));
  await expect(clerk.locator('[data-hit-id] input')).toBeFocused();
  await look('find-one');
  await pressBy(clerk, () => clerk.keyboard.press('Enter'));

  const visits: string[] = [];
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    if (visits.at(-1) !== visit.stepId) visits.push(visit.stepId);
    await look(visit.stepId);
    await doStep(clerk, visit, first('ausgabe'));
  }
  expect(visits).toEqual(['document', 'receiver', 'chip-check', 'old-document', 'hand-over', 'told']);
  await expect(clerk.locator('aside')).toContainText('an diesem Platz gelöscht um');
  await look('finished');
  await nextPerson(clerk);
});

test('does not hand it over twice, and takes a refusal to its end', async () => {
  const { clerk } = seat;
  await clerk.locator('[data-service-id=ausgabe]').click();
  await pressBy(clerk, () => clerk.keyboard.type('LFC11X2T4\n'));
  await expect(clerk.locator('[data-hit-id]')).toContainText('Schon ausgegeben');
  await look('find-refused');
  await clerk.locator('[data-field-id=term]').fill('LFC14C5T7');
  await pressPrimary(clerk);
  await look('find-nothing');
  await pressBy(clerk, () => clerk.getByRole('button', { name: 'Ohne Antrag am Platz' }).click());
  const values = personsFor('ausgabe', today).at(-1)?.values ?? {};
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    await look(`refused-${visit.stepId}`);
    await doStep(clerk, visit, values);
  }
  expect(seat.foreignRequests).toEqual([]);
  expect(seat.pageErrors).toEqual([]);
});
