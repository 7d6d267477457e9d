/** Every step kind in every state. */
import { test } from '@playwright/test';
import type { StepPanel } from '../../electron/contract/step-panel.ts';
import { type VorgangView, vorgangContract } from '../../electron/contract/vorgang.ts';
import * as panels from './fixtures/panels.ts';
import { inkPoints } from './fixtures/pictures.ts';
import { operation, viewOf } from './fixtures/vorgang.ts';
import { inspect, openVorgang } from './open.ts';

const failed = { code: 'device.disconnected' } as const;
const states: Record<string, StepPanel> = {
  find: panels.find,
  'find-one': panels.findOne,
  'find-several': panels.findSeveral,
  'find-nothing': panels.findNothing,
  'find-error': { ...panels.find, term: 'LFC11X2T4', error: { code: 'centre.tampered' } },
  'find-chosen': { ...panels.find, term: 'LFC11X2T4', chosen: { number: 'DRA-2026-000017', person: 'Erika Weiß' } },
  identify: panels.identify,
  'identify-filled': panels.identifyFilled,
  form: panels.form,
  'photo-blocked': panels.photo,
  fingerprint: panels.fingerprint,
  'fingerprint-running': panels.fingerprintRunning,
  'fingerprint-mixed': panels.fingerprintMixed,
  'fingerprint-error': { ...panels.fingerprintMixed, error: { code: 'fingerprint.no-finger' } },
  signature: panels.signature,
  'signature-captured': panels.signatureCaptured,
  'signature-error': { ...panels.signature, error: failed },
  check: panels.check,
  'check-asked': { ...panels.check, citizen: 'asked', running: true },
  'check-rejected': { ...panels.check, citizen: 'rejected' },
  'check-confirmed': { ...panels.check, citizen: 'confirmed' },
  fee: panels.fee,
  'fee-paying': { ...panels.fee, phase: 'paying', running: true, display: 'Karte vorhalten oder stecken' },
  'fee-question': { ...panels.fee, phase: 'paying', running: true, question: 'Unterschrift in Ordnung?' },
  'fee-declined': { ...panels.fee, phase: 'declined', declinedText: 'Karte nicht gedeckt' },
  'fee-error': { ...panels.fee, error: { code: 'device.unreachable' } },
  'fee-paid': { ...panels.fee, phase: 'paid', receiptNumber: 'SCH-2026-Q00012', changeCents: 4800 },
  'fee-may-pay-elsewhere': { ...panels.fee, mayPayElsewhere: true },
  'fee-elsewhere': { ...panels.fee, phase: 'elsewhere' },
  'fee-booked-elsewhere': { ...panels.fee, phase: 'paid', receiptNumber: null, bookedAt: 'DRA-1' },
  'fee-waived': { ...panels.fee, phase: 'waived' },
  'fee-nothing-due': { ...panels.fee, items: [], totalCents: 0, phase: 'nothing-due' },
  'fee-no-method': { ...panels.fee, methods: [] },
  'document-stopped': panels.documentPanel,
  'document-check-sheet': panels.documentReady,
  seal: panels.seal,
  chip: panels.chip,
  'chip-reading': { ...panels.chip, running: true },
  'chip-error': { ...panels.chip, error: { code: 'card.removed' } },
  'chip-result': {
    ...panels.chip,
    result: {
      outcome: 'answered',
      rows: [
        { label: 'Chip antwortet', value: 'ja' },
        { label: 'Gesicherter Zugang (PACE)', value: 'id-PACE-ECDH-GM-AES-CBC-CMAC-128' },
      ],
    },
  },
  'hand-over': panels.handOver,
  note: panels.note,
};

for (const [name, panel] of Object.entries(states)) {
  test(name, async ({ page }) => {
    const { expectClean } = await openVorgang(page, viewOf(panel));
    await page.locator(`[data-step-kind=${panel.kind}]`).waitFor();
    await inspect(page, `step-${name}`);
    expectClean();
  });
}

test('form with problems', async ({ page }) => {
  await openVorgang(page, viewOf(panels.identify));
  await page.locator('[data-field-id=birthDate]').fill('1.2.80');
  await page.locator('[data-primary]:not([aria-disabled=true])').click();
  await inspect(page, 'step-identify-problems');
});

test('long choice is searched by typing', async ({ page }) => {
  await openVorgang(page, viewOf(panels.form));
  await page.locator('[data-field-id=nationality]').fill('land');
  await page.getByRole('option', { name: 'Griechenland' }).waitFor();
  // While its list is open react-aria hides the rest of the page from screen readers; the focus stays in the input.
  await inspect(page, 'step-form-combo', ['aria-hidden-focus', 'page-has-heading-one', 'region']);
});

test('cash with change', async ({ page }) => {
  await openVorgang(page, viewOf(panels.fee));
  await page.getByLabel('Bar').check();
  await page.getByLabel('Erhalten').fill('50');
  await inspect(page, 'step-fee-cash-too-little');
  await page.getByLabel('Erhalten').fill('100');
  await inspect(page, 'step-fee-cash');
});

test('dialogs', async ({ page }) => {
  await openVorgang(page, viewOf(panels.fingerprintMixed));
  await page.getByRole('button', { name: 'Finger geht nicht' }).click();
  await page.getByRole('button', { name: 'Finger überspringen' }).click();
  await inspect(page, 'dialog-missing-finger');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Vorgang abbrechen' }).click();
  await inspect(page, 'dialog-cancel');
});

test('ink as it comes', async ({ page }) => {
  const view = viewOf({ ...panels.signature, running: true });
  const { main } = await openVorgang(page, view);
  const pad = { kind: 'ink', vorgangId: view.summary.id, widthUnits: 10800, heightUnits: 6480 } as const;
  await main.emit(vorgangContract, 'live', { ...pad, points: null });
  for (let at = 0; at < inkPoints.length; at += 20) {
    await main.emit(vorgangContract, 'live', { ...pad, points: inkPoints.slice(at, at + 20) });
  }
  await inspect(page, 'step-signature-ink');
});

const unknown: NonNullable<VorgangView['unknown']> = {
  operation: { ...operation, phase: 'unknown', reason: 'device.disconnected', settledAt: null, settledBy: null },
  title: 'Zahlung über 37,00 €: Ausgang unklar',
  instructions: [
    'Sehen Sie auf das Display des EC-Terminals.',
    'Hat das Terminal einen Beleg gedruckt? Vergleichen Sie Betrag und Uhrzeit.',
    'Fragen Sie, ob eine Nachricht der Bank gekommen ist.',
  ],
  choices: [
    { decision: 'done', label: 'Es wurde bezahlt' },
    { decision: 'declined', label: 'Es wurde nicht bezahlt' },
  ],
  secondClerk: true,
  canAskDevice: true,
};

test('unknown outcome', async ({ page }) => {
  const view = viewOf(panels.fee, { unknown, operations: [unknown.operation] });
  await openVorgang(page, view, (main) => main.answer(vorgangContract, { askDevice: async () => view }));
  await inspect(page, 'unknown');
  await page.getByRole('button', { name: 'Gerät noch einmal fragen' }).click();
  await page.getByLabel('Es wurde bezahlt').check();
  await page.getByLabel('Begründung').fill('Beleg liegt vor');
  await page.locator('[data-primary]').click();
  await inspect(page, 'unknown-second-clerk');
});

test('finished and cancelled', async ({ page }) => {
  const done = viewOf(null, {
    operations: [operation, { ...operation, id: 'op-2', kind: 'print', phase: 'declined', details: {} }],
  });
  const { main } = await openVorgang(page, { ...done, summary: { ...done.summary, phase: 'done' } });
  await inspect(page, 'finished');
  await page.locator('[data-primary]').click();
  main.answer(vorgangContract, {
    start: async () => ({ ...viewOf(null), summary: { ...done.summary, phase: 'cancelled' } }),
  });
  await page.locator('[data-service-id]').first().click();
  await page.locator('[data-vorgang-phase=cancelled]').waitFor();
  await inspect(page, 'cancelled');
});

for (const [name, size] of Object.entries({
  '1024': { width: 1024, height: 768 },
  zoom200: { width: 640, height: 400 },
})) {
  test(`at ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    const { main } = await openVorgang(page, viewOf(panels.fee, { notices: ['Nach einem Neustart fortgesetzt.'] }));
    await inspect(page, `small-${name}-fee`);
    for (const panel of [
      panels.fingerprintMixed,
      panels.documentPanel,
      panels.identifyFilled,
      panels.signatureCaptured,
    ]) {
      await main.emit(vorgangContract, 'changed', viewOf(panel));
      await page.locator(`[data-step-kind=${panel.kind}]`).waitFor();
      await inspect(page, `small-${name}-${panel.kind}`);
    }
    await page.getByRole('button', { name: 'Übersicht' }).click();
    await page.locator('[data-vorgang-id=v-17]').first().waitFor();
    await inspect(page, `small-${name}-overview`);
  });
}
