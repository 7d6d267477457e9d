/** The driver against the virtual pad in the same process, for every model of the family. */
import { describe, expect, it } from 'vitest';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import { type SignatureRig, signatureChecks, testScreen } from '../conformance.ts';
import { openWacomStu } from './open-wacom-stu.ts';
import { stuModels } from './stu-models.table.ts';
import { linkInProcess } from './virtual/in-process-link.ts';
import { startVirtualStu } from './virtual/start-virtual-stu.ts';

function startRig(model: string): SignatureRig & { close(): void } {
  const virtual = startVirtualStu({ clock: systemClock, seed: 7, pace: 0, model });
  return {
    open: async () =>
      openWacomStu({
        transport: linkInProcess(virtual.pad),
        clock: systemClock,
        random: systemRandom,
        log: silentLog,
      }),
    act: (action, parameters) => virtual.act(action, parameters),
    close: () => virtual.close(),
  };
}

describe.concurrent('in process, STU-530', () => {
  it.each(signatureChecks.map((check) => [check.name, check] as const))('%s', async (_, check) => {
    const rig = startRig('STU-530');
    await check.run(rig);
    rig.close();
  });
});

describe.concurrent('every other model', () => {
  it.each(stuModels.filter(({ name }) => name !== 'STU-530'))('$name signs', async ({ name }) => {
    const rig = startRig(name);
    const pad = await rig.open();
    expect(pad.info).toMatchObject({ label: `Wacom ${name}`, virtual: true, firmware: '1.0' });
    await rig.act('auto');
    const outcome = await pad.capture(testScreen(pad), { onPoints() {} }, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'accepted', lostSamples: 0 });
    await pad.close();
    expect(await rig.act('screen')).toMatchObject({ blank: true, inking: false, optionMode: 0, nvramWrites: 0 });
    rig.close();
  });
});
