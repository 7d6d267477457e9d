/** What no virtual card can show within a test's patience: a library that hangs, and a reader that is shared for a moment. */
import { expect, it } from 'vitest';
import { connectCard } from './card-connection.ts';
import { findReader } from './reader-name.ts';
import type { Winscard } from './winscard.ts';

const sharingViolation = 0x8010000b;
const never = new Promise<never>(() => {});

function fakeLibrary(overrides: Partial<Winscard>) {
  const calls: string[] = [];
  const unused = () => {
    throw new Error('not part of this test');
  };
  const library: Winscard = {
    establishContext: unused,
    releaseContext: unused,
    listReaders: unused,
    getStatusChange: unused,
    cancel: unused,
    connect: async () => ({ code: 0, card: 7, protocol: 2 }),
    transmit: async () => ({ code: 0, response: Uint8Array.of(0x90, 0x00) }),
    async disconnectWithReset() {
      calls.push('reset');
      return 0;
    },
    ...overrides,
  };
  const release = async () => {
    calls.push('release');
  };
  return { calls, connect: () => connectCard(library, 1, 'Reader', release) };
}

it('tries again while another program looks at the card, and gives up in the end', async () => {
  let left = 2;
  const patient = fakeLibrary({
    async connect() {
      left -= 1;
      return { code: left > 0 ? sharingViolation : 0, card: 7, protocol: 2 };
    },
  });
  await (await patient.connect()).close();
  expect([left, patient.calls]).toEqual([0, ['reset', 'release']]);
  const taken = fakeLibrary({ connect: async () => ({ code: sharingViolation, card: 0, protocol: 0 }) });
  await expect(taken.connect()).rejects.toMatchObject({ code: 'device.in-use' });
});

it('gives a hanging command up, takes no further one, and resets only when it is back', async () => {
  let answer: (value: { code: number; response: Uint8Array }) => void = () => {};
  const { connect, calls } = fakeLibrary({
    transmit: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const connection = await connect();
  const first = connection.exchange(Uint8Array.of(0), { timeoutMs: 20 });
  await expect(first).rejects.toMatchObject({ code: 'device.timeout' });
  await expect(connection.exchange(Uint8Array.of(0), { timeoutMs: 20 })).rejects.toMatchObject({
    code: 'device.timeout',
  });
  const closed = connection.close();
  await Promise.resolve();
  expect(calls).toEqual([]);
  answer({ code: 0, response: Uint8Array.of(0x90, 0x00) });
  await closed;
  expect(calls).toEqual(['reset', 'release']);
});

it('sends one command at a time, and closes within its limit though the library hangs', async () => {
  let running = 0;
  let most = 0;
  const { connect } = fakeLibrary({
    async transmit() {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return { code: 0, response: Uint8Array.of(0x90, 0x00) };
    },
    disconnectWithReset: () => never,
  });
  const connection = await connect();
  await Promise.all([1, 2, 3].map(() => connection.exchange(Uint8Array.of(0), { timeoutMs: 1000 })));
  expect(most).toBe(1);
  await connection.close();
  await expect(connection.exchange(Uint8Array.of(0), { timeoutMs: 10 })).rejects.toMatchObject({
    code: 'device.disconnected',
  });
});

it('finds a reader by its name, by a part, and after it was plugged anew', () => {
  const names = ['Virtual PCD 00 00', 'Virtual PCD 00 01', 'REINER SCT cyberJack RFID 02 00'];
  expect(findReader(names, undefined)).toBe('REINER SCT cyberJack RFID 02 00');
  expect(findReader(names, 'cyberJack')).toBe('REINER SCT cyberJack RFID 02 00');
  expect(findReader(names, 'REINER SCT cyberJack RFID 00 00')).toBe('REINER SCT cyberJack RFID 02 00');
  expect(findReader(names, 'Virtual PCD 00 01')).toBe('Virtual PCD 00 01');
  expect(findReader(['Virtual PCD 00 00'], 'Virtual PCD 00 01')).toBeUndefined();
  expect(findReader([], undefined)).toBeUndefined();
});
