/** Device host side of the lifecycle contract. */
import { hostLifecycleContract } from '../../contract/host/lifecycle.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export function serveLifecycle(devices: OpenDevices, calls: RunningCalls, reportBug: ReportBug) {
  return serve(
    hostLifecycleContract,
    {
      async open(order) {
        const { info } = await devices.open(order);
        return { ...info };
      },
      async check({ deviceId }) {
        await devices.any(deviceId).check();
        return {};
      },
      async close({ deviceId }) {
        await devices.close(deviceId);
        return {};
      },
      async abort({ callId }) {
        calls.abort(callId);
        return {};
      },
      async memory() {
        return { residentBytes: process.memoryUsage.rss() };
      },
    },
    reportBug,
  );
}
