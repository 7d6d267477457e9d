/** Finds a model by class and id; a class is loaded when its first device is opened, so that one broken addon costs one class. */

import type { Device } from '../../../native/core/device.ts';
import { DeviceError } from '../../../native/core/device-error.ts';
import type { Model } from '../../../native/core/model.ts';
import type { DeviceClass } from '../../contract/devices.ts';

const modelLists: Record<DeviceClass, () => Promise<readonly Model<Device>[]>> = {
  payment: async () => (await import('../../../native/payment/index.ts')).paymentModels,
  signature: async () => (await import('../../../native/signature/index.ts')).signatureModels,
  fingerprint: async () => (await import('../../../native/fingerprint/index.ts')).fingerprintModels,
  card: async () => (await import('../../../native/card/index.ts')).cardModels,
  'eac-box': async () => (await import('../../../native/eac-box/index.ts')).eacBoxModels,
  printer: async () => (await import('../../../native/printer/index.ts')).printerModels,
};

/** Rejects with `device.unsupported` when the policy names a model nobody knows. */
export async function findModel(deviceClass: DeviceClass, id: string): Promise<Model<Device>> {
  const models = await modelLists[deviceClass]();
  const model = models.find((candidate) => candidate.id === id);
  if (!model) throw new DeviceError('device.unsupported', `no model ${id} of class ${deviceClass}`);
  return model;
}
