/** A sealed event as the centre keeps it, and as the journal proves it. */
import type { EventScope } from '../journal/port.ts';
import type { ForeignEvent } from '../journal/sealed-event.ts';

export interface ForeignEventRow {
  seat: string;
  sequence: string;
  scope: EventScope;
  kind: string;
  epoch: number;
  header: string;
  previous_hash: Buffer;
  sealed_hash: Buffer;
  hash: Buffer;
  link_seal: Buffer;
  origin_seal: Buffer;
  sealed: Buffer | null;
}

/** Everything but the body. */
export const foreignEventColumns =
  'seat, sequence, scope, kind, epoch, header, previous_hash, sealed_hash, hash, link_seal, origin_seal';

export const toForeign = (row: ForeignEventRow, vorgangId: string): ForeignEvent => ({
  seat: row.seat,
  sequence: Number(row.sequence),
  vorgangId,
  scope: row.scope,
  kind: row.kind,
  epoch: row.epoch,
  header: row.header,
  previousHash: row.previous_hash,
  sealedHash: row.sealed_hash,
  hash: row.hash,
  linkSeal: row.link_seal,
  originSeal: row.origin_seal,
  sealed: row.sealed,
});
