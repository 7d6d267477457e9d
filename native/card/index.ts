/** Card reader models. `pcsc` takes every reader of the system's PC/SC service, and the virtual card by TCP. */
import { z } from 'zod';
import type { Model, OpenContext } from '../core/model.ts';
import { recordExchange } from '../core/record-exchange.ts';
import type { TraceListener } from '../core/trace.ts';
import { openPcscSlot } from '../transport/pcsc.ts';
import { openPcscLink } from '../transport/pcsc-link.ts';
import type { CardSlot } from './pcsc/card-slot.ts';
import { maskSecrets } from './pcsc/mask-secrets.ts';
import { createPcscCardReader } from './pcsc/pcsc-card-reader.ts';
import { startVirtualCard } from './pcsc/virtual/virtual-card.ts';
import type { CardReader } from './port.ts';

const optionsSchema = z.union([
  z.strictObject({
    link: z.literal('pcsc').default('pcsc'),
    /** Name of the reader or a part of it; absent takes the first one. */
    reader: z.string().min(1).optional(),
    virtual: z.boolean().default(false),
  }),
  z.strictObject({
    link: z.literal('tcp'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    virtual: z.boolean().default(true),
  }),
]);

const pcsc: Model<CardReader> = {
  id: 'pcsc',
  title: 'Kartenleser (PC/SC)',
  async open(options, context) {
    const parsed = optionsSchema.parse(options);
    const slot: CardSlot =
      parsed.link === 'tcp'
        ? await openPcscLink(parsed)
        : await openPcscSlot(parsed.reader === undefined ? {} : { reader: parsed.reader });
    const { clock, random, log } = context;
    return createPcscCardReader(
      { transport: recordSlot(slot, context), clock, random, log },
      { virtual: parsed.virtual },
    );
  },
  startVirtual: startVirtualCard,
};

export const cardModels: readonly Model<CardReader>[] = [pcsc];

function recordSlot(slot: CardSlot, { trace }: OpenContext): CardSlot {
  if (trace === undefined) return slot;
  return {
    ...slot,
    async connect() {
      const connection = await slot.connect();
      trace({ kind: 'note', text: `ATR ${Buffer.from(connection.atr).toString('hex').toUpperCase()}` });
      const masked: TraceListener = (entry) =>
        trace(entry.kind === 'to-device' ? { ...entry, bytes: maskSecrets(entry.bytes) } : entry);
      return { atr: connection.atr, ...recordExchange(connection, masked) };
    },
  };
}
