/** Looks into one event of another seat in memory, without the rest of its Vorgang: proven and unsealed, nothing stored. */
import type { JsonObject } from '../contract/json.ts';
import type { JournalKeys } from './journal-keys.ts';
import { type ForeignEvent, type ForeignKey, proveForeign } from './sealed-event.ts';
import { unseal } from './sealing.ts';
import { unwrapKey } from './wrapped-key.ts';

/**
 * Null when the body was dropped or its key destroyed; `unproven` when any part of it is not as its seat wrote it. Throws
 * `keys.generation-missing`.
 */
export function openAlone(
  keys: JournalKeys,
  event: ForeignEvent,
  boxes: readonly ForeignKey[],
): JsonObject | null | 'unproven' {
  const proven = proveForeign(keys, event);
  if (typeof proven === 'string' || event.scope === 'seat' || event.vorgangId === null) return 'unproven';
  const { seat, scope, vorgangId: owner } = event;
  const { generation } = proven;
  const box = boxes.find(
    (key) => key.seat === seat && key.vorgangId === owner && key.scope === scope && key.generation === generation,
  );
  if (!event.sealed || !box) return null;
  const key = unwrapKey(keys, { scope, owner, generation }, box);
  const plain = key && unseal(key, Buffer.from(event.header, 'utf8'), event.sealed);
  return plain ? (JSON.parse(plain.toString('utf8')) as JsonObject) : 'unproven';
}
