/** Sachbearbeitung and the staff card: every state looked at, measured, and free of axe findings. */
import { expect, type Page, test } from '@playwright/test';
import { AppError } from '../../electron/contract/app-error.ts';
import { clerksContract, type DirectoryClerk, type DirectoryView } from '../../electron/contract/clerks.ts';
import { type SessionState, sessionContract } from '../../electron/contract/session.ts';
import type { FakeMain } from './fake-main.ts';
import { live, signedIn } from './fixtures/seat.ts';
import { inspect, openWindow } from './open.ts';

const person = (userName: string, displayName: string, over: Partial<DirectoryClerk> = {}): DirectoryClerk => ({
  ...{ userName, displayName, role: 'clerk', ortsverwaltung: 'Ortsverwaltung Mainz-Drais', hasCard: false },
  ...{ validFrom: '2026-01-01', validTo: null, access: 'open', revokedReason: null, change: 'added' },
  ...{ changedBy: 'vogt', changedAt: '2026-11-20T09:12:00.000Z' },
  ...over,
});
const directory: DirectoryView = {
  version: 9,
  readAt: '2026-11-22T08:59:40.000Z',
  hasCentre: true,
  hasCardReader: true,
  clerks: [
    person('leitung', 'Dr. Łucja Çelik-Großmann', { role: 'lead', hasCard: true, change: 'card' }),
    person('muster', 'Petra Muster', { change: 'pin', changedBy: 'leitung' }),
    person('springer', 'Jörn Springer', {
      ...{ role: 'stand-in', validTo: '2026-12-31', ortsverwaltung: 'Ortsverwaltung Mainz-Finthen' },
    }),
    person('sommer', 'Ayşe Sommer-von der Heide zu Hohenlohe-Langenburg', {
      access: 'not-yet',
      validFrom: '2027-01-02',
    }),
    person('ende', 'Uwe Ende', { access: 'ended', validTo: '2026-10-31' }),
    person('weg', 'Ina Weg', {
      access: 'revoked',
      revokedReason: 'Karte und Zugang nach Wechsel gesperrt',
      change: 'revoked',
    }),
    person('vogt', 'Jonas Vogt', { role: 'it' }),
  ],
  ortsverwaltungen: ['Ortsverwaltung Mainz-Drais', 'Ortsverwaltung Mainz-Finthen'],
  seats: [
    { seat: 'DRA-1', upToDate: true, saidAt: '2026-11-22T08:59:40.000Z' },
    { seat: 'FIN-1', upToDate: false, saidAt: '2026-11-22T06:12:00.000Z' },
  ],
};
const lead: SessionState = {
  ...signedIn,
  clerk: { userName: 'leitung', displayName: 'Dr. Łucja Çelik-Großmann', role: 'lead' },
};
const it: SessionState = { ...signedIn, clerk: { userName: 'vogt', displayName: 'Jonas Vogt', role: 'it' } };

async function openClerks(page: Page, prepare: (main: FakeMain) => void, state = lead) {
  const opened = await openWindow(page, 'clerk.html', (main) => {
    main.answer(sessionContract, { state: async () => state });
    main.answer(clerksContract, { view: async () => directory });
    prepare(main);
  });
  await page.getByRole('button', { name: 'Sachbearbeitung (S)' }).waitFor();
  await page.keyboard.press('s');
  await page.locator('[data-screen=clerks]').waitFor();
  return opened;
}
const calls = (main: FakeMain, name: string) =>
  main.calls.filter(({ channel }) => channel.endsWith(`clerks/${name}`)).map(({ input }) => input);

test('the directory: list, search, seats that do not know yet', async ({ page }) => {
  const { expectClean } = await openClerks(page, () => {});
  await page.locator('[data-user=muster]').waitFor();
  await inspect(page, 'clerks');
  await expect(page.locator('[data-user=vogt] button')).toHaveCount(0);
  await expect(page.locator('[data-user=leitung]').getByRole('button', { name: 'Sperren' })).toHaveCount(0);
  await expect(page.locator('[data-user=weg] button')).toHaveCount(1);
  await page.getByLabel('Suchen nach').fill('finthen');
  await expect(page.locator('[data-user]')).toHaveCount(1);
  await page.getByLabel('Suchen nach').fill('xyz');
  await page.getByText('Dazu passt niemand').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('a person is added: what is missing is said, what main refuses keeps the rest', async ({ page }) => {
  let refuse = true;
  const { main } = await openClerks(page, (fake) =>
    fake.answer(clerksContract, {
      add: async () => {
        if (refuse) throw new AppError('clerks.exists');
        return { ...directory, clerks: [...directory.clerks, person('neu', 'Nils Neu')] };
      },
    }),
  );
  await page.getByRole('button', { name: 'Person hinzufügen' }).click();
  await page.getByRole('button', { name: 'Zugang einrichten' }).click();
  await inspect(page, 'clerks-add-empty');
  const field = (id: string) => page.locator(`[data-field-id=${id}]`);
  await field('userName').fill('neu');
  await field('displayName').fill('Nils Neu');
  await page.getByLabel('Rolle').selectOption('stand-in');
  await expect(page.getByLabel('Rolle').locator('option[value=it]')).toHaveCount(0);
  await page.getByLabel('Letzter Tag').fill('31.12.2026');
  await field('newPin').fill('660142');
  await page.getByLabel('Neue PIN noch einmal').fill('660143');
  await page.keyboard.press('Enter');
  await page.getByText('Die beiden Eingaben sind verschieden.').waitFor();
  await page.getByLabel('Neue PIN noch einmal').fill('660142');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="clerks.exists"]').waitFor();
  await inspect(page, 'clerks-add-refused');
  await expect(page.getByLabel('Neue PIN noch einmal')).toHaveValue('');
  refuse = false;
  await field('newPin').fill('660142');
  await page.getByLabel('Neue PIN noch einmal').fill('660142');
  await page.keyboard.press('Enter');
  await page.locator('[data-user=neu]').waitFor();
  expect(calls(main, 'add').at(-1)).toEqual({
    ...{ userName: 'neu', displayName: 'Nils Neu', role: 'stand-in', ortsverwaltung: 'Ortsverwaltung Mainz-Drais' },
    ...{ pin: '660142', validFrom: null, validTo: '2026-12-31' },
  });
});

test('revoking asks for a reason, a card for its PIN, a change of oneself leaves the role alone', async ({ page }) => {
  const { main } = await openClerks(page, (fake) =>
    fake.answer(clerksContract, {
      revoke: async () => directory,
      registerCard: async () => {
        throw new AppError('staff-card.wrong-pin', { left: 2 });
      },
    }),
  );
  const row = page.locator('[data-user=springer]');
  await row.getByRole('button', { name: 'Sperren' }).click();
  await page.getByRole('button', { name: 'Zugang sperren' }).click();
  await page.getByText('Bitte einen kurzen Grund').waitFor();
  await page.getByLabel('Grund').fill('Vertretung zu Ende');
  await inspect(page, 'clerks-revoke');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(calls(main, 'revoke')).toEqual([{ userName: 'springer', reason: 'Vertretung zu Ende' }]);
  await row.getByRole('button', { name: 'Karte eintragen' }).click();
  await page.getByLabel('Karten-PIN').fill('123456');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="staff-card.wrong-pin"]').waitFor();
  await inspect(page, 'clerks-card-wrong-pin');
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await page.locator('[data-user=leitung]').getByRole('button', { name: 'Ändern' }).click();
  await page.getByText('Die eigene Rolle').waitFor();
  await inspect(page, 'clerks-self');
});

test('IT sees its seat and the directory, nothing of citizens', async ({ page }) => {
  const { main, expectClean } = await openClerks(page, () => {}, it);
  await page.locator('[data-user=vogt]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-screen=machine]').waitFor();
  await inspect(page, 'machine');
  for (const name of ['Kasse', 'Löschfristen', 'Bestand']) {
    await expect(page.getByRole('button', { name: new RegExp(`^${name}`) })).toHaveCount(0);
  }
  expect(main.calls.filter(({ channel }) => /:(vorgang|till|retention|central|stock)\//.test(channel))).toEqual([]);
  expectClean();
});

test('loading, failing, empty, and a training seat without a centre', async ({ page }) => {
  let answer: () => Promise<DirectoryView> = () => new Promise(() => {});
  const { main } = await openClerks(page, (fake) => fake.answer(clerksContract, { view: () => answer() }));
  await page.getByText('Verzeichnis wird geladen').waitFor();
  await inspect(page, 'clerks-loading');
  const states: [string, () => Promise<DirectoryView>, string][] = [
    ['clerks-failing', () => Promise.reject(new AppError('centre.disconnected')), '[data-error-code]'],
    ['clerks-empty', async () => ({ ...directory, clerks: [], seats: [] }), 'text=steht noch niemand'],
    ['clerks-alone', async () => ({ ...directory, hasCentre: false, seats: [] }), 'text=Schulungsplatz ohne Zentrale'],
  ];
  for (const [name, next, sign] of states) {
    answer = next;
    await page.reload();
    await page.getByRole('button', { name: 'Sachbearbeitung (S)' }).click();
    await page.locator(sign).first().waitFor();
    await inspect(page, name);
  }
  expect(main.calls.length).toBeGreaterThan(0);
});

test('a clerk has no door to the directory', async ({ page }) => {
  await openWindow(page, 'clerk.html', () => {});
  await page.locator('[data-screen=overview]').waitFor();
  await expect(page.getByRole('button', { name: /^Sachbearbeitung/ })).toHaveCount(0);
});

test('sign-in by staff card: offered with a reader, gone without, each refusal with its remedy', async ({ page }) => {
  let error: AppError | null = new AppError('card.not-a-staff-card');
  const there: SessionState = { ...live, staffCardReader: true, ended: 'access-ended' };
  const { main, expectClean } = await openWindow(page, 'clerk.html', (fake) =>
    fake.answer(sessionContract, {
      state: async () => there,
      signIn: async () => {
        if (error) throw error;
        return { ...signedIn, staffCardReader: true };
      },
    }),
  );
  await page.getByText('Ihre Anmeldung wurde beendet').waitFor();
  await inspect(page, 'sign-in-ended');
  await page.getByLabel('Benutzername').fill('muster');
  await page.getByRole('button', { name: 'Mit Dienstkarte anmelden' }).click();
  await expect(page.getByLabel('Karten-PIN')).toBeFocused();
  await page.keyboard.type('12ab');
  await page.keyboard.press('Enter');
  await page.getByText('6 bis 8 Ziffern').waitFor();
  await page.getByLabel('Karten-PIN').fill('123456');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="card.not-a-staff-card"]').waitFor();
  await expect(page.getByLabel('Karten-PIN')).toHaveValue('');
  await inspect(page, 'sign-in-card-refused');
  for (const next of [new AppError('staff-card.wrong-pin', { left: 1 }), new AppError('staff-card.blocked')]) {
    error = next;
    await page.getByLabel('Karten-PIN').fill('123456');
    await page.keyboard.press('Enter');
    await page.locator(`[data-error-code="${next.code}"]`).waitFor();
  }
  // The reader is pulled out while its PIN is half typed: the form asks for name and PIN, and the digits are gone.
  await page.getByLabel('Karten-PIN').fill('1234');
  await main.emit(sessionContract, 'changed', { ...there, staffCardReader: false });
  await expect(page.getByLabel('PIN', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('Benutzername')).toHaveValue('muster');
  await expect(page.getByRole('button', { name: /Dienstkarte/ })).toHaveCount(0);
  await main.emit(sessionContract, 'changed', there);
  error = null;
  await page.getByRole('button', { name: 'Mit Dienstkarte anmelden' }).click();
  await page.getByLabel('Karten-PIN').fill('123456');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen=overview]').waitFor();
  expectClean();
});

test('a locked seat opens by card, and is taken over by card', async ({ page }) => {
  const locked: SessionState = { ...signedIn, locked: true, staffCardReader: true };
  const { main } = await openWindow(page, 'clerk.html', (fake) =>
    fake.answer(sessionContract, {
      state: async () => locked,
      unlock: async () => {
        throw new AppError('staff-card.other-person');
      },
      takeOver: async () => ({ ...lead, staffCardReader: true }),
    }),
  );
  await page.locator('[data-screen=locked]').waitFor();
  await inspect(page, 'locked-with-reader');
  await page.getByRole('button', { name: 'Mit Dienstkarte entsperren' }).click();
  await page.keyboard.type('123456');
  await page.keyboard.press('Enter');
  await page.locator('[data-error-code="staff-card.other-person"]').waitFor();
  await inspect(page, 'locked-other-card');
  await page.getByRole('button', { name: 'Platz übernehmen' }).click();
  await page.getByRole('button', { name: 'Mit Dienstkarte übernehmen' }).click();
  await page.getByLabel('Karten-PIN').fill('931745');
  await page.keyboard.press('Enter');
  await page.locator('[data-screen=overview]').waitFor();
  const sent = main.calls
    .filter(({ channel }) => /session\/(unlock|takeOver)$/.test(channel))
    .map(({ input }) => input);
  expect(sent).toEqual([{ cardPin: '123456' }, { cardPin: '931745' }]);
});
