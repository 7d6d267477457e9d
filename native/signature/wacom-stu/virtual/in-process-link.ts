/** HID reports to a virtual pad in the same process, for tests and for drivers without any transport. */
import { DeviceError } from '../../../core/device-error.ts';
import type { Reports } from '../../../core/transport.ts';
import type { VirtualStu } from './virtual-stu.ts';

export function linkInProcess(pad: VirtualStu): Reports {
  if (!pad.plugged) throw new DeviceError('device.not-found');
  let open = true;
  const closers = new Set<(reason?: DeviceError) => void>();
  const inputs = new Set<(report: Uint8Array) => void>();
  const end = (reason?: DeviceError) => {
    if (!open) return;
    open = false;
    stopInput();
    stopPlug();
    for (const listener of closers) listener(reason);
  };
  const stopInput = pad.onInput((report) => {
    for (const listener of inputs) listener(report);
  });
  const stopPlug = pad.onPlug(() => end(new DeviceError('device.disconnected')));
  const assertOpen = () => {
    if (!open) throw new DeviceError('device.disconnected');
  };
  return {
    async getFeature(reportId, length) {
      assertOpen();
      const report = pad.getFeature(reportId);
      if (report === undefined) throw new DeviceError('device.refused', `report ${reportId}`);
      return report.subarray(0, length);
    },
    async setFeature(report) {
      assertOpen();
      if (!pad.setFeature(report)) throw new DeviceError('device.refused', `report ${report[0]}`);
    },
    onInput(listener) {
      inputs.add(listener);
      return () => inputs.delete(listener);
    },
    onClose(listener) {
      closers.add(listener);
      return () => closers.delete(listener);
    },
    async close() {
      end();
    },
  };
}
