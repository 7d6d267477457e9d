/** A clerk at the real screen: fills forms by their fields, presses the main button, waits like a person for the next step. */
import type { Locator, Page } from '@playwright/test';
import { formatGermanDate } from '../../electron/contract/calendar-date.ts';
import type { FieldValues } from '../../electron/contract/field.ts';

export interface ScreenVisit {
  stepId: string;
  kind: string;
}

const stepTimeoutMs = 30_000;
const step = (page: Page): Locator => page.locator('form[data-step-id]');
const primary = (page: Page): Locator => page.locator('button[data-primary]');

export async function signIn(page: Page, clerk: { userName: string; pin: string }): Promise<void> {
  await page.getByLabel('Benutzername').fill(clerk.userName);
  await page.getByLabel('PIN', { exact: true }).fill(clerk.pin);
  await primary(page).click();
  await page.locator('[data-service-id]').first().waitFor({ timeout: stepTimeoutMs });
}

export async function devicesReady(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[data-device-state="ready"]').length >= wanted,
    count,
    { timeout: stepTimeoutMs },
  );
}

/** The step on screen; null once the Vorgang has ended. */
export async function currentStep(page: Page): Promise<ScreenVisit | null> {
  const form = page.locator('form[data-step-id], form[data-vorgang-phase]');
  await form.waitFor({ timeout: stepTimeoutMs });
  const stepId = await form.getAttribute('data-step-id');
  return stepId === null ? null : { stepId, kind: (await form.getAttribute('data-step-kind')) ?? '' };
}

/** Types what the person says into every field that is there, also those that appear while typing. */
export async function fillFields(page: Page, values: FieldValues): Promise<void> {
  const left = new Map(Object.entries(values));
  for (let round = 0; round < 5 && left.size > 0; round += 1) {
    for (const [fieldId, value] of left) {
      const field = step(page).locator(`[data-field-id="${fieldId}"]`);
      if ((await field.count()) === 0) continue;
      await fillField(page, field, value);
      left.delete(fieldId);
    }
    if (left.size > 0) await page.waitForTimeout(150);
  }
}

async function fillField(page: Page, field: Locator, value: string | number | boolean): Promise<void> {
  const tag = await field.evaluate(
    (element) => `${element.tagName}:${(element as HTMLInputElement).type ?? ''}:${element.getAttribute('role') ?? ''}`,
  );
  if (tag.startsWith('SELECT')) await field.selectOption(String(value));
  else if (tag.includes('checkbox')) await field.setChecked(value === true);
  else if (tag.includes('combobox')) {
    await field.fill(String(value));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  } else
    await field.fill(
      /^(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)$/.test(String(value)) ? formatGermanDate(String(value)) : String(value),
    );
}

/** What is on screen as text; changes when the view changes. */
const face = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const form = document.querySelector('form[data-step-id], form[data-vorgang-phase], form[data-unknown]');
    const values = [...document.querySelectorAll('[data-print-phase], [data-target-id], [data-item-id], .finger')];
    return `${form?.getAttribute('data-step-id')}|${form?.textContent}|${values.map((value) => value.outerHTML.length).join()}`;
  });

/** Presses the main button and waits until what it does is done. */
export function pressPrimary(page: Page): Promise<void> {
  return pressBy(page, () => primary(page).click());
}

/** Waits until the main button can be pressed, has it pressed, by mouse or by key, and waits until what it does is done. */
export async function pressBy(page: Page, press: () => Promise<void>): Promise<void> {
  const before = await face(page);
  await page.waitForFunction(
    () => document.querySelector('button[data-primary]:not([disabled]):not([aria-disabled="true"])') !== null,
    undefined,
    { timeout: stepTimeoutMs },
  );
  await press();
  for (let waited = 0; waited < stepTimeoutMs; waited += 40) {
    await page.waitForTimeout(40);
    const busy = await page.locator('[role="status"] .spinner, button[data-primary] .spinner').count();
    if (busy === 0 && (await face(page)) !== before) return;
  }
  throw new Error(`nothing happened in ${JSON.stringify(await currentStep(page))}`);
}

/** Searches as with a scanner, takes the first that can be taken, else goes on without. */
async function findVorgang(page: Page, { term = '', birthDate }: FieldValues): Promise<void> {
  await fillFields(page, birthDate === undefined ? { term } : { term, birthDate });
  await pressPrimary(page);
  const hit = step(page).locator('input[type=radio]').first();
  if ((await hit.count()) > 0) {
    await hit.check();
    await pressPrimary(page);
  } else await pressBy(page, () => step(page).getByRole('button', { name: /^Ohne/ }).click());
}

/** One press of whatever the step needs now. */
export async function doStep(
  page: Page,
  visit: ScreenVisit,
  values: Readonly<Record<string, FieldValues>>,
  options: { pay?: 'card' | 'cash' } = {},
): Promise<void> {
  if (visit.kind === 'identify' || visit.kind === 'form' || visit.kind === 'photo') {
    await fillFields(page, values[visit.stepId] ?? {});
  } else if (visit.kind === 'find') {
    return findVorgang(page, values[visit.stepId] ?? {});
  } else if (visit.kind === 'seal') {
    await step(page).locator('[data-field-id="sealNumber"]').selectOption({ index: 1 });
  } else if (visit.kind === 'fee' && options.pay === 'cash') {
    await page.getByLabel('Bar', { exact: true }).check();
  }
  await pressPrimary(page);
}

/** Begins a service on the overview and goes through it to its end; `onStep` sees every screen before the press. */
export async function goThrough(
  page: Page,
  serviceId: string,
  values: Readonly<Record<string, FieldValues>>,
  options: { pay?: 'card' | 'cash'; onStep?(visit: ScreenVisit): Promise<void> } = {},
): Promise<ScreenVisit[]> {
  await page.locator(`[data-service-id="${serviceId}"]`).click();
  const visits: ScreenVisit[] = [];
  for (let press = 0; press < 120; press += 1) {
    const visit = await currentStep(page);
    if (visit === null) return visits;
    if (visits.at(-1)?.stepId !== visit.stepId) visits.push(visit);
    await options.onStep?.(visit);
    await doStep(page, visit, values, options);
  }
  throw new Error('the Vorgang does not end');
}

export async function nextPerson(page: Page): Promise<void> {
  await primary(page).click();
  await page.locator('[data-service-id]').first().waitFor({ timeout: stepTimeoutMs });
}
