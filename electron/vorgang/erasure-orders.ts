/** Data of other Vorgänge that a hand-over makes due: ordered in one piece with its facts, carried out at once or on the next start. */
import { isAppError } from '../contract/app-error.ts';
import type { Journal, NewEvent } from '../journal/port.ts';
import type { Erasure, Facts, ServiceDeclaration } from '../services/service.ts';

/** Sealed for the seat, names nobody. The Vorgang in the header is the one whose data goes. */
export const erasureOrderedKind = 'erasure-ordered';

export interface ErasureState {
  erasedAt: string | null;
  /** `none`: no centre; `waiting`: not carried there yet. */
  centre: 'none' | 'waiting' | 'done';
}

export interface ErasurePort {
  /** What a fact newly makes due, as events to be written together with it. */
  ordersFor(
    service: ServiceDeclaration,
    before: Facts,
    after: Facts,
    by: { vorgangId: string; actor: string },
  ): NewEvent[];
  /** Never throws: what cannot be done now stays ordered. */
  carryOut(): void;
  stateOf(order: Erasure): ErasureState;
}

export interface ErasureParts {
  journal: Pick<Journal, 'events' | 'erase'>;
  /** The last event that the centre has; null while that is not known. `none`: there is no centre. */
  acknowledged(): number | null | 'none';
  /** Whoever keeps something of the Vorgang in memory lets go of it. */
  onErased(vorgangId: string): void;
  warn(event: string, fields: Record<string, string>): void;
}

type Waiting = Parameters<Journal['erase']>[0];

const keyOf = ({ vorgangId, what }: { vorgangId: string; what: string }): string => `${what} ${vorgangId}`;

export function createErasureOrders(parts: ErasureParts): ErasurePort {
  const { journal } = parts;

  function erasedEvent({ vorgangId, what }: { vorgangId: string; what: string }) {
    const covers = (whole: unknown): boolean => whole === 'vorgang' || whole === what;
    return journal.events({ vorgangId, kinds: ['erased'] }).findLast(({ body }) => covers(body?.what));
  }

  /** Ordered and not erased yet; every event is looked at once, however many hand-overs there were. */
  const waiting = new Map<string, Waiting>();
  let lookedThrough = 0;
  function readOn(): void {
    const fresh = journal.events({ kinds: [erasureOrderedKind, 'erased'], afterSequence: lookedThrough });
    for (const { sequence, kind, vorgangId, body, actor } of fresh) {
      lookedThrough = sequence;
      if (vorgangId === null) continue;
      const key = keyOf({ vorgangId, what: 'biometrics' });
      if (kind === 'erased') waiting.delete(key);
      else waiting.set(key, { vorgangId, what: 'biometrics', reason: String(body?.because), actor });
    }
  }

  return {
    ordersFor(service, before, after, { vorgangId: by, actor }) {
      const already = new Set((service.erasures?.(before) ?? []).map(keyOf));
      const due = (service.erasures?.(after) ?? []).filter((order) => !already.has(keyOf(order)));
      return due.map(({ vorgangId, what, because }) => ({
        kind: erasureOrderedKind,
        scope: 'seat',
        vorgangId,
        actor,
        body: { what, because, by },
      }));
    },
    carryOut() {
      readOn();
      for (const [key, order] of [...waiting]) {
        try {
          journal.erase(order);
          parts.onErased(order.vorgangId);
        } catch (error) {
          // Gone before, by the cap or by another seat: nothing is left to do.
          if (isAppError(error) && error.code === 'vorgang.erased') waiting.delete(key);
          else parts.warn('erasure', { code: isAppError(error) ? error.code : 'internal' });
        }
      }
    },
    stateOf(order) {
      const erased = erasedEvent(order);
      const acknowledged = parts.acknowledged();
      if (acknowledged === 'none') return { erasedAt: erased?.at ?? null, centre: 'none' };
      const there = erased !== undefined && acknowledged !== null && erased.sequence <= acknowledged;
      return { erasedAt: erased?.at ?? null, centre: there ? 'done' : 'waiting' };
    },
  };
}
