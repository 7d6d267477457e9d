/** How a claim of this seat ends: with its receipt, with «no money moved», or with a lead's word that came before both. */
import type { Operation } from '../contract/operation.ts';
import { blocksSubject, isOpen, isReversed } from '../operations/operation-fold.ts';
import type { Ledger } from '../operations/port.ts';
import { collectionIdOf } from './collection-id.ts';
import type { GrantedClaim, ItemClaims } from './item-claims.ts';
import type { OpenItems } from './open-items.ts';
import type { ClaimedItem, ItemExchange } from './port.ts';

export interface EndClaimsParts {
  ledger: Pick<Ledger, 'ofVorgang'>;
  claims: ItemClaims;
  items: OpenItems;
  receiptOf(payment: Operation): string | null;
  isCollecting(itemId: string): boolean;
  onChanged(vorgangId: string): void;
}
type At = { id: string; vorgangId: string; stepId: string };

export class EndClaims {
  readonly #parts: EndClaimsParts;

  constructor(parts: EndClaimsParts) {
    this.#parts = parts;
  }

  /** Every payment for the item that is known here, in its Vorgang or in a collection of its own. */
  payments(item: At): Operation[] {
    const { ledger } = this.#parts;
    return [
      ...ledger.ofVorgang(item.vorgangId).filter(({ subject }) => subject === item.stepId),
      ...ledger.ofVorgang(collectionIdOf(item.id)),
    ].filter(({ kind }) => kind === 'payment');
  }

  /** The payment that stands or is open; undefined when none was made, or it was given back. */
  standing(item: At): Operation | undefined {
    return this.payments(item).findLast(blocksSubject);
  }

  /** One that the centre has as claimed by this seat. What became of the money decides; an act that is not settled keeps the claim. */
  async end(held: At & { claim: number }, exchange: ItemExchange): Promise<void> {
    const standing = this.standing(held);
    if (standing && standing.phase !== 'done') return;
    const paid = standing ?? this.#paidUnder(held);
    const receipt = paid ? this.#parts.receiptOf(paid) : null;
    if (paid && receipt === null) return;
    const told = paid && receipt !== null ? { receipt, method: methodOf(paid) } : null;
    if (await exchange.settle(held.id, held.claim, told)) this.ended(held);
  }

  /** The centre has the end of this claim, and so of all before it. */
  ended({ id, claim }: { id: string; claim: number }): void {
    const { claims } = this.#parts;
    for (const known of claims.granted()) {
      if (known.id !== id || known.claim > claim) continue;
      claims.end(known, claims.isContested(known) ? 'late' : 'settled');
    }
  }

  /** One that this seat was granted and does not have any more: the answer to its end got lost, or a lead decided about it. */
  async followLost(held: GrantedClaim, exchange: ItemExchange): Promise<void> {
    const { claims, items, isCollecting, receiptOf, onChanged } = this.#parts;
    const item = (await exchange.states([held.id]))[0];
    const isHere = item?.holder === exchange.seatId;
    if (!item || isCollecting(held.id) || (item.state === 'claimed' && isHere)) return;
    if (this.#own(held).some(isOpen)) return;
    const paid = this.#paidUnder(held);
    const isCounted = isHere && (item.state === 'paid' || item.state === 'returned');
    if (!paid) {
      const isMissing = isCounted && item.receipt === '';
      if (isMissing) claims.contest(findingOf(held, item, null));
      return claims.end(held, isMissing ? 'missing' : 'settled');
    }
    const receipt = receiptOf(paid);
    if (receipt === null) return;
    const told = { receipt, method: methodOf(paid) };
    const isKnown = isCounted && (item.receipt === receipt || (await exchange.tellReceipt(held.id, told)));
    if (isKnown) return claims.end(held, 'settled');
    const isInVorgang = held.vorgangId !== collectionIdOf(held.id);
    if (isInVorgang && item.state === 'paid' && !isHere) {
      // In its own Vorgang the fee counts as paid there, whatever becomes of the payment here.
      items.markPaid(item, { seat: item.holder ?? '', receipt: item.receipt, method: item.method });
      onChanged(item.vorgangId);
    }
    if (isReversed(paid)) {
      // Due in its Vorgang again, or not at all: no seat may collect it any more.
      const mayBeTaken =
        isInVorgang && item.state === 'open' && (await exchange.withdraw(held.id)).state !== 'withdrawn';
      if (mayBeTaken || (isInVorgang && item.state === 'claimed')) return;
      return claims.end(held, 'settled');
    }
    claims.contest(findingOf(held, item, { operationId: paid.id, receipt }));
    if (item.state === 'open') {
      // Nobody else has taken money yet: the payment counts after all, and nobody will.
      const again = await exchange.claim(held.id);
      if (again.state !== 'granted') return;
      if (await exchange.settle(held.id, again.claim, told)) this.ended({ id: held.id, claim: again.claim });
      return;
    }
    if (item.state === 'claimed') return; // it may come free again
    claims.end(held, 'contested');
  }

  #own = (item: At): Operation[] => this.payments(item).filter(({ seat }) => seat === undefined);

  /** Also one that was given back since. */
  #paidUnder(held: At): Operation | undefined {
    const open = this.#parts.claims.granted().filter(({ id }) => id === held.id);
    return this.#own(held).findLast(
      ({ id, phase }) => phase === 'done' && open.some(({ before }) => !before.includes(id)),
    );
  }
}

function findingOf(
  { id, claim }: GrantedClaim,
  item: ClaimedItem,
  payment: { operationId: string; receipt: string } | null,
) {
  const said = item.words.findLast((word) => word.word === 'decided' && word.claim === claim + 1);
  const { vorgangNumber, totalCents: amountCents } = item;
  if (said?.word !== 'decided') return { id, claim, vorgangNumber, amountCents, payment, decided: null };
  const { seat, at, lead, second, reason } = said;
  return { id, claim, vorgangNumber, amountCents, payment, decided: { seat, at, lead, second, reason } };
}

export const methodOf = ({ details }: Operation): 'cash' | 'card' => (details.method === 'cash' ? 'cash' : 'card');
