import { describe, expect, it } from 'vitest';
import { flush } from '../../tests/support/stepped-clock.ts';
import { AppError } from '../contract/app-error.ts';
import { codeOf, entryOf, MemoryDirectory, MemoryJournal, pins, seatWith } from './directory-fixture.ts';

const hourMs = 3_600_000;
const context = {};

async function directoryOf(...entries: Awaited<ReturnType<typeof entryOf>>[]) {
  const remote = new MemoryDirectory();
  for (const entry of entries) remote.texts.push(JSON.stringify(entry));
  return remote;
}
const signIn = (at: ReturnType<typeof seatWith>, userName: keyof typeof pins, pin = pins[userName]) =>
  codeOf(at.clerks.verify({ userName, pin }));

describe('sign-in by the directory', () => {
  it('lets in who is in it, at once after the first reading, and over a restart without the centre', async () => {
    const remote = await directoryOf(await entryOf('anna'), await entryOf('leo'));
    const at = seatWith(remote);
    expect(await at.clerks.verify({ userName: ' ANNA', pin: pins.anna })).toEqual({
      ...{ userName: 'anna', displayName: 'Person anna', role: 'clerk' },
    });
    expect(remote.said).toHaveLength(1);
    remote.fails = new AppError('centre.disconnected');
    const again = seatWith(remote, at.journal);
    expect(await signIn(again, 'leo')).toBe('done');
    expect(await signIn(again, 'leo', '000000')).toBe('session.wrong-pin');
    expect(again.warned).toEqual([]); // a line that is down is no news
    expect(JSON.stringify(at.journal.events)).not.toMatch(/274913|931745|000000/);
  });

  it('waits for a silent centre three seconds and no longer', async () => {
    const remote = await directoryOf(await entryOf('anna'));
    const at = seatWith(remote);
    await at.directory.update();
    await at.clock.advance(60_000);
    remote.read = () => new Promise(() => {});
    let answered = '';
    void signIn(at, 'anna').then((code) => {
      answered = code;
    });
    await at.clock.advance(2_999);
    await flush();
    expect(answered).toBe('');
    await at.clock.advance(1);
    await expect.poll(() => answered, { timeout: 3_000 }).toBe('done');
  });

  it('refuses when nothing was ever read, or too long ago; IT may still come in and mend it', async () => {
    const remote = await directoryOf(await entryOf('anna'), await entryOf('leo'), await entryOf('ida'));
    remote.fails = new AppError('centre.disconnected');
    const never = seatWith(remote);
    expect(await signIn(never, 'anna')).toBe('session.directory-missing');
    expect(await signIn(never, 'ida')).toBe('session.directory-missing');
    remote.fails = null;
    const at = seatWith(remote);
    await at.directory.update();
    remote.fails = new AppError('centre.disconnected');
    await at.clock.advance(72 * hourMs);
    expect(await signIn(at, 'anna')).toBe('done');
    await at.clock.advance(1);
    expect(await signIn(at, 'anna')).toBe('session.directory-too-old');
    expect(await signIn(at, 'leo')).toBe('session.directory-too-old');
    expect(await signIn(at, 'anna', '000000')).toBe('session.wrong-pin');
    expect(await signIn(at, 'ida')).toBe('done');
    remote.fails = null;
    expect(await signIn(at, 'anna')).toBe('done');
  });

  it('knows the first and the last day, and a revocation; the right PIN is told so, a wrong one is not', async () => {
    const remote = await directoryOf(
      await entryOf('anna', { validFrom: '2026-11-22', validTo: '2026-11-23' }),
      await entryOf('leo', { revoked: { at: 'x', by: 'ida', reason: 'ausgeschieden' } }),
    );
    const at = seatWith(remote);
    const days: string[] = [];
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']) {
      at.seat.today = day;
      days.push(await signIn(at, 'anna'));
    }
    expect(days).toEqual(['session.access-ended', 'done', 'done', 'session.access-ended']);
    expect(await signIn(at, 'leo')).toBe('session.access-ended');
    expect(await signIn(at, 'leo', '000000')).toBe('session.wrong-pin');
    expect([at.clerks.standing('leo'), at.clerks.standing('nobody')]).toEqual([null, null]);
  });

  it('forgives wrong PINs when there is a new one, wherever they were counted', async () => {
    const remote = await directoryOf(await entryOf('anna'));
    const at = seatWith(remote);
    for (let i = 0; i < 5; i += 1) await signIn(at, 'anna', '000000');
    expect(await signIn(at, 'anna')).toBe('session.locked');
    const elsewhere = seatWith(remote, new MemoryJournal());
    await elsewhere.room.setPin({ userName: 'anna', pin: '660142' }, context);
    await at.clock.advance(60_000);
    expect(await codeOf(at.clerks.verify({ userName: 'anna', pin: '660142' }))).toBe('done');
    expect(await signIn(at, 'anna')).toBe('session.wrong-pin');
  });

  it('keeps to what it has proven when the centre brings something else', async () => {
    const remote = await directoryOf(await entryOf('anna'));
    const at = seatWith(remote);
    await at.directory.update();
    await at.clock.advance(60_000);
    for (const lie of ['no JSON', '{}', JSON.stringify({ ...(await entryOf('anna')), role: 'king' })]) {
      remote.texts.push(lie);
      expect(await codeOf(at.directory.update())).toBe('clerks.tampered');
      expect([at.directory.version(), await signIn(at, 'anna')]).toEqual([1, 'done']);
      remote.texts.pop();
    }
    expect(at.warned).toContainEqual(['clerk-directory', { code: 'clerks.tampered' }]);
  });

  it('writes durably what is new, and not each half minute that nothing is', async () => {
    const remote = await directoryOf(await entryOf('anna'));
    const at = seatWith(remote);
    await at.directory.update();
    const { puts } = at.journal;
    for (let i = 0; i < 29; i += 1) {
      await at.clock.advance(30_000);
      await at.directory.update();
    }
    expect([at.journal.puts - puts, remote.said.length]).toEqual([0, 1]);
    await at.clock.advance(30_000);
    await at.directory.update();
    expect([at.journal.puts - puts, remote.said.length]).toEqual([1, 2]);
  });
});

describe('the room that changes the directory', () => {
  const person = {
    ...{ userName: 'Neu.Mann', displayName: 'Nils Neumann', role: 'stand-in' as const, ortsverwaltung: 'Drais' },
    ...{ pin: '660142', validFrom: null, validTo: '2027-01-31' },
  };

  it('adds, changes, sets a PIN and revokes; each step stands in the directory with who did it', async () => {
    const remote = await directoryOf(await entryOf('ida'));
    const at = seatWith(remote);
    const added = await at.room.add(person, context);
    expect(added.clerks.find(({ userName }) => userName === 'Neu.Mann')).toMatchObject({
      ...{ role: 'stand-in', validFrom: '2026-11-22', validTo: '2027-01-31', access: 'open', changedBy: 'ida' },
    });
    expect(await codeOf(at.clerks.verify({ userName: 'neu.mann', pin: '660142' }))).toBe('done');
    const { pin: _, ...values } = { ...person, role: 'clerk' as const, validFrom: '2026-11-22' };
    await at.room.change(values, context);
    expect(at.clerks.standing('neu.mann')?.role).toBe('clerk');
    await at.room.setPin({ userName: 'NEU.MANN', pin: '771209' }, context);
    const revoked = await at.room.revoke({ userName: 'neu.mann', reason: 'nur zur Aushilfe' }, context);
    expect(revoked.clerks.find(({ userName }) => userName === 'Neu.Mann')).toMatchObject({
      ...{ access: 'revoked', revokedReason: 'nur zur Aushilfe', change: 'revoked' },
    });
    expect(await codeOf(at.room.setPin({ userName: 'neu.mann', pin: '771209' }, context))).toBe('clerks.not-found');
    await at.room.add({ ...person, pin: '882310' }, context); // is back
    expect(await codeOf(at.clerks.verify({ userName: 'neu.mann', pin: '882310' }))).toBe('done');
    expect(remote.texts.map((text) => (JSON.parse(text) as { change: string }).change)).toEqual([
      ...['added', 'added', 'changed', 'pin', 'revoked', 'added'],
    ]);
    const noted = at.journal.events.filter(({ kind }) => kind === 'clerk-changed');
    expect(noted).toHaveLength(5);
    expect(JSON.stringify([remote.texts, at.journal.events])).not.toMatch(/660142|771209|882310/);
  });

  it.each([
    [
      'a name that is taken',
      (at: ReturnType<typeof seatWith>) => at.room.add({ ...person, userName: 'ANNA' }, context),
      'clerks.exists',
    ],
    [
      'a PIN of one digit',
      (at: ReturnType<typeof seatWith>) => at.room.add({ ...person, pin: '111111' }, context),
      'clerks.simple-pin',
    ],
    [
      'a run',
      (at: ReturnType<typeof seatWith>) => at.room.setPin({ userName: 'anna', pin: '345678' }, context),
      'clerks.simple-pin',
    ],
    [
      'the name as PIN',
      (at: ReturnType<typeof seatWith>) => at.room.setPin({ userName: 'anna', pin: 'anna26' }, context),
      'clerks.simple-pin',
    ],
    [
      'one who is not there',
      (at: ReturnType<typeof seatWith>) => at.room.removeCard({ userName: 'otto' }, context),
      'clerks.not-found',
    ],
    [
      'the own access',
      (at: ReturnType<typeof seatWith>) => at.room.revoke({ userName: 'IDA', reason: 'Urlaub' }, context),
      'clerks.self',
    ],
    [
      'a card without a reader',
      (at: ReturnType<typeof seatWith>) => at.room.registerCard({ userName: 'anna', cardPin: '123456' }, context),
      'staff-card.no-reader',
    ],
  ])('refuses %s', async (_what, call, code) => {
    const remote = await directoryOf(await entryOf('ida'), await entryOf('anna'), await entryOf('leo'));
    expect(await codeOf(call(seatWith(remote)))).toBe(code);
    expect(remote.texts).toHaveLength(3);
  });

  it('leaves IT to IT, and lets nobody raise themselves', async () => {
    const remote = await directoryOf(await entryOf('ida'), await entryOf('anna'), await entryOf('leo'));
    const at = seatWith(remote);
    at.seat.actor = { userName: 'leo', displayName: 'Leo', role: 'lead' };
    const anna = {
      userName: 'anna',
      displayName: 'Anna',
      ortsverwaltung: 'Drais',
      validFrom: '2026-01-01',
      validTo: null,
    };
    expect(await codeOf(at.room.add({ ...person, role: 'it' }, context))).toBe('clerks.it-only');
    expect(await codeOf(at.room.change({ ...anna, role: 'it' }, context))).toBe('clerks.it-only');
    expect(await codeOf(at.room.setPin({ userName: 'ida', pin: '660142' }, context))).toBe('clerks.it-only');
    expect(await codeOf(at.room.revoke({ userName: 'ida', reason: 'Streit' }, context))).toBe('clerks.it-only');
    expect(await codeOf(at.room.change({ ...anna, userName: 'leo', role: 'clerk' }, context))).toBe('clerks.self');
    expect(
      await codeOf(at.room.change({ ...anna, userName: 'leo', role: 'lead', validTo: '2030-01-01' }, context)),
    ).toBe('clerks.self');
    expect(remote.texts).toHaveLength(3);
    await at.room.change({ ...anna, userName: 'leo', role: 'lead', displayName: 'Leo Neu' }, context);
    await at.room.change({ ...anna, role: 'lead' }, context);
    expect(at.clerks.standing('anna')?.role).toBe('lead');
  });

  it('says that another seat was faster, and shows what is known without a centre', async () => {
    const remote = await directoryOf(await entryOf('ida'), await entryOf('anna'));
    const [one, two] = [seatWith(remote), seatWith(remote, new MemoryJournal())];
    const both = await Promise.all(
      [one, two].map((at) => codeOf(at.room.setPin({ userName: 'anna', pin: '660142' }, context))),
    );
    expect(both.sort()).toEqual(['clerks.changed-meanwhile', 'done']);
    remote.fails = new AppError('centre.disconnected');
    expect(await codeOf(one.room.removeCard({ userName: 'anna' }, context))).toBe('centre.disconnected');
    expect((await one.room.view({}, context)).clerks).toHaveLength(2);
  });
});
