import { expect, type Page, test } from '@playwright/test';
import { formatGermanDate } from '../../electron/contract/calendar-date.ts';
import type { FieldValue, FieldValues } from '../../electron/contract/field.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { currentStep, devicesReady, pressBy } from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { actOnDevice } from './support/call-counter.ts';
import { type OpenSeat, openSeat } from './support/open-seat.ts';

let seat: OpenSeat;
test.beforeAll(async () => {
  seat = await openSeat();
});
test.afterAll(async () => seat?.close());

interface Focus {
  fieldId: string | null;
  kind: string;
  value: string;
  /** Values of a select in the order of its entries. */
  entries: string[];
  primary: boolean;
}

const focus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement;
    const options = at instanceof HTMLSelectElement ? [...(at as HTMLSelectElement).options] : [];
    return {
      fieldId: at.getAttribute('data-field-id'),
      kind: at.getAttribute('role') ?? (at.tagName === 'INPUT' ? at.type : at.tagName.toLowerCase()),
      value: at.type === 'checkbox' ? String(at.checked) : (at.value ?? ''),
      entries: options.map((option) => option.value),
      primary: at.hasAttribute('data-primary'),
    };
  });

/** Presses Tab until `reached`; no stop may hold the focus. */
async function tabTo(page: Page, reached: (focus: Focus) => boolean): Promise<Focus> {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await focus(page);
    if (reached(at)) return at;
  }
  throw new Error('not reached by Tab');
}

async function enter(page: Page, at: Focus, value: FieldValue): Promise<void> {
  if (at.kind === 'checkbox') {
    if (at.value !== String(value)) await page.keyboard.press('Space');
  } else if (at.kind === 'select') {
    const steps = at.entries.indexOf(String(value)) - at.entries.indexOf(at.value);
    for (let step = 0; step < Math.abs(steps); step += 1)
      await page.keyboard.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  } else {
    const text = String(value);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(/^(\d{4}|XXXX)-(\d\d|XX)-(\d\d|XX)$/.test(text) ? formatGermanDate(text) : text);
  }
}

/** Goes through the form by Tab and fills what it meets; the main button has the focus at the end. */
async function fillByKeyboard(page: Page, values: FieldValues): Promise<void> {
  const left = new Map(Object.entries(values));
  for (let round = 0; round < 4; round += 1) {
    for (let at = await tabTo(page, (stop) => stop.fieldId !== null || stop.primary); !at.primary; ) {
      const value = left.get(at.fieldId ?? '');
      if (value !== undefined) {
        left.delete(at.fieldId ?? '');
        await enter(page, at, value);
        // The answer may bring further fields, which belong after this one.
        await page.waitForTimeout(60);
      }
      at = await tabTo(page, (stop) => stop.fieldId !== null || stop.primary);
    }
    if (left.size === 0) return;
  }
  throw new Error(`no field for ${[...left.keys()]}`);
}

/** As the clerk reads it beside the service. */
async function digitOf(clerk: Page): Promise<string> {
  const key = clerk.locator('[data-service-id="meldebescheinigung"] .service-key');
  await expect(key).toHaveText(/^[1-9]$/);
  return (await key.textContent()) ?? '';
}

test('a Meldebescheinigung from sign-in to the next person by keyboard alone', async () => {
  const { clerk } = seat;
  await clerk.evaluate(() => {
    for (const event of ['pointerdown', 'mousedown', 'touchstart']) {
      document.addEventListener(event, () => document.documentElement.setAttribute('data-pointer', event), true);
    }
  });
  await tabTo(clerk, (at) => at.fieldId === 'userName');
  await clerk.keyboard.type('berger');
  await clerk.keyboard.press('Tab');
  await clerk.keyboard.type('274913');
  await clerk.keyboard.press('Enter');
  await devicesReady(clerk, 6);
  await clerk.keyboard.press(await digitOf(clerk));

  const values = personsFor('meldebescheinigung', berlinDay(Date.now()))[0]?.values ?? {};
  const visited: string[] = [];
  const press = (key: string) => pressBy(clerk, () => clerk.keyboard.press(key));
  for (let visit = await currentStep(clerk); visit !== null; visit = await currentStep(clerk)) {
    expect(visited.length).toBeLessThan(40);
    if (visited.at(-1) !== visit.kind) {
      visited.push(visit.kind);
      // Each step begins at its heading, so that a screen reader says where we are.
      await expect(clerk.locator('h1[data-step-heading]')).toBeFocused();
    }
    if (visit.kind === 'identify' || visit.kind === 'form') {
      await fillByKeyboard(clerk, values[visit.stepId] ?? {});
      await press('Enter');
    } else if (visit.kind === 'seal') {
      const at = await tabTo(clerk, (stop) => stop.fieldId === 'sealNumber');
      await enter(clerk, at, at.entries[1] ?? '');
      await press('ControlOrMeta+Enter');
    } else await press('ControlOrMeta+Enter');
  }
  expect(visited).toEqual(['identify', 'form', 'check', 'fee', 'document', 'seal', 'hand-over']);
  await expect(clerk.locator('[data-vorgang-phase="done"]')).toBeVisible();
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('[data-service-id]').first()).toBeVisible();
  expect(await clerk.locator('html').getAttribute('data-pointer')).toBeNull();
  expect(seat.pageErrors).toEqual([]);
});

test('a step that was done is shown again by keyboard, nothing typed is lost, and Escape stops a waiting device', async () => {
  const { clerk } = seat;
  await clerk.keyboard.press(await digitOf(clerk));
  await expect(clerk.locator('form[data-step-id]')).toBeVisible();
  const values = personsFor('meldebescheinigung', berlinDay(Date.now()))[1]?.values ?? {};
  const first = await currentStep(clerk);
  await fillByKeyboard(clerk, values[first?.stepId ?? ''] ?? {});
  await pressBy(clerk, () => clerk.keyboard.press('Enter'));
  const second = await currentStep(clerk);
  expect(second?.stepId).not.toBe(first?.stepId);
  const back = async () => {
    for (let stops = 0; stops < 60; stops += 1) {
      await clerk.keyboard.press('Shift+Tab');
      const name = await clerk.evaluate(() => document.activeElement?.textContent ?? '');
      if (name.includes('Person feststellen')) return;
    }
    throw new Error('the done step is not reached by Tab');
  };
  await back();
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator(`form[data-step-id="${first?.stepId}"]`)).toBeVisible();
  await expect(clerk.locator('[data-field-id="surname"]')).toHaveValue(String(values[first?.stepId ?? '']?.surname));

  let visit = await currentStep(clerk);
  while (visit !== null && visit.kind !== 'check') {
    await fillByKeyboard(clerk, values[visit.stepId] ?? {});
    await pressBy(clerk, () => clerk.keyboard.press('Enter'));
    visit = await currentStep(clerk);
  }
  await actOnDevice(clerk, 'pad-1', 'auto', { autoSign: false });
  const primary = clerk.locator('button[data-primary]');
  await expect(primary).toHaveAttribute('aria-disabled', 'false');
  await clerk.keyboard.press('ControlOrMeta+Enter');
  await expect(clerk.locator('.step-waiting')).toBeVisible();
  await expect(seat.citizen.locator('body')).toContainText(String(values[first?.stepId ?? '']?.surname));
  await clerk.keyboard.press('Escape');
  await expect(clerk.locator('.step-waiting')).toBeHidden({ timeout: 2_000 });
  await expect(clerk.locator('[data-error-code]')).toHaveCount(0);
  await actOnDevice(clerk, 'pad-1', 'auto');
  await pressBy(clerk, () => clerk.keyboard.press('ControlOrMeta+Enter'));
  expect((await currentStep(clerk))?.kind).not.toBe('check');
});
