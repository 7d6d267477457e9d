/** One Vorgang by keyboard alone, and what double presses must never do. */
import { expect, type Page, test } from '@playwright/test';
import type { StepAction } from '../../electron/contract/step-action.ts';
import { type VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';
import type { FakeMain } from './fake-main.ts';
import * as panels from './fixtures/panels.ts';
import { viewOf } from './fixtures/vorgang.ts';
import { openWindow } from './open.ts';

/** Answers each act with the next view of the list and remembers what was asked. */
function walk(main: FakeMain, views: VorgangView[], delayMs = 20): StepAction[] {
  const acts: StepAction[] = [];
  let at = 0;
  const now = (): VorgangView => views[at] as VorgangView;
  main.answer(vorgangContract, {
    start: async () => now(),
    view: async () => now(),
    abort: async () => ({}),
    act: async ({ action }) => {
      if (action.do !== 'draft') {
        acts.push(action);
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        at = Math.min(at + 1, views.length - 1);
      }
      return { view: now(), problems: [] };
    },
  });
  return acts;
}

const focused = (page: Page) => page.locator(':focus');
const ready = (page: Page, stepId: string) =>
  page.locator(`[data-step-id=${stepId}] [data-primary]:not([aria-disabled=true])`).waitFor();

test('a Vorgang from start to end by keyboard', async ({ page }) => {
  const done = viewOf(null);
  const views = [
    viewOf(panels.identify),
    viewOf(panels.signatureCaptured),
    viewOf(panels.fee),
    viewOf(panels.documentReady),
    viewOf(panels.seal),
    viewOf(panels.note),
    { ...done, summary: { ...done.summary, phase: 'done' as const } },
  ];
  let acts: StepAction[] = [];
  const { expectClean } = await openWindow(page, 'clerk.html', (main) => {
    acts = walk(main, views);
  });
  await page.locator('[data-service-id]').first().waitFor();
  await page.keyboard.press('1');

  await ready(page, 'identify');
  await expect(focused(page)).toHaveText('Person feststellen');
  await page.keyboard.press('Tab');
  for (const typed of ['Beispiel', 'Aylin', '1.2.1990', 'Mainz']) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('R');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveAttribute('data-field-id', 'compared');
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');

  await ready(page, 'unterschrift');
  await expect(focused(page)).toHaveText('Unterschrift');
  await page.keyboard.press('Enter');
  await ready(page, 'gebuehr');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await expect(focused(page)).toHaveAttribute('value', 'cash');
  await page.keyboard.press('Tab');
  await page.keyboard.type('100');
  await page.keyboard.press('Enter');
  await ready(page, 'papiere');
  await page.keyboard.press('Control+Enter');
  await ready(page, 'siegel');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await ready(page, 'hinweis');
  await page.keyboard.press('Enter');
  await page.locator('[data-vorgang-phase=done]').waitFor();
  await expect(focused(page)).toHaveText('Vorgang abgeschlossen');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen=overview]').waitFor();

  expect(acts).toEqual([
    {
      do: 'record',
      values: {
        familyName: 'Beispiel',
        givenNames: 'Aylin',
        birthDate: '1990-02-01',
        birthPlace: 'Mainz',
        evidence: 'passport',
        compared: true,
      },
    },
    { do: 'accept', reason: '' },
    { do: 'pay-cash', givenCents: 10000 },
    { do: 'confirm-print', documentId: 'antrag' },
    { do: 'seal', targetId: 'b', sealNumber: '12' },
    { do: 'record', values: {} },
  ]);
  expectClean();
});

test('double presses act once and never reach the next step', async ({ page }) => {
  let acts: StepAction[] = [];
  await openWindow(page, 'clerk.html', (main) => {
    acts = walk(main, [viewOf(panels.signatureCaptured), viewOf(panels.fee), viewOf(panels.note)], 5);
  });
  await page.locator('[data-service-id]').first().dblclick();
  await ready(page, 'unterschrift');
  const { x, y, width, height } = (await page.locator('[data-primary]').boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  // Well within the moment in which a new step's main action waits, and long after the act is done.
  const begun = Date.now();
  while (Date.now() - begun < 220) {
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.keyboard.press('Enter');
  }
  await ready(page, 'gebuehr');
  expect(acts).toEqual([{ do: 'accept', reason: '' }]);
});

test('Escape stops the device; leaving and dialogs give the focus back', async ({ page }) => {
  const { main } = await openWindow(page, 'clerk.html', (fake) => {
    walk(fake, [viewOf(panels.fingerprintRunning)]);
  });
  await page.locator('[data-service-id]').first().click();
  await page.getByText('Finger jetzt auflegen', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => main.calls.filter(({ channel }) => channel === 'counter:vorgang/abort').length).toBe(1);

  await main.emit(vorgangContract, 'changed', viewOf(panels.fingerprintMixed));
  const missing = page.getByRole('button', { name: 'Finger geht nicht' });
  await missing.focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await expect(missing).toBeFocused();
});
