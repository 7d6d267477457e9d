import { expect, test } from '@playwright/test';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { goThrough, nextPerson } from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { type OpenSeat, openSeatAtWork } from './support/open-seat.ts';

let seat: OpenSeat;
test.beforeAll(async () => {
  seat = await openSeatAtWork();
});
test.afterAll(async () => seat?.close());

const today = berlinDay(Date.now());
const first = (serviceId: string) => personsFor(serviceId, today)[0]?.values ?? {};

for (const [serviceId, pay] of [
  ['personalausweis', 'card'],
  ['meldebescheinigung', 'cash'],
  ['unterschriftsbeglaubigung', 'card'],
] as const) {
  test(`${serviceId}: from the first question to the receipt, accessible on every screen`, async () => {
    const { clerk, citizen } = seat;
    await goThrough(clerk, serviceId, first(serviceId), {
      pay,
      onStep: async (visit) => {
        await expectAccessible(clerk, visit.stepId);
        await expectAccessible(citizen, `citizen at ${visit.stepId}`);
      },
    });
    await expect(clerk.locator('[data-vorgang-phase="done"]')).toBeVisible();
    await expectAccessible(clerk, 'finished');
    await nextPerson(clerk);
  });
}

test('nothing was asked of any other address and no page reported an error', () => {
  expect(seat.foreignRequests).toEqual([]);
  expect(seat.pageErrors).toEqual([]);
});
