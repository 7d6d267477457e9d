/** The kit: device host, virtual counter of a training seat, and the list of devices for the clerk's window. */
import path from 'node:path';
import { AppError } from '../contract/app-error.ts';
import { devicesContract } from '../contract/devices.ts';
import { DeviceHostProcess } from '../devices/device-host-process.ts';
import { Kit, type KitDevice } from '../devices/kit.ts';
import { kitDevices } from '../devices/kit-devices.ts';
import type { CounterDevices } from '../devices/port.ts';
import { createStaffCardReader, type StaffCardReader } from '../devices/staff-cards.ts';
import { startTrainingCounter, type TrainingCounter } from '../devices/training-counter.ts';
import { watchHost } from '../devices/watch-host.ts';
import { serve } from '../ipc/serve.ts';
import type { SessionRoom } from '../security/session-room.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

export interface ComposedKit extends SeatRoom {
  readonly kit: Kit;
  readonly devices: CounterDevices;
  readonly staffCards: StaffCardReader;
  pids(): { deviceHost: number | undefined; virtualCounter: number | undefined };
}

export async function composeKit(core: SeatCore, session: SessionRoom): Promise<ComposedKit> {
  const { parts, clock, log, policy, training } = core;
  const { devices, served: asked } = kitDevices(() => kit, core.reportBug);
  const kit: Kit = new Kit({
    clock,
    log,
    live: !training,
    traceFile: (deviceId) =>
      training && parts.traceDir !== null ? path.join(parts.traceDir, `${deviceId}.trace.txt`) : null,
    onChange(views) {
      served.emit('changed', views);
      session.readerChanged();
    },
  });
  const host = new DeviceHostProcess({
    spawn: parts.spawn,
    served: [asked],
    clock,
    log,
    onUp: (clients) => {
      watchHost(clients.lifecycle, { clock, log, end: () => host.end() });
      kit.hostUp(clients);
    },
    onDown: () => kit.hostDown(),
  });
  const served = serve(
    devicesContract,
    {
      list: async () => kit.views(),
      async retry({ id }) {
        session.clerk();
        kit.retry(id);
        return kit.views();
      },
      async act({ id, action, parameters }) {
        session.clerk();
        if (!training || !counter) throw new AppError('session.forbidden');
        return counter.act(id, action, parameters);
      },
    },
    core.reportBug,
  );
  core.signals.unlocked.on(() => served.emit('changed', kit.views()));

  let counter: TrainingCounter | null = null;
  if (training && policy.devices.length === 0) {
    counter = await startTrainingCounter(parts.spawn, parts.training, (line) => log.info('child', { line }));
  }
  for (const device of counter?.devices ?? policy.devices.map(toKitDevice)) {
    kit.add({ ...device, forStaff: device.id === policy.security?.staffCardReader });
  }

  return {
    kit,
    devices,
    staffCards: createStaffCardReader(kit, clock),
    pids: () => ({ deviceHost: host.pid, virtualCounter: counter?.pid }),
    clerkWindow: [{ served, guard: 'machine' }],
    start: () => host.start(counter?.environment ?? {}),
    async stop() {
      kit.stop();
      await host.stop();
      await counter?.stop();
    },
  };
}

const toKitDevice = (device: SeatCore['policy']['devices'][number]): KitDevice => ({
  id: device.id,
  deviceClass: device.class,
  model: device.model,
  options: device.options,
  virtual: device.options.virtual === true,
});
