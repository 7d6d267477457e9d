/** The evening of the demo: a declined card, a line cut in the middle of a payment and its settlement, and the closing of the till. */
import type { Page } from '@playwright/test';
import { currentStep, doStep } from '../../tests/support/clerk-at-screen.ts';
import type { Person } from '../../tests/support/persons.ts';
import type { Pictures } from './take-pictures.ts';

type Act = (deviceId: string, action: string, parameters: Record<string, string | number>) => Promise<unknown>;

/** Up to the fee step and no further. */
async function untilFee(clerk: Page, serviceId: string, person: Person): Promise<void> {
  await clerk.locator(`[data-service-id="${serviceId}"]`).click();
  for (let visit = await currentStep(clerk); visit !== null && visit.kind !== 'fee'; visit = await currentStep(clerk)) {
    await doStep(clerk, visit, person.values);
  }
}

const pay = (clerk: Page) => clerk.locator('button[data-primary]:not([aria-disabled="true"])').click();

/** The citizen presses the red key; the clerk sees that nothing was booked and tries again. */
export async function declineScene(clerk: Page, act: Act, person: Person, pictures: Pictures): Promise<void> {
  await untilFee(clerk, 'unterschriftsbeglaubigung', person);
  await act('terminal-1', 'set-behaviour', { customer: 'cancel' });
  await pay(clerk);
  await clerk.getByText('Zahlung abgelehnt').waitFor({ timeout: 30_000 });
  await pictures.both('kasse-zahlung-abgelehnt');
  await act('terminal-1', 'set-behaviour', { customer: 'pay' });
}

/** The line is cut after the terminal has booked, before its receipts; the seat asks the terminal and finds the payment, once. */
export async function cutLineScene(clerk: Page, act: Act, pictures: Pictures): Promise<void> {
  await act('terminal-1', 'set-behaviour', { booking: 'B' });
  await act('terminal-1', 'set-fault', { point: 'receipt', kind: 'drop-before' });
  await pay(clerk);
  await clerk.waitForTimeout(1_200);
  await pictures.clerk('kasse-leitung-getrennt');
  await clerk.locator('form[data-step-kind]:not([data-step-kind="fee"])').waitFor({ timeout: 60_000 });
  await pictures.clerk('kasse-leitung-geklaert');
  await act('terminal-1', 'clear-faults', {});
  await act('terminal-1', 'set-behaviour', { booking: 'A' });
}

/** To the end after the payment; the papers belong to the Vorgang as always. */
export async function toTheEnd(clerk: Page, person: Person): Promise<void> {
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    await doStep(clerk, visit, person.values);
  }
}

/** The evening: the drawer is counted, the terminal closes its batch, both agree, the closing is printed. */
export async function closingScene(clerk: Page, pictures: Pictures): Promise<void> {
  await clerk.locator('[data-screen="overview"]').waitFor();
  await clerk.keyboard.press('k');
  await clerk.locator('[data-screen="till"]').waitFor();
  await pictures.clerk('kasse-heute');
  await clerk.getByRole('button', { name: 'Kassenabschluss' }).click();
  await clerk.getByRole('button', { name: 'Abschluss beginnen' }).click();
  // Five euros were taken in cash for the Meldebescheinigung; they lie in the drawer as one note.
  await clerk.locator('[data-piece="500"]').fill('1');
  await clerk.getByRole('button', { name: 'Zählung übernehmen' }).click();
  await pictures.clerk('kasse-gezaehlt');
  await clerk.getByRole('button', { name: 'Kassenschnitt ausführen' }).click();
  await clerk.locator('[data-closing-cut="done"]').waitFor({ timeout: 60_000 });
  await pictures.clerk('kasse-kassenschnitt');
  await clerk.locator('button[data-primary]:not([aria-disabled="true"])').last().click();
  await clerk.locator('[data-screen="till"][data-page="past"]').waitFor({ timeout: 60_000 });
  await clerk.locator('[data-screen="till"][data-page="past"] table').waitFor();
  await pictures.clerk('kasse-abschluesse');
}
