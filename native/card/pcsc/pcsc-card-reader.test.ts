/** The driver against recorded conversations, strict to the byte and to the end, and against answers no chip should give. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import { replayExchange } from '../../core/replay.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import type { Exchange } from '../../core/transport.ts';
import { encodeContactlessAtr, virtualCardAtr } from './atr.ts';
import type { CardSlot } from './card-slot.ts';
import { createPcscCardReader } from './pcsc-card-reader.ts';

const signal = new AbortController().signal;

function openOn(exchange: Exchange, atr: Uint8Array) {
  let resets = 0;
  const slot: CardSlot = {
    name: 'Replay',
    software: false,
    present: async () => true,
    waitForCard: async () => undefined,
    connect: async () => ({
      atr,
      exchange: (request, options) => exchange.exchange(request, options),
      close: async () => {
        resets += 1;
      },
    }),
    close: async () => undefined,
  };
  const context = { transport: slot, clock: systemClock, random: systemRandom, log: silentLog };
  return { reader: createPcscCardReader(context, { virtual: false }), resets: () => resets };
}

it.each([
  ['id-card-2021', 2, true, '31283012060A04007F0007020204020202010202010D3012060A04007F0007020204060202010202010D'],
  ['id-card-2010', 1, true, '31143012060A04007F0007020204020202010202010D'],
  ['passport', 2, false, '31283012060A04007F0007020204020202010202010D3012060A04007F0007020204060202010202010D'],
])('reads %s as recorded', async (name, offers, eid, cardAccess) => {
  const text = readFileSync(path.join(import.meta.dirname, 'traces', `${name}.trace`), 'utf8');
  const { link, assertEnd } = replayExchange(text);
  const { reader, resets } = openOn(link, virtualCardAtr);
  expect(reader.info.virtual).toBe(false);
  const found = await reader.inspect(signal);
  assertEnd();
  expect([found.pace.length, found.hasEidApplication, found.hasBiometricApplication]).toEqual([offers, eid, true]);
  expect(encodeHex(found.cardAccess ?? new Uint8Array(0))).toBe(cardAccess);
  expect(resets()).toBe(1);
  // The ATR alone gave the virtual card away: the slot did not.
  expect(reader.info.virtual).toBe(true);
});

it.each([
  ['an answer of one byte', '90', 'card.garbled'],
  ['a correction of the corrected length', '6C10', 'card.garbled'],
  ['an endless chain of parts', '016101', 'card.garbled'],
  ['a file that is no TLV', '000000009000', 'card.garbled'],
  ['a file of four gigabytes', '3184FFFFFFFF9000', 'card.garbled'],
])('ends on %s, with a reset', async (_what, answer, code) => {
  const exchange: Exchange = { exchange: async () => decodeHex(answer), close: async () => undefined };
  const { reader, resets } = openOn(exchange, encodeContactlessAtr(new Uint8Array(0)));
  await expect(reader.inspect(signal)).rejects.toMatchObject({ code });
  expect(resets()).toBe(1);
});
