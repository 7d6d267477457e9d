/** Opens events of a Vorgang that came from the centre, in memory only: each proven like those that are taken in, none missing. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { EventHeader } from './event-chain.ts';
import { givenBackKind } from './foreign-store.ts';
import type { JournalKeys } from './journal-keys.ts';
import { unwrapKey } from './key-ring.ts';
import type { JournalEvent } from './port.ts';
import { type ForeignEvent, type ForeignKey, proveForeign } from './sealed-event.ts';
import { unseal } from './sealing.ts';

/** Throws `centre.tampered`. `sequence` of the answer counts from 1, since these events stand in no chain here. */
export function openForeign(
  keys: JournalKeys,
  vorgangId: string,
  content: { events: readonly ForeignEvent[]; keys: readonly ForeignKey[] },
): JournalEvent[] {
  const opened = content.events.map((event, index) => {
    const header = proveForeign(keys.chain, event);
    if (typeof header === 'string') throw tampered(event, header);
    if (header.vorgangId !== vorgangId || header.scope === 'seat') throw tampered(event, 'vorgang');
    const box = content.keys.find(({ seat, scope }) => seat === event.seat && scope === event.scope);
    return { event, opened: toEvent(keys, event, header, box, index + 1) };
  });
  for (const { event, opened: last } of opened) {
    if (event.kind !== givenBackKind || last.body === null) continue;
    const before = content.events.filter(({ seat, sequence }) => seat === event.seat && sequence < event.sequence);
    if (before.length !== last.body.events) throw tampered(event, 'missing');
  }
  return opened.map(({ opened: event }) => event);
}

function toEvent(
  keys: JournalKeys,
  event: ForeignEvent,
  { at, kind, vorgangId, scope, actor, virtual, sequence }: EventHeader,
  box: ForeignKey | undefined,
  order: number,
): JournalEvent {
  const origin = { seat: event.seat, sequence };
  return { sequence: order, at, kind, vorgangId, scope, actor, virtual, origin, body: bodyOf(keys, event, box) };
}

/** Null when the body was not asked for, or its key is gone. */
function bodyOf(keys: JournalKeys, event: ForeignEvent, box: ForeignKey | undefined): JsonObject | null {
  if (!event.sealed || !box || event.vorgangId === null) return null;
  const key = unwrapKey(keys.wrap, box.scope, event.vorgangId, box.wrapped);
  const plain = key && unseal(key, Buffer.from(event.header, 'utf8'), event.sealed);
  if (!plain) throw tampered(event, 'key');
  return JSON.parse(plain.toString('utf8')) as JsonObject;
}

const tampered = ({ seat, sequence }: ForeignEvent, part: string): AppError =>
  new AppError('centre.tampered', { seat, sequence, part });
