import { describe, expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { createClerks } from './clerks.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { codeOf, entryOf, MemoryDirectory, MemoryJournal, pins, seatWith } from './directory-fixture.ts';
import { createOwnPin } from './own-pin.ts';

const context = {};
const newPin = '660142';
const anna = { userName: 'anna', displayName: 'Person anna', role: 'clerk' as const };

async function seats() {
  const remote = new MemoryDirectory();
  for (const name of ['ida', 'anna', 'leo'] as const) remote.texts.push(JSON.stringify(await entryOf(name)));
  const [at, far] = [seatWith(remote), seatWith(remote, new MemoryJournal())];
  at.seat.actor = anna;
  const change = (oldPin: string, next = newPin) => codeOf(at.ownPin.changeOwnPin({ oldPin, newPin: next }, context));
  const signIn = (seat: typeof at, pin: string) => codeOf(seat.clerks.verify({ userName: 'anna', pin }));
  const last = () => JSON.parse(remote.texts.at(-1) ?? '{}') as DirectoryEntry;
  return { remote, at, far, change, signIn, last };
}

describe('the own PIN', () => {
  it('is changed by who knows the old one, for all seats; the directory says that the person did it', async () => {
    const { remote, at, far, signIn, last } = await seats();
    expect(await signIn(far, pins.anna)).toBe('done');
    expect(await at.ownPin.changeOwnPin({ oldPin: pins.anna, newPin }, context)).toEqual({ reaches: 'authority' });
    expect(last()).toMatchObject({
      userName: 'anna',
      role: 'clerk',
      change: 'pin',
      by: 'anna',
      validFrom: '2026-01-01',
    });
    await far.clock.advance(60_000);
    for (const seat of [at, far]) {
      expect(await signIn(seat, pins.anna)).toBe('session.wrong-pin');
      expect(await signIn(seat, newPin)).toBe('done');
    }
    expect(at.journal.events.filter(({ kind }) => kind === 'clerk-changed')).toEqual([
      { kind: 'clerk-changed', actor: 'anna', body: { userName: 'anna', role: 'clerk', change: 'pin', version: 4 } },
    ]);
    expect(JSON.stringify([remote.texts, at.journal.events])).not.toMatch(/660142|274913/);
  });

  it('counts a wrong old one like a wrong sign-in, and locks both after five', async () => {
    const { remote, at, change, signIn } = await seats();
    const lefts: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      await at.ownPin.changeOwnPin({ oldPin: '000000', newPin }, context).catch((error: AppError) => {
        lefts.push([error.code, error.params]);
      });
    }
    expect(lefts).toEqual([4, 3, 2].map((left) => ['clerks.wrong-old-pin', { left }]));
    expect(await signIn(at, '000000')).toBe('session.wrong-pin');
    expect(await change('000000')).toBe('session.locked');
    expect(await change(pins.anna)).toBe('session.locked');
    expect(await signIn(at, pins.anna)).toBe('session.locked');
    expect(at.journal.events.filter(({ kind }) => kind === 'sign-in-refused')).toHaveLength(7);
    await at.clock.advance(15 * 60_000);
    expect(await change(pins.anna)).toBe('done');
    expect(remote.texts).toHaveLength(4);
  });

  it('refuses the same, a simple one and one like the name before a try is spent', async () => {
    const { remote, change, signIn, at } = await seats();
    expect(await change(pins.anna, pins.anna)).toBe('clerks.same-pin');
    for (const weak of ['111111', '345678', 'anna26', '121121']) {
      expect(await change(pins.anna, weak), weak).toBe('clerks.simple-pin');
      expect(await change('000000', weak), weak).toBe('clerks.simple-pin');
    }
    expect(remote.texts).toHaveLength(3);
    expect(await signIn(at, pins.anna)).toBe('done');
  });

  it('spends no try and changes nothing while the centre does not answer', async () => {
    const { remote, at, change, signIn } = await seats();
    await at.directory.update();
    remote.fails = new AppError('centre.disconnected');
    for (let i = 0; i < 6; i += 1) expect(await change('000000')).toBe('centre.disconnected');
    expect(await signIn(at, pins.anna)).toBe('done');
  });

  it('says that it is open which one counts when the line goes while it is written, and the truth comes with the line', async () => {
    for (const arrives of [true, false]) {
      const { remote, at, change, signIn } = await seats();
      const append = remote.append.bind(remote);
      remote.append = async (known, text) => {
        if (arrives) await append(known, text);
        remote.fails = new AppError('centre.disconnected');
        throw remote.fails;
      };
      expect(await change(pins.anna)).toBe('clerks.pin-uncertain');
      remote.fails = null;
      await at.clock.advance(60_000);
      expect(await signIn(at, arrives ? newPin : pins.anna)).toBe('done');
      expect(await signIn(at, arrives ? pins.anna : newPin)).toBe('session.wrong-pin');
    }
  });

  it('goes on when another seat changed somebody else meanwhile, and gives way to a PIN that was set meanwhile', async () => {
    for (const [who, outcome] of [
      ['leo', 'done'],
      ['anna', 'clerks.changed-meanwhile'],
    ] as const) {
      const { remote, at, far, change, last } = await seats();
      const append = remote.append.bind(remote);
      let once = true;
      remote.append = async (known, text) => {
        if (once) {
          once = false;
          await far.room.setPin({ userName: who, pin: '771209' }, context);
        }
        return append(known, text);
      };
      await at.directory.update();
      expect(await change(pins.anna)).toBe(outcome);
      expect(last()).toMatchObject({ userName: 'anna', by: outcome === 'done' ? 'anna' : 'ida' });
    }
  });

  it('is refused to somebody whose access was revoked a moment ago', async () => {
    const { remote, far, change } = await seats();
    await far.room.revoke({ userName: 'anna', reason: 'ausgeschieden' }, context);
    expect(await change(pins.anna)).toBe('clerks.not-found');
    expect(remote.texts).toHaveLength(4);
  });

  it('stays at a training seat without a centre, with the card of the person', async () => {
    const journal = new MemoryJournal();
    const clerks = createClerks({ journal, clock: { nowMs: () => 0 } });
    await clerks.put({ ...anna, pin: pins.anna, card: 'Y2FyZA==' });
    const room = createOwnPin({
      ...{ directory: null, clerks, clerk: () => anna, nowIso: () => '', emitChanged: () => {} },
      journal: (kind, actor, body) => journal.append({ kind, actor, body }),
    });
    const change = (oldPin: string) => room.changeOwnPin({ oldPin, newPin }, context);
    expect(await codeOf(change('000000'))).toBe('clerks.wrong-old-pin');
    expect(await change(pins.anna)).toEqual({ reaches: 'seat' });
    expect(await codeOf(clerks.verify({ userName: 'anna', pin: pins.anna }))).toBe('session.wrong-pin');
    expect(await clerks.verify({ userName: 'anna', pin: newPin })).toEqual(anna);
    expect(JSON.stringify(journal.setting('clerks'))).toContain('Y2FyZA==');
    expect(JSON.stringify([journal.events, journal.setting('clerks')])).not.toMatch(/660142|274913/);
  });
});
