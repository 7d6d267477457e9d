/** The virtual signature pad on a fixed port, for a seat in another process or for a developer's own program. */
import type { VirtualDevice } from '../../native/core/model.ts';
import { signatureModels } from '../../native/signature/index.ts';

/** Port 0 takes a free one. The citizen in front of it moves at a person's pace. */
export async function startVirtualSignature(port: number): Promise<VirtualDevice> {
  const [model] = signatureModels;
  if (model === undefined) throw new Error('no signature model');
  return model.startVirtual({ port, pace: 1 });
}
