/** HID devices through node-hid. HIDAsync only: the synchronous class crashes on close during a read (node-hid #559). */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Device, HIDAsync } from 'node-hid';
import { DeviceError } from '../core/device-error.ts';
import type { OpenReports, Reports } from '../core/transport.ts';
import { explainAbsence } from './hid/absent-hid.ts';
import { ReportListeners } from './hid/listeners.ts';

export interface HidSelection {
  vendorId: number;
  productIds: readonly number[];
  /** Devices that would be taken for an answer but cannot be driven: named as `device.unsupported`. */
  unsupportedProductIds?: readonly number[];
  serial?: string;
  /** As node-hid lists it, for example `/dev/hidraw0`. */
  path?: string;
}

type NodeHid = typeof import('node-hid');

/** Takes the first match in the order of paths. */
export function openHid(selection: HidSelection): OpenReports {
  return async () => {
    const nodeHid = await loadNodeHid();
    const devices = await listDevices(nodeHid);
    const [found] = selectMatches(devices, selection);
    if (found?.path === undefined) {
      const { vendorId, productIds, unsupportedProductIds = [] } = selection;
      if (devices.some((device) => device.vendorId === vendorId && unsupportedProductIds.includes(device.productId))) {
        throw new DeviceError('device.unsupported', 'model without plain HID reports');
      }
      throw await explainAbsence(vendorId, productIds);
    }
    return wrapHid(nodeHid, await openPath(nodeHid, found.path), found.path);
  };
}

async function loadNodeHid(): Promise<NodeHid> {
  try {
    const loaded: NodeHid & { default?: NodeHid } = await import('node-hid');
    return loaded.default ?? loaded;
  } catch (error) {
    throw new DeviceError('device.driver-missing', 'node-hid (libusb-1.0, libudev)', { cause: error });
  }
}

function listDevices(nodeHid: NodeHid): Promise<Device[]> {
  return nodeHid.devicesAsync().catch((error: unknown) => {
    throw new DeviceError('device.driver-missing', textOf(error));
  });
}

function selectMatches(devices: readonly Device[], selection: HidSelection): Device[] {
  return devices
    .filter(
      ({ vendorId, productId, serialNumber, path }) =>
        vendorId === selection.vendorId &&
        selection.productIds.includes(productId) &&
        (selection.serial === undefined || serialNumber === selection.serial) &&
        (selection.path === undefined || path === selection.path),
    )
    .sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}

/** hidapi says only that it could not open; on Linux the file's rights tell more. */
async function openPath(nodeHid: NodeHid, path: string): Promise<HIDAsync> {
  try {
    return await nodeHid.HIDAsync.open(path);
  } catch (error) {
    const reason = textOf(error);
    if (process.platform !== 'linux') throw new DeviceError('device.in-use', reason);
    const denied = await access(path, constants.R_OK | constants.W_OK).then(
      () => undefined,
      (cause: NodeJS.ErrnoException) => cause.code,
    );
    if (denied === 'ENOENT') throw new DeviceError('device.not-found', reason);
    if (denied !== undefined) throw new DeviceError('device.driver-missing', `udev rule missing: ${reason}`);
    throw new DeviceError('device.in-use', reason);
  }
}

function wrapHid(nodeHid: NodeHid, device: HIDAsync, path: string): Reports {
  const listeners = new ReportListeners();
  /** Listeners stay attached until the addon has closed: removing them earlier crashed it (node-hid #537). */
  device.on('data', (report: Uint8Array) => listeners.input(Uint8Array.from(report)));
  device.on('error', (error: unknown) => gone(textOf(error)));
  let released: Promise<void> | undefined;
  const release = (): Promise<void> => {
    released ??= device.close().catch(() => {});
    return released;
  };
  const gone = (detail: string) => {
    listeners.close(new DeviceError('device.disconnected', detail));
    void release();
  };
  const transfer = async <T>(work: () => Promise<T>): Promise<T> => {
    if (listeners.closed !== undefined) throw new DeviceError('device.disconnected');
    try {
      return await work();
    } catch (error) {
      if (listeners.closed !== undefined || !(await stillListed(nodeHid, path))) {
        gone(textOf(error));
        throw new DeviceError('device.disconnected', textOf(error));
      }
      throw new DeviceError('device.refused', textOf(error));
    }
  };
  return {
    getFeature: (reportId, length) =>
      transfer(async () => {
        const report = Uint8Array.from(await device.getFeatureReport(reportId, length));
        if (report.length === 0) throw new Error('empty feature report');
        return report;
      }),
    setFeature: (report) =>
      transfer(async () => {
        await device.sendFeatureReport(Buffer.from(report));
      }),
    onInput: (listener) => listeners.onInput(listener),
    onClose: (listener) => listeners.onClose(listener),
    async close() {
      listeners.close();
      await release();
    },
  };
}

/** A refused report and a pulled cable look alike in the error; the list tells them apart. */
async function stillListed(nodeHid: NodeHid, path: string): Promise<boolean> {
  const devices = await nodeHid.devicesAsync().catch(() => []);
  return devices.some((device) => device.path === path);
}

/** HIDAsync rejects with plain strings. */
function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
