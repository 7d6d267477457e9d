/** A Hausbesuch at the real screen: prepared, left waiting in the overview and among the rounds, entered on return. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { rootDir } from '../../scripts/host/paths.ts';
import { currentStep, doStep, goThrough, nextPerson } from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeatAtWork } from './support/open-seat.ts';

const pictures = path.join(rootDir, 'out/e2e-hausbesuch');
const today = berlinDay(Date.now());
const valuesOf = (id: string) => personsFor('hausbesuch', today).find((person) => person.id === id)?.values ?? {};

let seat: OpenSeat;
test.beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  seat = await openSeatAtWork();
});
test.afterAll(async () => seat?.close());

async function look(where: string): Promise<void> {
  await expectAccessible(seat.clerk, where);
  await seat.clerk.screenshot({ path: path.join(pictures, `${where}.png`) });
}

test('an exemption is offered first and ends there', async () => {
  const visits = await goThrough(seat.clerk, 'hausbesuch', valuesOf('erika'), {
    onStep: (visit) => look(`exemption-${visit.stepId}`),
  });
  expect(visits[0]?.stepId).toBe('exemption');
  expect(visits.map(({ stepId }) => stepId)).not.toContain('visit-place');
  await nextPerson(seat.clerk);
});

test('a visit is prepared, waits, is found among the rounds, and ends with what was done', async () => {
  test.setTimeout(180_000);
  const { clerk } = seat;
  const values = valuesOf('adele');
  await clerk.locator('[data-service-id="hausbesuch"]').click();
  for (let visit = await currentStep(clerk); visit?.stepId !== 'result'; visit = await currentStep(clerk)) {
    if (visit === null) throw new Error('it ended before the visit');
    await look(`visit-${visit.stepId}`);
    await doStep(clerk, visit, values);
  }
  await look('visit-waiting');
  await clerk
    .getByRole('button', { name: /Übersicht/ })
    .first()
    .click();
  await expect(clerk.locator('.vorgaenge')).toContainText('Hausbesuch am');
  await look('overview');
  await clerk.keyboard.press('h');
  await clerk.locator('[data-screen=visits] [data-round]').first().waitFor();
  await clerk.getByRole('button', { name: 'Besuchsliste drucken' }).click();
  await expect(clerk.getByText('Besuchsliste gedruckt').first()).toBeVisible();
  await look('rounds');
  await clerk.getByRole('button', { name: /Ergebnis eintragen/ }).click();
  await clerk.locator('form[data-step-id=result]').waitFor();
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    await doStep(clerk, visit, values);
    await look(`return-${visit.stepId}`);
  }
  await expect(clerk.locator('[data-vorgang-phase="done"]')).toBeVisible();
  expect(seat.foreignRequests).toEqual([]);
  expect(seat.pageErrors).toEqual([]);
});
