import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { resourcesDir } from '../../scripts/host/paths.ts';
import {
  devicesReady,
  goThrough,
  nextPerson,
  pressPrimary,
  type ScreenVisit,
  signIn,
} from '../support/clerk-at-screen.ts';
import { personsFor } from '../support/persons.ts';
import { actOnDevice, callCounter } from './support/call-counter.ts';
import { type OpenSeat, openSeat } from './support/open-seat.ts';

const texts = JSON.parse(readFileSync(path.join(resourcesDir, 'locales/de/errors.json'), 'utf8')) as Record<
  string,
  { title: string; remedy: string }
>;
const serviceId = 'meldebescheinigung';
const values = personsFor(serviceId, berlinDay(Date.now()))[0]?.values ?? {};
const berger = { userName: 'berger', pin: '274913' };

let seat: OpenSeat;
let clerk: Page;
test.beforeAll(async () => {
  seat = await openSeat();
  clerk = seat.clerk;
  clerk.setDefaultTimeout(20_000);
  await signIn(clerk, berger);
  await devicesReady(clerk, 6);
});
test.describe.configure({ timeout: 60_000 });
test.afterAll(async () => seat?.close());

/** Goes through the whole Vorgang; `at` does its harm once, at the first screen of that kind. */
async function goThroughWith(kind: string, harm: (visit: ScreenVisit) => Promise<void>): Promise<ScreenVisit[]> {
  let done = false;
  const visits = await goThrough(clerk, serviceId, values, {
    onStep: async (visit) => {
      if (done || visit.kind !== kind) return;
      done = true;
      await harm(visit);
    },
  });
  expect(done).toBe(true);
  await expect(clerk.locator('[data-vorgang-phase="done"]')).toBeVisible();
  return visits;
}

interface Booking {
  kind: string;
  reversed: boolean;
}
const bookings = async (): Promise<Booking[]> => {
  const { bookings: all } = (await actOnDevice(clerk, 'terminal-1', 'bookings')) as { bookings: Booking[] };
  return all.filter((booking) => booking.kind === 'payment' && !booking.reversed);
};

test('a killed device host costs the devices a moment and the Vorgang nothing', async () => {
  await goThroughWith('form', async ({ stepId }) => {
    const before = await seat.deviceHostPid();
    const heading = await clerk.locator('[data-step-heading]').textContent();
    process.kill(before ?? 0, 'SIGKILL');
    await expect.poll(() => seat.deviceHostPid()).not.toBe(before);
    await expect.poll(() => seat.deviceHostPid()).toBeGreaterThan(0);
    await devicesReady(clerk, 6);
    await expect(clerk.locator(`form[data-step-id="${stepId}"] [data-step-heading]`)).toHaveText(heading ?? '');
  });
  await nextPerson(clerk);
});

test('a device host that dies while the citizen is asked fails that act alone; the next press goes on', async () => {
  await goThroughWith('check', async () => {
    await actOnDevice(clerk, 'pad-1', 'auto', { autoSign: false });
    await clerk.locator('button[data-primary]').click();
    await expect(clerk.locator('.step-waiting')).toBeVisible();
    process.kill((await seat.deviceHostPid()) ?? 0, 'SIGKILL');
    await expect(clerk.locator('[data-error-code="device-host.gone"]')).toContainText(
      texts['device-host.gone']?.title ?? '?',
    );
    await devicesReady(clerk, 6);
    await actOnDevice(clerk, 'pad-1', 'auto');
  });
  await nextPerson(clerk);
});

test('an unplugged pad is named with its remedy in the strip and comes back when plugged in', async () => {
  const pad = clerk.locator('[data-device-id="pad-1"]');
  await actOnDevice(clerk, 'pad-1', 'unplug');
  await expect(pad).toHaveAttribute('data-device-state', 'fault', { timeout: 20_000 });
  const listed = (await callCounter(clerk, 'counter:devices/list', {})) as { value: { id: string; error: string }[] };
  const code = listed.value.find((device) => device.id === 'pad-1')?.error ?? '';
  expect(['device.disconnected', 'device.not-found']).toContain(code);
  await expect(pad).toContainText('gestört');
  await expect(pad).toContainText(texts[code]?.title ?? '?');
  await expect(pad).toContainText(texts[code]?.remedy ?? '?');
  await expect(clerk.locator('[data-device-state="ready"]')).toHaveCount(5);
  await actOnDevice(clerk, 'pad-1', 'plug');
  const again = pad.getByRole('button', { name: /Erneut versuchen/ });
  // The seat may have found it before the clerk presses.
  await again.click({ timeout: 1_000 }).catch(() => {});
  await expect(pad).toHaveAttribute('data-device-state', 'ready', { timeout: 20_000 });
});

test('a line cut after the card was charged is settled by machine: paid once, nobody is asked', async () => {
  const before = (await bookings()).length;
  await goThroughWith('fee', async () => {
    await actOnDevice(clerk, 'terminal-1', 'set-behaviour', { booking: 'B' });
    await actOnDevice(clerk, 'terminal-1', 'set-fault', { point: 'completion', kind: 'drop-before' });
  });
  expect((await bookings()).length).toBe(before + 1);
  await nextPerson(clerk);
});

test('a payment nobody can tell of blocks a second one until two people have decided that nothing was booked', async () => {
  const before = (await bookings()).length;
  await goThroughWith('fee', async () => {
    await actOnDevice(clerk, 'terminal-1', 'set-behaviour', { booking: 'B', repeat: 'unsupported' });
    await actOnDevice(clerk, 'terminal-1', 'set-fault', { point: 'status', kind: 'drop-after' });
    await clerk.locator('button[data-primary]').click();
    const unknown = clerk.locator('form[data-unknown="payment"]');
    await expect(unknown).toBeVisible({ timeout: 60_000 });
    await expect(unknown).toContainText('Nehmen Sie keine zweite Zahlung an');
    await unknown.getByLabel('Zahlung ist nicht gebucht', { exact: true }).check();
    await unknown.locator('[data-field-id="reason"]').fill('Journal des Terminals ohne Buchung');
    const second = async (userName: string, pin: string) => {
      await unknown.locator('[data-field-id="secondUserName"]').fill(userName);
      await unknown.locator('[data-field-id="secondPin"]').fill(pin);
      await clerk.locator('button[data-primary]').click();
    };
    await second('berger', '274913');
    await expect(clerk.locator('[data-error-code="session.second-clerk-same"]')).toBeVisible();
    await second('yilmaz', '508216');
    await expect(unknown).toBeHidden();
    expect((await bookings()).length).toBe(before);
    await actOnDevice(clerk, 'terminal-1', 'set-behaviour', { repeat: 'normal', booking: 'A' });
  });
  expect((await bookings()).length).toBe(before + 1);
  await nextPerson(clerk);
});

test('a printer without paper says so, and every sheet comes once when paper is in', async () => {
  const completed = async () => {
    const jobs = (await actOnDevice(clerk, 'printer-1', 'jobs')) as { state: number; name: string }[];
    // 9 = completed (RFC 8011 §5.3.7).
    return jobs.filter((job) => job.state === 9).map((job) => job.name);
  };
  const before = (await completed()).length;
  let papers = 0;
  await goThroughWith('document', async () => {
    papers = await clerk.locator('[data-print-phase]').count();
    await actOnDevice(clerk, 'printer-1', 'set-media', { sheets: 0 });
    const printed = pressPrimary(clerk);
    await expect(clerk.getByText('Papier fehlt').first()).toBeVisible({ timeout: 15_000 });
    await expect(clerk.locator('[data-print-phase="confirmed"], [data-print-phase="printer-says-done"]')).toHaveCount(
      0,
    );
    await actOnDevice(clerk, 'printer-1', 'set-media', { sheets: 100 });
    await printed;
  });
  expect(papers).toBeGreaterThan(0);
  expect(await completed()).toHaveLength(before + papers);
  await nextPerson(clerk);
});

test('five wrong PINs lock a name, and the right PIN does not open it', async () => {
  await callCounter(clerk, 'counter:session/signOut', {});
  const attempt = async (pin: string) => {
    await clerk.getByLabel('Benutzername').fill('kraus');
    await clerk.getByLabel('PIN', { exact: true }).fill(pin);
    await clerk.locator('button[data-primary]').click();
    await expect(clerk.getByLabel('PIN', { exact: true })).toHaveValue('');
  };
  for (const left of [4, 3, 2, 1]) {
    await attempt('000000');
    await expect(clerk.locator('[data-error-code="session.wrong-pin"]')).toContainText(
      `Verbleibende Versuche: ${left}`,
    );
  }
  for (const pin of ['000000', '931745']) {
    await attempt(pin);
    await expect(clerk.locator('[data-error-code="session.locked"]')).toContainText('Wartezeit in Minuten: 15');
  }
  // Another clerk is not kept out.
  await signIn(clerk, berger);
  expect(seat.pageErrors).toEqual([]);
});
