/** Runs under libumockdev-preload: the real node-hid against a virtual pad that lives in the parent process. */
import type { ModelOptions } from '../../../native/core/model.ts';
import { silentLog, systemClock, systemRandom } from '../../../native/core/system-context.ts';
import { signatureChecks } from '../../../native/signature/conformance.ts';
import { signatureModels } from '../../../native/signature/index.ts';
import { stuModels, wacomVendorId } from '../../../native/signature/wacom-stu/stu-models.table.ts';
import { openHid } from '../../../native/transport/hid.ts';
import type { ChildRequest, ChildResult, ParentAnswer } from './run-hid-child.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const open = (options: ModelOptions = { link: 'hid' }) => {
  const [model] = signatureModels;
  if (model === undefined) throw new Error('no model');
  return model.open(options, context);
};

let nextId = 0;
const waiting = new Map<number, (answer: ParentAnswer) => void>();
process.on('message', (answer: ParentAnswer) => {
  waiting.get(answer.id)?.(answer);
  waiting.delete(answer.id);
});

async function act(action: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const id = nextId++;
  const answer = await new Promise<ParentAnswer>((resolve) => {
    waiting.set(id, resolve);
    process.send?.({ id, action, parameters } satisfies ChildRequest);
  });
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.result;
}

function tell(result: ChildResult): Promise<void> {
  return new Promise((resolve) => process.send?.(result, () => resolve()));
}

async function conform(): Promise<void> {
  for (const { name, run } of signatureChecks) {
    const error = await run({ open, act }).then(
      () => undefined,
      (failure: unknown) => String(failure),
    );
    await tell({ name, ...(error === undefined ? {} : { error }) });
  }
}

/** Receives `count` samples and says how many a second came and which sequence numbers were missed. */
async function rate(count: number): Promise<void> {
  const reports = await openHid({ vendorId: wacomVendorId, productIds: stuModels.map(({ productId }) => productId) })();
  await reports.setFeature(Uint8Array.of(0x32, 3));
  const arrivals: number[] = [];
  let lost = 0;
  let last: number | undefined;
  const all = new Promise<void>((resolve) => {
    reports.onInput((report) => {
      const sequence = ((report[9] ?? 0) << 8) | (report[10] ?? 0);
      if (last !== undefined) lost += (sequence - last - 1) & 0xffff;
      last = sequence;
      if (arrivals.push(performance.now()) === count) resolve();
    });
  });
  void act('play', { count });
  await all;
  const elapsedMs = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
  await reports.close();
  await tell({ name: 'rate', value: { lost, perSecond: ((count - 1) * 1000) / elapsedMs } });
}

/** The code with which opening fails, or `opened` and what was opened. */
async function tryOpen(options: ModelOptions): Promise<void> {
  const outcome = await open(options).then(
    async (pad) => {
      await pad.close();
      return `opened ${pad.info.label}${pad.info.virtual ? ' virtual' : ''}`;
    },
    (error: { code?: string }) => error.code ?? String(error),
  );
  await tell({ name: 'open', value: outcome });
}

const [mode, parameter] = process.argv.slice(2);
if (mode === 'conform') await conform();
else if (mode === 'rate') await rate(Number(parameter));
else await tryOpen(JSON.parse(parameter ?? '{}'));
process.disconnect();
