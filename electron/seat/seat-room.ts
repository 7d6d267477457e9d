/** What a composed room gives to the seat: its contracts, each with what stands before it, and its beginning and end. */
import type { Served } from '../ipc/serve.ts';

/**
 * `open`: answers always, also on a locked seat. `locked`: silent while the seat is locked. `machine`: the same, but asking it is
 * no act of the clerk. `personal`: silent also while the city network is cut off.
 */
export type Guarding = 'open' | 'locked' | 'machine' | 'personal';

export interface SeatRoom {
  readonly clerkWindow?: readonly { served: Served; guard: Guarding }[];
  readonly citizenWindow?: readonly Served[];
  /** Called once, in the order of the list in seat.ts, after all rooms are composed. */
  start?(): void;
  /** Called once, in the opposite order, before the journal is closed. */
  stop?(): void | Promise<void>;
}
