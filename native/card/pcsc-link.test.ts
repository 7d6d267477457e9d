/** The virtual card over the TCP link: needs no PC/SC service, so that it runs on every machine. */
import { expect, it } from 'vitest';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { encodeTraceEntry } from '../core/trace.ts';
import { cardConformance } from './conformance.ts';
import { staffCardConformance } from './conformance-staff-card.ts';
import { cardModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const [model] = cardModels;
if (model === undefined) throw new Error('no card model');

cardConformance('pcsc over the TCP link', async () => {
  const virtual = await model.startVirtual({ port: 0, seed: 7 });
  return { virtual, reader: await model.open(virtual.endpoint, context) };
});

staffCardConformance('pcsc over the TCP link', async () => {
  const lines: string[] = [];
  const virtual = await model.startVirtual({ port: 0, seed: 7 });
  const trace = { trace: (entry: Parameters<typeof encodeTraceEntry>[0]) => void lines.push(encodeTraceEntry(entry)) };
  return {
    virtual,
    reader: await model.open(virtual.endpoint, { ...context, ...trace }),
    traced: () => lines.join('\n'),
  };
});

it('tells a link that nobody serves, and one that ends', async () => {
  const virtual = await model.startVirtual({ port: 0 });
  const reader = await model.open(virtual.endpoint, context);
  await virtual.close();
  await expect(model.open(virtual.endpoint, context)).rejects.toMatchObject({ code: 'device.unreachable' });
  await expect(reader.check()).rejects.toThrow(/^device\.(disconnected|unreachable)/);
  await reader.close();
});
