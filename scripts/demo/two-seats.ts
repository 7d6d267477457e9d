/** The second part of the demo: prepared at one seat, line cut and back, signed at another, handed over, erased everywhere. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { formatGermanDate } from '../../electron/contract/calendar-date.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import {
  currentStep,
  devicesReady,
  doStep,
  fillFields,
  nextPerson,
  signIn,
} from '../../tests/support/clerk-at-screen.ts';
import { type Person, personsFor } from '../../tests/support/persons.ts';
import { connectAdmin } from '../centre/set-up-centre.ts';
import { rootDir } from '../host/paths.ts';
import { type DemoSeat, type PairOfSeats, startPairOfSeats } from './pair-of-seats.ts';

const lineMs = 40_000;

function personOf(serviceId: string): Person {
  const person = personsFor(serviceId, berlinDay(Date.now()))[0];
  if (!person) throw new Error(`no person for ${serviceId}`);
  return person;
}

export interface TwoSeatsResult {
  number: string;
  /** From the cut until both windows were dark, and from the return until work went on. */
  darkAfterMs: number;
  lightAfterMs: number;
  keysLeftAtCentre: number;
  screens: string[];
  problems: string[];
}

const isConnected = (page: Page) => page.locator('[data-gate="verbunden"]').first().waitFor({ timeout: lineMs });

async function signInAt({ host }: DemoSeat, clerk: { userName: string; pin: string }): Promise<void> {
  await host.clerk.locator('[data-screen="sign-in"]').waitFor();
  await signIn(host.clerk, clerk);
  await devicesReady(host.clerk, 6);
  await isConnected(host.clerk);
}

/** Up to the signature; on the way the line goes and comes back while a field is half filled. */
async function prepare({ first, line }: PairOfSeats, person: Person) {
  const { clerk, citizen } = first.host;
  await begin(first, 'personalausweis');
  let times: { darkAfterMs: number; lightAfterMs: number } | null = null;
  for (let visit = await currentStep(clerk); visit !== null && visit.kind !== 'signature'; ) {
    if (times === null && visit.kind === 'identify') {
      await fillFields(clerk, person.values[visit.stepId] ?? {});
      await first.pictures.both('vor-der-stoerung');
      const cutMs = performance.now();
      line.halfOpen();
      await clerk.locator('[data-screen="dark"]').waitFor({ timeout: lineMs });
      const darkAfterMs = Math.round(performance.now() - cutMs);
      await first.pictures.both('stadtnetz-getrennt');
      const shown = `${await clerk.locator('[data-screen="dark"]').innerText()} ${await citizen.locator('body').innerText()}`;
      if (Object.values(person.values[visit.stepId] ?? {}).some((value) => isTelling(value) && shown.includes(value)))
        throw new Error('a dark window shows something of the citizen');
      const backMs = performance.now();
      line.pass();
      await clerk.locator('[data-screen="dark"]').waitFor({ state: 'detached', timeout: lineMs });
      times = { darkAfterMs, lightAfterMs: Math.round(performance.now() - backMs) };
      await first.pictures.both('stadtnetz-wieder-da');
      await isConnected(clerk);
    }
    await doStep(clerk, visit, person.values);
    visit = await currentStep(clerk);
  }
  if (times === null) throw new Error('the line was never cut');
  await first.pictures.clerk('vorbereitet');
  return times;
}

const isTelling = (value: unknown): value is string => typeof value === 'string' && value.length >= 5;

async function giveBack({ first }: PairOfSeats): Promise<void> {
  const { clerk } = first.host;
  await clerk.getByRole('button', { name: 'Vorgang abgeben' }).click();
  await first.pictures.clerk('abgeben');
  await clerk.getByRole('button', { name: 'Abgeben', exact: true }).click();
  await clerk.locator('[data-screen="overview"]').waitFor({ timeout: lineMs });
}

/** The stand-in sees what waits without a click, and goes on where the other clerk stopped. */
async function continueThere({ second }: PairOfSeats, person: Person): Promise<string> {
  const { clerk } = second.host;
  const waiting = clerk.locator('[data-list="waiting"] [data-office-id]').first();
  await waiting.waitFor({ timeout: lineMs });
  await second.pictures.clerk('wartet-in-der-ortsverwaltung');
  const number = (await waiting.locator('th span').first().innerText()).trim();
  await waiting.getByRole('button').click();
  await goOn(second, 'weiter', person);
  return number;
}

const begin = ({ host }: DemoSeat, serviceId: string) => host.clerk.locator(`[data-service-id="${serviceId}"]`).click();

/** To the end, with a picture of each new step. */
async function goOn({ host, pictures, id }: DemoSeat, name: string, person: Person): Promise<void> {
  let last = '';
  for (let visit = await currentStep(host.clerk); visit !== null; visit = await currentStep(host.clerk)) {
    if (visit.stepId !== last) await pictures.both(`${name}-${visit.stepId}`);
    last = visit.stepId;
    await doStep(host.clerk, visit, person.values, { pay: 'card' });
  }
  await pictures.both(`${name}-fertig`);
  const phase = await host.clerk.locator('form[data-vorgang-phase]').getAttribute('data-vorgang-phase');
  if (phase !== 'done') throw new Error(`${name} at ${id} is ${phase}`);
  await nextPerson(host.clerk);
}

/** The card arrives at the second seat and is handed over at the first: the prints go everywhere at that moment. */
async function handOver({ first, second }: PairOfSeats): Promise<void> {
  await begin(second, 'wareneingang');
  await goOn(second, 'wareneingang', personOf('wareneingang'));
  await begin(first, 'ausgabe');
  await goOn(first, 'ausgabe', personOf('ausgabe'));
}

/** What a lead sees of it. */
async function lookAsLead({ first, dayBefore }: PairOfSeats): Promise<void> {
  const { clerk } = first.host;
  await clerk.getByRole('button', { name: 'Abmelden' }).click();
  await signInAt(first, { userName: 'kraus', pin: '931745' });
  await clerk.keyboard.press('l');
  await clerk.locator('[data-screen="retention"]').waitFor();
  await clerk.getByText('Biometrie').first().waitFor();
  await first.pictures.clerk('leitung-loeschfristen');
  await clerk.keyboard.press('Escape');
  await clerk.locator('[data-screen="overview"]').waitFor();
  await clerk.keyboard.press('t');
  await clerk.locator('[data-screen="appointments"]').waitFor();
  await first.pictures.clerk('leitung-termine');
  await clerk.getByRole('button', { name: 'Warte- und Bedienzeiten' }).click();
  await clerk.getByLabel('Von').fill(formatGermanDate(dayBefore));
  await clerk.getByLabel('Bis').press('Enter');
  await clerk.locator('.recharts-bar-rectangle').first().waitFor();
  // Table and bars in one picture.
  await clerk.setViewportSize({ width: 1280, height: 1500 });
  await first.pictures.clerk('leitung-wartezeiten');
  await clerk.setViewportSize({ width: 1280, height: 800 });
}

async function biometricKeysLeft({ centre }: PairOfSeats): Promise<number> {
  const admin = await connectAdmin(centre.cluster);
  try {
    const sql = `SELECT count(*) AS left FROM zp.wrapped_keys WHERE scope = 'biometrics' AND wrapped IS NOT NULL`;
    const { rows } = await admin.query<{ left: string }>(sql);
    return Number(rows[0]?.left);
  } finally {
    await admin.end();
  }
}

function verify({ dataDir, id }: DemoSeat, problems: string[]): void {
  const args = [path.join(rootDir, 'scripts/journal.ts'), 'verify', path.join(dataDir, 'journal.db')];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) problems.push(`the journal of ${id} does not verify: ${stdout}`);
}

export async function twoSeats(outDir: string, options: { window: boolean }): Promise<TwoSeatsResult> {
  const person = personOf('personalausweis');
  const problems: string[] = [];
  const pair = await startPairOfSeats(outDir, options);
  const { first, second } = pair;
  let result: Omit<TwoSeatsResult, 'screens' | 'problems'>;
  try {
    await signInAt(first, { userName: 'berger', pin: '274913' });
    await signInAt(second, { userName: 'yilmaz', pin: '508216' });
    const times = await prepare(pair, person);
    await giveBack(pair);
    const number = await continueThere(pair, person);
    const keysBefore = await biometricKeysLeft(pair);
    if (keysBefore === 0) problems.push('no prints were at the centre before the hand-over: nothing is shown');
    await handOver(pair);
    const end = performance.now() + lineMs;
    while ((await biometricKeysLeft(pair)) > 0 && performance.now() < end) await first.host.clerk.waitForTimeout(250);
    await lookAsLead(pair);
    result = { number, ...times, keysLeftAtCentre: await biometricKeysLeft(pair) };
    if (result.keysLeftAtCentre !== 0)
      problems.push(`${result.keysLeftAtCentre} keys of biometrics left at the centre`);
    for (const { host, id } of [first, second]) {
      problems.push(...host.pageErrors.map((error) => `${id} page: ${error}`));
      problems.push(...host.foreignRequests.map((url) => `${id} foreign: ${url}`));
    }
  } finally {
    await pair.stop();
  }
  for (const seat of [first, second]) verify(seat, problems);
  return {
    ...result,
    screens: [first, second].flatMap(({ id, pictures }) => pictures.files.map((file) => `${id}/${file}`)),
    problems,
  };
}
