/** The virtual EAC-Box as `npm run virtual` starts it: ready, with an identity card on it; entries are typed by itself. */

import type { VirtualDevice } from '../../native/core/model.ts';
import { startVirtualEacBox as startBox } from '../../native/eac-box/tr03131/virtual/virtual-eac-box.ts';

/** Serves `http://127.0.0.1:<port>/eacbox`; 0 takes a free port. A person's pauses are kept. */
export async function startVirtualEacBox(port: number): Promise<VirtualDevice> {
  const box = await startBox({ port, pace: 1 });
  await box.act('insert-card', { kind: 'id-card' });
  return box;
}
