import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from '../contract/define-contract.ts';
import { roleMay } from '../contract/role-may.ts';
import { type Role, roles } from '../contract/session.ts';
import { serve } from '../ipc/serve.ts';
import { guardRoles } from './guard-roles.ts';

const none = z.object({});
/** Named as rooms that have rows; `made-up` has none. */
const contract = defineContract({
  name: 'retention',
  calls: {
    view: { input: none, output: none },
    eraseDue: { input: none, output: none },
    'made-up': { input: none, output: none },
  },
  events: { changed: none, 'made-up': none },
});

function guarded(role: Role | null) {
  const asked: string[] = [];
  const answer = (call: string) => async () => {
    asked.push(call);
    return {};
  };
  const calls = { view: answer('view'), eraseDue: answer('eraseDue'), 'made-up': answer('made-up') };
  const served = serve(contract, calls, () => {});
  const channels = guardRoles(served, () => role);
  const told: string[] = [];
  channels.subscribe((channel) => told.push(channel));
  const ask = async (call: string) => {
    const reply = await channels.channels.get(`counter:retention/${call}`)?.({}, 'clerk');
    return reply?.ok ? 'answered' : reply?.error.code;
  };
  return { served, ask, asked, told };
}

it.each([
  ['clerk', 'answered', 'session.forbidden', 1],
  ['stand-in', 'answered', 'session.forbidden', 1],
  ['lead', 'answered', 'answered', 1],
  ['it', 'session.forbidden', 'session.forbidden', 0],
  [null, 'session.not-signed-in', 'session.not-signed-in', 0],
] as const)('answers and tells %s what the table says', async (role, view, eraseDue, events) => {
  const { served, ask, asked, told } = guarded(role);
  expect(await ask('view')).toBe(view);
  expect(await ask('eraseDue')).toBe(eraseDue);
  // Without a row nobody may, whoever they are, and the room is never asked.
  expect(await ask('made-up')).toBe(role === null ? 'session.not-signed-in' : 'session.forbidden');
  expect(asked).toEqual(
    [view, eraseDue].flatMap((code, at) => (code === 'answered' ? [['view', 'eraseDue'][at]] : [])),
  );
  served.emit('changed', {});
  served.emit('made-up', {});
  expect(told).toHaveLength(events);
});

it('knows no right by inheritance', () => {
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    for (const role of [...roles, null]) expect(roleMay(role, name)).toBe(false);
  }
});
