/** The virtual card as a card of the real PC/SC service: pcscd, vpcd and koffi in between. Skipped where they are missing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingPcscPart, type PcscService, startPcscd } from '../../tests/support/pcscd/start-pcscd.ts';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { encodeTraceEntry } from '../core/trace.ts';
import { listPcscReaders } from '../transport/pcsc.ts';
import { cardConformance } from './conformance.ts';
import { staffCardConformance } from './conformance-staff-card.ts';
import { cardModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
/** The second slot: a demo on the same machine uses the first. */
const port = 35_964;
/** Another test run on this machine may hold the service for a while. */
const lockedMs = 90_000;
const missing = missingPcscPart();
const [model] = cardModels;
if (model === undefined) throw new Error('no card model');

describe.skipIf(missing !== undefined)(`real PC/SC service${missing ? ` (${missing})` : ''}`, () => {
  let service: PcscService;
  beforeAll(async () => {
    service = await startPcscd();
  }, lockedMs);
  afterAll(async () => {
    await service?.stop();
  });

  cardConformance('pcsc through pcscd and vpcd', async () => {
    const virtual = await model.startVirtual({ port, seed: 7 });
    expect(virtual.endpoint).toEqual({ link: 'pcsc', reader: 'Virtual PCD 00 01' });
    return { virtual, reader: await model.open(virtual.endpoint, context) };
  });

  staffCardConformance('pcsc through pcscd and vpcd', async () => {
    const lines: string[] = [];
    const virtual = await model.startVirtual({ port, seed: 7 });
    const trace = {
      trace: (entry: Parameters<typeof encodeTraceEntry>[0]) => void lines.push(encodeTraceEntry(entry)),
    };
    const reader = await model.open(virtual.endpoint, { ...context, ...trace });
    return { virtual, reader, traced: () => lines.join('\n') };
  });

  it('lists readers, refuses an unknown one and takes the first without a name', async () => {
    expect(await listPcscReaders()).toContain('Virtual PCD 00 01');
    await expect(model.open({ reader: 'No such reader' }, context)).rejects.toMatchObject({ code: 'device.not-found' });
    const reader = await model.open({}, context);
    expect(reader.info.label).not.toBe('');
    await reader.close();
  });

  it('tells a reader that another program uses', async () => {
    const virtual = await model.startVirtual({ port });
    await virtual.act('insert', { profile: 'passport' });
    await virtual.act('set-fault', { kind: 'slow', delayMs: 280 });
    const [first, second] = await Promise.all([
      model.open(virtual.endpoint, context),
      model.open(virtual.endpoint, context),
    ]);
    const signal = new AbortController().signal;
    const reading = first.inspect(signal);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(second.inspect(signal)).rejects.toMatchObject({ code: 'device.in-use' });
    await reading;
    await Promise.all([first.close(), second.close(), virtual.close()]);
  });

  it(
    'says that the service is gone, and works again when it is back',
    async ({ skip }) => {
      if (!service.own) skip('pcscd belongs to somebody else');
      const virtual = await model.startVirtual({ port });
      const reader = await model.open(virtual.endpoint, context);
      await service.stop();
      await expect(reader.check()).rejects.toMatchObject({ code: 'device.service-missing' });
      await expect(model.open({}, context)).rejects.toMatchObject({ code: 'device.service-missing' });
      service = await startPcscd();
      await virtual.act('insert', { profile: 'passport' });
      await reader.waitForCard({ timeoutMs: 5000, signal: new AbortController().signal });
      expect((await reader.inspect(new AbortController().signal)).pace).toHaveLength(2);
      await Promise.all([reader.close(), virtual.close()]);
    },
    lockedMs,
  );
});
