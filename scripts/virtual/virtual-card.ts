/** The virtual card as `npm run virtual` starts it: under the real PC/SC service where one answers, else by TCP. */

import { startVirtualCard as startCard } from '../../native/card/pcsc/virtual/virtual-card.ts';
import type { VirtualDevice } from '../../native/core/model.ts';

/**
 * Ports 35963 and 35964 are vpcd's (readers `Virtual PCD 00 00` and `00 01` of a running pcscd): when vpcd answers there the
 * card lies on that reader, and the endpoint is `{ link: 'pcsc', reader }`. Any other port, or a silent one, is served by
 * the TCP link; 0 takes a free port. An identity card is laid on at once.
 */
export async function startVirtualCard(port: number): Promise<VirtualDevice> {
  const card = await startCard({ port });
  await card.act('insert', { profile: 'id-card-2021' });
  return card;
}
