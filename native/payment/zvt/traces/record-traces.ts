/** Records the traces of this folder anew: `node scripts/run.mjs native/payment/zvt/traces/record-traces.ts`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeTraceEntry } from '../../../core/trace.ts';
import type { PaymentHooks } from '../../port.ts';
import { type MemorySubject, startMemorySubject } from '../memory-subject.ts';

const never = new AbortController().signal;

function hooks(onDisplay: () => void = () => undefined): PaymentHooks {
  return {
    onDisplay,
    onRecord: async () => undefined,
    onReceipt: async () => undefined,
    onQuestion: async () => true,
  };
}

interface Recording {
  name: string;
  note: string;
  run(subject: MemorySubject): Promise<unknown>;
}

const recordings: readonly Recording[] = [
  {
    name: 'payment',
    note: 'payment of 37,00, approved, receipts as blocks; its numbers repeated',
    async run({ terminal }) {
      await terminal.pay({ amountCents: 3700 }, hooks(), never);
      return terminal.counters();
    },
  },
  {
    name: 'decline',
    note: 'payment declined by the host with 05',
    run: ({ terminal }) => terminal.pay({ amountCents: 900_005 }, hooks(), never),
  },
  {
    name: 'abort',
    note: 'payment aborted by the register in the card phase',
    async run({ terminal, virtual }) {
      await virtual.act('set-behaviour', { customer: 'wait' });
      const stop = new AbortController();
      return terminal.pay(
        { amountCents: 3700 },
        hooks(() => stop.abort()),
        stop.signal,
      );
    },
  },
  {
    name: 'repeat-receipt',
    note: 'receipts of the last transaction printed again',
    async run({ terminal, virtual }) {
      await virtual.act('pay-at-terminal', { amountCents: 2880 });
      return terminal.repeatReceipt(hooks());
    },
  },
];

for (const { name, note, run } of recordings) {
  const lines = [`# ${note}; recorded against the virtual terminal`];
  const trace = (entry: Parameters<typeof encodeTraceEntry>[0]) => lines.push(encodeTraceEntry(entry));
  const subject = await startMemorySubject({ seed: 1, options: { keepOpen: true }, trace });
  await subject.clock.run(run(subject));
  writeFileSync(path.join(import.meta.dirname, `${name}.txt`), `${lines.join('\n')}\n`);
}
