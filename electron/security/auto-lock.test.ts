import { describe, expect, it } from 'vitest';
import { flush, steppedClock } from '../../tests/support/stepped-clock.ts';
import { isAppError } from '../contract/app-error.ts';
import type { Reply } from '../contract/define-contract.ts';
import type { ClerkView, SessionState } from '../contract/session.ts';
import { guardLocked } from './guard-locked.ts';
import type { NewClerk } from './port.ts';
import { createSessionRoom } from './session-room.ts';

const people: NewClerk[] = [
  { userName: 'adler', displayName: 'Anna Adler', role: 'clerk', pin: '274913' },
  { userName: 'benz', displayName: 'Bea Benz', role: 'stand-in', pin: '508216' },
];
const adler = { userName: 'adler', pin: '274913' };
const benz = { userName: 'benz', pin: '508216' };
const minutes = 60_000;

interface SeatOptions {
  lockAfterMs?: number;
  journalFails?(): boolean;
  /** Whose card lies on the reader. */
  card?: string;
  reader?(): boolean;
  watchCard?: (onRemoved: () => void) => () => void;
  standing?(userName: string): ClerkView | null | undefined;
}

function seat(options: SeatOptions = {}) {
  const clock = steppedClock();
  const states: SessionState[] = [];
  const journal: unknown[] = [];
  const happened: string[] = [];
  const viewOf = ({ pin: _, ...view }: NewClerk) => view;
  const room = createSessionRoom({
    seat: { id: 'P1', name: 'Platz', ortsverwaltung: 'OV', authority: 'Stadt', mode: 'live', version: '1' },
    clerks: {
      standing(userName) {
        const asked = options.standing?.(userName);
        return asked === undefined ? (people.map(viewOf).find((one) => one.userName === userName) ?? null) : asked;
      },
      async verify(credentials, { only, except } = {}) {
        await flush();
        const found = people.find((person) =>
          'cardPin' in credentials
            ? person.userName === options.card
            : person.userName === credentials.userName.toLowerCase() && person.pin === credentials.pin,
        );
        if (!found || (only !== undefined && found.userName !== only)) throw new Error('wrong');
        if (found.userName === except) throw new Error('same');
        return viewOf(found);
      },
    },
    trainingClerks: [],
    staffCardReader: () => options.reader?.() ?? false,
    watchCard: options.watchCard,
    clock,
    lockAfterMs: options.lockAfterMs ?? 10 * minutes,
    emitChanged: (state) => states.push(state),
    journal(kind, actor, body) {
      if (options.journalFails?.() === true) throw new Error('disk full');
      journal.push([kind, actor, body]);
    },
    warn: (event) => happened.push(event),
    onLocked: () => happened.push('locked'),
    onUnlocked: () => happened.push('unlocked'),
    onTakenOver: () => happened.push('taken-over'),
    onLeave: () => happened.push('left'),
  });
  const context = {};
  const call = {
    signIn: (who: typeof adler) => room.signIn(who, context),
    signOut: () => room.signOut({}, context),
    lock: () => room.lock({}, context),
    unlock: (pin: string) => room.unlock({ pin }, context),
    takeOver: (who: typeof adler) => room.takeOver(who, context),
    touch: () => room.touch({}, context),
  };
  return { clock, states, journal, happened, room, call };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

describe('the seat locks by itself', () => {
  it('warns a minute before, locks on time, and every act puts it off', async () => {
    const { clock, states, room, call, journal, happened } = seat();
    await clock.advance(30 * minutes);
    expect([room.locked(), clock.pending]).toEqual([false, []]);
    await call.signIn(adler);
    await clock.advance(9 * minutes - 1);
    room.acted();
    await clock.advance(9 * minutes - 1);
    expect(states.map(({ lockInSeconds }) => lockInSeconds)).toEqual([null]);
    await clock.advance(1);
    expect(states.at(-1)).toMatchObject({ lockInSeconds: 60, locked: false });
    await call.touch();
    expect(states.at(-1)).toMatchObject({ lockInSeconds: null, locked: false });
    expect(clock.pending).toEqual([9 * minutes]);
    await clock.advance(10 * minutes - 1);
    expect(room.locked()).toBe(false);
    await clock.advance(1);
    expect(states.at(-1)).toMatchObject({ locked: true, lockInSeconds: null, clerk: { displayName: 'Anna Adler' } });
    await call.touch();
    expect([room.locked(), clock.pending]).toEqual([true, []]);
    expect(journal).toEqual([['seat-locked', 'adler', { reason: 'idle' }]]);
    expect(happened).toEqual(['locked']);
  });

  it('shows the seat without a warning for half of a short time, and leaves no timer behind', async () => {
    const { clock, states, room, call } = seat({ lockAfterMs: 1 * minutes });
    await call.signIn(adler);
    expect(clock.pending).toEqual([30_000]);
    await clock.advance(30_000);
    expect(states.at(-1)?.lockInSeconds).toBe(30);
    await call.signOut();
    expect(clock.pending).toEqual([]);
    await call.signIn(adler);
    room.stop();
    expect(clock.pending).toEqual([]);
  });

  it('locks also when the journal cannot be written, and does not open then', async () => {
    let full = false;
    const { clock, room, call, happened } = seat({ journalFails: () => full });
    await call.signIn(adler);
    full = true;
    await clock.advance(10 * minutes);
    expect([room.locked(), happened]).toEqual([true, ['locked', 'seat-locked-not-written']]);
    expect(await codeOf(call.unlock(adler.pin))).toBe('Error: disk full');
    expect(await codeOf(call.takeOver(benz))).toBe('Error: disk full');
    expect([room.locked(), room.clerk().userName]).toEqual([true, 'adler']);
  });
});

describe('a locked seat', () => {
  it('opens for its clerk’s PIN only, and as it was', async () => {
    const { room, call, happened, journal } = seat();
    await call.signIn(adler);
    await call.lock();
    expect(await codeOf(call.unlock('999999'))).toBe('Error: wrong');
    expect(await codeOf(call.signIn(adler))).toBe('session.seat-locked');
    expect(await codeOf(call.signIn(benz))).toBe('session.seat-locked');
    expect([room.locked(), room.clerk().userName]).toEqual([true, 'adler']);
    const turn = room.turn();
    expect(await call.unlock(adler.pin)).toMatchObject({ locked: false, clerk: { userName: 'adler' } });
    expect([room.turn(), happened]).toEqual([turn, ['locked', 'unlocked']]);
    await call.lock();
    await call.takeOver({ userName: 'Adler', pin: adler.pin });
    expect([room.turn(), happened.at(-1)]).toEqual([turn, 'unlocked']);
    expect(journal.map((event) => (event as unknown[])[0])).toEqual([
      'seat-locked',
      'seat-unlocked',
      'seat-locked',
      'seat-unlocked',
    ]);
  });

  it('can be taken over, but not while it is open nor once its clerk is back', async () => {
    const { room, call, happened, journal } = seat();
    await call.signIn(adler);
    expect(await codeOf(call.takeOver(benz))).toBe('session.forbidden');
    await call.lock();
    const late = Promise.all([codeOf(call.unlock(adler.pin)), codeOf(call.takeOver(benz))]);
    expect([await late, room.clerk().userName]).toEqual([['answered', 'session.forbidden'], 'adler']);
    await call.lock();
    const early = Promise.all([codeOf(call.takeOver(benz)), codeOf(call.unlock(adler.pin))]);
    expect([await early, room.clerk().userName]).toEqual([['answered', 'session.forbidden'], 'benz']);
    expect(journal.at(-1)).toEqual(['seat-taken-over', 'benz', { from: 'adler' }]);
    expect(happened.slice(-2)).toEqual(['taken-over', 'left']);
  });
});

describe('guardLocked', () => {
  const channel = 'counter:vorgang/act';
  function guarded() {
    const parts = seat();
    let answer: (reply: Reply) => void = () => {};
    let tell: (channel: string, payload: unknown) => void = () => {};
    let calls = 0;
    const served = {
      channels: new Map([
        [
          channel,
          () => {
            calls += 1;
            return new Promise<Reply>((resolve) => {
              answer = resolve;
            });
          },
        ],
      ]),
      subscribe(listener: typeof tell) {
        tell = listener;
        return () => {};
      },
    };
    const outer = guardLocked(served, parts.room, { countsAsAct: true });
    const told: unknown[] = [];
    outer.subscribe((_channel, payload) => told.push(payload));
    return {
      ...parts,
      told,
      calls: () => calls,
      invoke: () => outer.channels.get(channel)?.({}, 'clerk') ?? Promise.reject(new Error('no channel')),
      answer: (reply: Reply) => answer(reply),
      tell: (payload: unknown) => tell('counter:vorgang!changed', payload),
    };
  }
  const paid: Reply = { ok: true, value: { person: 'Erika Mustermann' } };
  const refused = { ok: false, error: { code: 'session.seat-locked' } };

  it('answers and tells nothing while locked, and lets a running act end for its own clerk', async () => {
    const { call, invoke, answer, tell, told, calls } = guarded();
    await call.signIn(adler);
    let settled: Reply | null = null;
    const running = invoke().then((reply) => {
      settled = reply;
    });
    await call.lock();
    expect(await invoke()).toEqual(refused);
    expect(calls()).toBe(1);
    tell('secret');
    answer(paid);
    await flush();
    expect([settled, told]).toEqual([null, []]);
    await call.unlock(adler.pin);
    await running;
    expect(settled).toEqual(paid);
    tell('after');
    expect(told).toEqual(['after']);
  });

  it.each(['takeOver', 'signOut'] as const)('never gives the answer to another clerk: %s', async (how) => {
    const { call, invoke, answer } = guarded();
    await call.signIn(adler);
    const early = invoke();
    const answerEarly = answer;
    await call.lock();
    answerEarly(paid);
    await flush();
    if (how === 'takeOver') await call.takeOver(benz);
    else await call.signOut();
    expect(await early).toEqual(refused);
  });

  it('counts a call as an act', async () => {
    const { call, invoke, clock, room } = guarded();
    await call.signIn(adler);
    await clock.advance(9 * minutes);
    void invoke();
    await clock.advance(9 * minutes + 59_999);
    expect(room.locked()).toBe(false);
    await clock.advance(1);
    expect(room.locked()).toBe(true);
  });
});

describe('what the directory and the card say', () => {
  it('signs out who has no access any more, or another role, whatever the seat does; others stay', async () => {
    let standing: ClerkView | null | undefined;
    const { room, call, states, journal, happened } = seat({ standing: () => standing });
    room.recheck();
    await call.signIn(adler);
    room.recheck();
    expect(room.role()).toBe('clerk');
    await call.lock();
    const turn = room.turn();
    const answer = room.backInTurn(turn);
    standing = null;
    room.recheck();
    expect(await answer).toBe(false);
    expect(states.at(-1)).toMatchObject({ clerk: null, locked: false, ended: 'access-ended' });
    expect(happened.slice(-2)).toEqual(['taken-over', 'left']);
    expect(journal.at(-1)).toEqual(['session-ended', 'adler', { reason: 'access-ended' }]);
    room.recheck();
    standing = undefined;
    await call.signIn(adler);
    expect(states.at(-1)).toMatchObject({ clerk: { userName: 'adler' }, ended: null });
    standing = { userName: 'adler', displayName: 'Anna Adler', role: 'lead' };
    room.recheck();
    expect(states.at(-1)).toMatchObject({ clerk: null, ended: 'role-changed' });
  });

  it('ends a session also when the journal cannot be written', async () => {
    let full = false;
    const { room, call, states, happened } = seat({
      journalFails: () => full,
      standing: () => (full ? null : undefined),
    });
    await call.signIn(adler);
    full = true;
    room.recheck();
    expect([states.at(-1)?.clerk, happened.at(-1)]).toEqual([null, 'session-ended-not-written']);
  });

  it('locks when the card that opened the seat is taken away, and only then', async () => {
    const watched: { removed(): void; ended: boolean }[] = [];
    const watchCard = (onRemoved: () => void) => {
      const watch = { removed: onRemoved, ended: false };
      watched.push(watch);
      return () => {
        watch.ended = true;
      };
    };
    const { room, call, journal } = seat({ card: 'adler', watchCard });
    const holds = async () => (await room.state({}, {})).cardHoldsSeat;
    await call.signIn(adler);
    expect([watched, await holds()]).toEqual([[], false]);
    await call.signOut();
    await room.signIn({ cardPin: '274913' }, {});
    expect(await holds()).toBe(true);
    watched[0]?.removed();
    expect([room.locked(), journal.at(-1)]).toEqual([true, ['seat-locked', 'adler', { reason: 'card-removed' }]]);
    await room.unlock({ cardPin: '274913' }, {});
    expect([room.locked(), watched.map(({ ended }) => ended)]).toEqual([false, [true, false]]);
    await call.lock();
    expect(await codeOf(room.takeOver({ cardPin: '274913' }, {}))).toBe('answered');
    await call.lock();
    await call.unlock(adler.pin);
    expect(await holds()).toBe(false);
    await call.signOut();
    expect(watched.every(({ ended }) => ended)).toBe(true);
  });

  it('takes no other card to unlock, and not the own one as second pair of eyes', async () => {
    const options: SeatOptions = { card: 'benz' };
    const { room, call } = seat(options);
    await call.signIn(adler);
    await call.lock();
    expect(await codeOf(room.unlock({ cardPin: '508216' }, {}))).toBe('Error: wrong');
    await call.unlock(adler.pin);
    expect(await room.verifySecondClerk({ cardPin: '508216' })).toMatchObject({ userName: 'benz' });
    options.card = 'adler';
    expect(await codeOf(room.verifySecondClerk({ cardPin: '274913' }))).toBe('Error: same');
  });

  it('says when a reader for staff cards comes or goes', async () => {
    let there = false;
    const { room, states } = seat({ reader: () => there });
    room.readerChanged();
    there = true;
    room.readerChanged();
    room.readerChanged();
    expect(states.map(({ staffCardReader }) => staffCardReader)).toEqual([true]);
  });
});
