/** The virtual card over the TCP link: needs no PC/SC service, so that it runs on every machine. */
import { expect, it } from 'vitest';
import { silentLog, systemClock, systemRandom } from '../core/system-context.ts';
import { cardConformance } from './conformance.ts';
import { cardModels } from './index.ts';

const context = { clock: systemClock, random: systemRandom, log: silentLog };
const [model] = cardModels;
if (model === undefined) throw new Error('no card model');

cardConformance('pcsc over the TCP link', async () => {
  const virtual = await model.startVirtual({ port: 0, seed: 7 });
  return { virtual, reader: await model.open(virtual.endpoint, context) };
});

it('tells a link that nobody serves, and one that ends', async () => {
  const virtual = await model.startVirtual({ port: 0 });
  const reader = await model.open(virtual.endpoint, context);
  await virtual.close();
  await expect(model.open(virtual.endpoint, context)).rejects.toMatchObject({ code: 'device.unreachable' });
  await expect(reader.check()).rejects.toThrow(/^device\.(disconnected|unreachable)/);
  await reader.close();
});
