/** Starts the virtual card terminal on a TCP port, for foreign registers and for a look at the protocol. */
import type { VirtualDevice } from '../../native/core/model.ts';
import { paymentModels } from '../../native/payment/index.ts';

/** Port 0 takes a free one; it is in `endpoint`. */
export async function startVirtualPayment(port: number): Promise<VirtualDevice> {
  const model = paymentModels.find((candidate) => candidate.id === 'zvt-tcp');
  if (!model) throw new Error('model zvt-tcp is missing');
  return model.startVirtual({ port });
}
