/** The virtual fingerprint scanner as a service of its own, for hands-on trials and for drivers of others. */

import type { VirtualDevice } from '../../native/core/model.ts';
import { fingerprintModels } from '../../native/fingerprint/index.ts';

/** Announces itself on 127.0.0.1; ports 4501 … 4600 are found by discovery. Pace 1: it takes as long as a person. */
export async function startVirtualFingerprint(port: number): Promise<VirtualDevice> {
  const model = fingerprintModels.find((candidate) => candidate.id === 'sbi-http');
  if (!model) throw new RangeError('no model sbi-http');
  return model.startVirtual({ port, seed: 1, pace: 1 });
}
