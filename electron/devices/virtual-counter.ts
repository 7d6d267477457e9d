/** Entry of the virtual counter process: plays the devices of a training seat, outside the device host so that it survives its death. */
import type { VirtualDevice } from '../../native/core/model.ts';
import { AppError } from '../contract/app-error.ts';
import { virtualCounterContract } from '../contract/host/virtual-counter.ts';
import type { JsonValue } from '../contract/json.ts';
import { parentPort } from '../ipc/parent-port.ts';
import { linkProcess } from '../ipc/process-link.ts';
import { serve } from '../ipc/serve.ts';
import { findModel } from './host/models.ts';
import { processLog } from './process-log.ts';

const log = processLog('virtual-counter');
const devices = new Map<string, VirtualDevice>();

const served = serve(
  virtualCounterContract,
  {
    async start({ deviceId, deviceClass, model, port, storeDir, seed, pace }) {
      await devices.get(deviceId)?.close();
      const found = await findModel(deviceClass, model);
      const device = await found.startVirtual({ port, seed, pace, ...(storeDir === null ? {} : { storeDir }) });
      devices.set(deviceId, device);
      return { endpoint: { ...device.endpoint }, environment: { ...device.environment } };
    },
    async act({ deviceId, action, parameters }) {
      const device = devices.get(deviceId);
      if (!device) throw new AppError('device.none-configured', { device: deviceId });
      const result = await device.act(action, parameters);
      return (result ?? null) as JsonValue;
    },
  },
  (incident, where, error) =>
    log.error('bug', { incident, where, what: error instanceof Error ? (error.stack ?? '') : String(error) }),
);

const port = parentPort();
linkProcess(port, [served], 'main');

async function leave(): Promise<void> {
  const limit = setTimeout(() => process.exit(0), 2_000);
  await Promise.all([...devices.values()].map((device) => device.close()));
  clearTimeout(limit);
  process.exit(0);
}
port.onClose(() => void leave());
process.on('SIGTERM', () => void leave());
