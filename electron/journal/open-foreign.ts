/** Opens events of a Vorgang that came from the centre, in memory only: each proven like those that are taken in, none missing. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { givenBackKind } from './foreign-store.ts';
import type { JournalKeys } from './journal-keys.ts';
import type { JournalEvent } from './port.ts';
import { type ForeignEvent, type ForeignKey, proveForeign } from './sealed-event.ts';
import { unseal } from './sealing.ts';
import { unwrapKey } from './wrapped-key.ts';

/** Throws `centre.tampered`, `keys.generation-missing`. `sequence` of the answer counts from 1, since these events stand in no chain here. */
export function openForeign(
  keys: JournalKeys,
  vorgangId: string,
  content: { events: readonly ForeignEvent[]; keys: readonly ForeignKey[] },
): JournalEvent[] {
  for (const key of content.keys) keys.of(key.wrappedBy); // a newer one is no forgery
  const opened = content.events.map((event, index) => {
    const proven = proveForeign(keys, event);
    if (typeof proven === 'string') throw tampered(event, proven);
    const { header, generation } = proven;
    if (header.vorgangId !== vorgangId || header.scope === 'seat') throw tampered(event, 'vorgang');
    const box = content.keys.find(
      (key) => key.seat === event.seat && key.scope === event.scope && key.generation === generation,
    );
    const { at, kind, scope, actor, virtual, sequence } = header;
    const origin = { seat: event.seat, sequence };
    const body = bodyOf(keys, event, box);
    return { event, opened: { sequence: index + 1, at, kind, vorgangId, scope, actor, virtual, origin, body } };
  });
  for (const { event, opened: last } of opened) {
    if (event.kind !== givenBackKind || last.body === null) continue;
    const before = content.events.filter(({ seat, sequence }) => seat === event.seat && sequence < event.sequence);
    if (before.length !== last.body.events) throw tampered(event, 'missing');
  }
  return opened.map(({ opened: event }) => event);
}

/** Null when the body was not asked for, or its key is gone. */
function bodyOf(keys: JournalKeys, event: ForeignEvent, box: ForeignKey | undefined): JsonObject | null {
  if (!event.sealed || !box || event.vorgangId === null) return null;
  const name = { scope: box.scope, owner: event.vorgangId, generation: box.generation };
  const key = unwrapKey(keys, name, box);
  const plain = key && unseal(key, Buffer.from(event.header, 'utf8'), event.sealed);
  if (!plain) throw tampered(event, 'key');
  return JSON.parse(plain.toString('utf8')) as JsonObject;
}

const tampered = ({ seat, sequence }: ForeignEvent, part: string): AppError =>
  new AppError('centre.tampered', { seat, sequence, part });
