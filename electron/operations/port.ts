/** The ledger of acts on the outside world: intent durable before the act, outcome durable after it, `unknown` a state. */
import type { ErrorCode } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation, OperationKind } from '../contract/operation.ts';
import type { NewEvent } from '../journal/port.ts';

export interface Intent {
  vorgangId: string;
  kind: OperationKind;
  subject: string;
  deviceId: string | null;
  virtual: boolean;
  actor: string;
  details: JsonObject;
  /** What has to be true together with the intent, in the same durable write: a sheet drawn from stock. */
  alongside?: readonly NewEvent[];
}

export interface Ledger {
  /**
   * Writes the intent. Throws AppError `vorgang.operation-open` when an operation with the same Vorgang, kind and subject is
   * `intended` or `unknown`, and `operation.already-settled` when one is `done` — so nothing is done twice.
   */
  intend(intent: Intent): Operation;
  /** Durable progress within an act, for example the terminal's record before it is acknowledged. Merged into details. */
  note(operationId: string, details: JsonObject): Operation;
  /** `intended` or `unknown` → an outcome. A `done` or `declined` operation never changes again. */
  settle(
    operationId: string,
    outcome: {
      phase: 'done' | 'declined' | 'unknown';
      reason?: ErrorCode;
      details?: JsonObject;
      by: string;
      alongside?: readonly NewEvent[];
    },
  ): Operation;
  /** A `done` print that turned out spoiled: frees the subject for another attempt, keeps the history. */
  release(operationId: string, reason: string, by: string, alongside?: readonly NewEvent[]): Operation;
  get(operationId: string): Operation;
  ofVorgang(vorgangId: string): Operation[];
  /** `intended` and `unknown` ones begun at this seat, oldest first: settled on start before anything else. */
  open(): Operation[];
}
