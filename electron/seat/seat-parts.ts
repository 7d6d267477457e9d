/** What a host hands to the seat: places, processes, keys, log and clock. */
import type { Clock, Log } from '../../native/core/context.ts';
import type { Spawn } from '../devices/spawn.ts';
import type { TrainingOptions } from '../devices/training-counter.ts';
import type { KeyCustody } from '../security/port.ts';

export interface SeatParts {
  /** Holds the journal, its keys and the log. */
  dataDir: string;
  resourcesDir: string;
  policyFile: string | null;
  version: string;
  spawn: Spawn;
  keyCustody: KeyCustody;
  log: Log;
  training: TrainingOptions;
  /** Folder for wire traces; only a training seat writes any. */
  traceDir: string | null;
  clock?: Clock;
}
