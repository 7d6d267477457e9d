/** A payment of unknown outcome that travels: the next seat sees it, never asks its own terminal, and decides it for both. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLedger } from '../../electron/operations/ledger.ts';
import { unknownView } from '../../electron/vorgang/unknown-view.ts';
import { codeThrown } from '../support/code-of.ts';
import { type SeatAtCentre, startSeatAtCentre } from '../support/postgres/seat-at-centre.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';

let centre: TestCentre;
let one: SeatAtCentre;
let two: SeatAtCentre;
beforeAll(async () => {
  centre = await startTestCentre();
  one = startSeatAtCentre(centre, 'DRA-1');
  two = startSeatAtCentre(centre, 'DRA-2');
}, 60_000);
afterAll(async () => {
  one?.close();
  two?.close();
  await centre?.remove();
});

it('stays unknown at the next seat until a person there decides, and the first seat takes the decision over', async () => {
  const here = createLedger(one.journal);
  one.open('v', 'Weiß');
  const intent = {
    ...{ vorgangId: 'v', kind: 'payment' as const, subject: 'fee', deviceId: 'terminal-1', virtual: true },
    ...{ actor: 'berger', details: { amountCents: 3700, method: 'card' } },
  };
  const { id } = here.intend(intent);
  here.settle(id, { phase: 'unknown', reason: 'device.timeout', by: 'seat' });
  await one.sync.tick();
  await one.sync.hold('v');
  await one.sync.giveBack('v', 'berger');
  await two.sync.takeUp('v', 'yilmaz');

  const there = createLedger(two.journal);
  const [seen] = there.ofVorgang('v');
  expect(seen).toMatchObject({ id, phase: 'unknown', seat: 'DRA-1', deviceId: 'terminal-1' });
  // The terminal here has the same name and knows nothing of it: whatever it said would be wrong.
  expect(there.open()).toEqual([]);
  expect(createLedger(two.journal).open()).toEqual([]); // also after a restart
  if (!seen) throw new Error('not seen');
  const view = unknownView(seen);
  expect(view).toMatchObject({ canAskDevice: false, secondClerk: true });
  expect(view.instructions.join(' ')).toContain('Platz DRA-1');
  expect(codeThrown(() => there.intend({ ...intent, actor: 'yilmaz' }))).toBe('vorgang.operation-open');
  there.note(id, { asked: 'by telephone' });
  expect(there.open()).toEqual([]);

  there.settle(id, { phase: 'declined', by: 'yilmaz', details: { secondClerk: 'kraus' } });
  const second = there.intend({ ...intent, actor: 'yilmaz' });
  expect(second).toMatchObject({ attempt: 2 });
  expect(second.seat).toBeUndefined();
  there.settle(second.id, { phase: 'done', by: 'seat' });
  await two.sync.giveBack('v', 'yilmaz');
  await one.sync.takeUp('v', 'berger');
  expect(here.ofVorgang('v').map(({ phase, seat, settledBy }) => [phase, seat, settledBy])).toEqual([
    ['declined', undefined, 'yilmaz'],
    ['done', 'DRA-2', 'seat'],
  ]);
  expect(createLedger(one.journal).open()).toEqual([]);
});
