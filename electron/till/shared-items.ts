/**
 * The Sammelkasse across seats. A fee left to it can be collected at any seat of the Ortsverwaltung, and exactly once: the
 * claim at the centre is the intent that all seats see before money moves; it ends with the receipt, or with «no money moved».
 * What no other seat can know of yet needs no claim, so that a seat without the centre can still collect its own.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import { blocksSubject } from '../operations/operation-fold.ts';
import type { Ledger } from '../operations/port.ts';
import type { OpenItems } from './open-items.ts';
import type { ClaimedItem, ItemExchange, OpenItem, SharedItem } from './port.ts';
import type { TillJournal } from './till-events.ts';

/** Seat events: who else may know of an item, and which one must go. */
const announcedKind = 'open-item-announced';
const outdatedKind = 'open-item-outdated';
/** First event of a collection of another seat's item; it has a Vorgang of its own, the citizen's stays where it is. */
const takenKind = 'open-item-taken';

export interface SharedItemsParts {
  journal: TillJournal;
  ledger: Pick<Ledger, 'ofVorgang'>;
  items: OpenItems;
  /** Null: no centre, the seat stands alone. */
  exchange: ItemExchange | null;
  /** This seat holds the Vorgang. */
  mayWrite(vorgangId: string): boolean;
  vorgang(vorgangId: string): { number: string; open: boolean; serviceTitle: string } | null;
  /** Receipt number of a payment, issued if it has none yet; null while only another seat can issue it. */
  receiptOf(payment: Operation): string | null;
  /** The fee step of the Vorgang has something new to follow. */
  onChanged(vorgangId: string): void;
}

/** What is paid, under which Vorgang and subject; `done` tells the centre what came of it. */
export interface Collection {
  vorgangId: string;
  subject: string;
  items: SharedItem['items'];
  totalCents: number;
  done(): Promise<void>;
}

/** A collection of a foreign item is written under this name: no Vorgang of a citizen. */
export const collectionIdOf = (itemId: string): string =>
  `sammelkasse-${createHash('sha256').update(itemId).digest('hex').slice(0, 32)}`;
const collectionSubject = 'sammelkasse';

export class SharedItems {
  readonly #parts: SharedItemsParts;
  /** Between the claim and what came of it: nothing else touches these. */
  readonly #collecting = new Set<string>();
  #open: ClaimedItem[] | null = null;

  constructor(parts: SharedItemsParts) {
    this.#parts = parts;
  }

  /** Items of the Ortsverwaltung as last heard; null while the centre does not answer or there is none. */
  get open(): readonly ClaimedItem[] | null {
    return this.#open;
  }

  get isShared(): boolean {
    return this.#parts.exchange !== null;
  }

  /** Number of the citizen's Vorgang that a collection is for. */
  vorgangNumberOf(vorgangId: string): string | null {
    const taken = this.#parts.journal.events({ vorgangId, kinds: [takenKind] })[0]?.body;
    return typeof taken?.vorgangNumber === 'string' ? taken.vorgangNumber : null;
  }

  /** Throws `till.item-claimed`, `till.item-paid-elsewhere`, `till.item-not-open`, `centre.*`: then nothing may be taken. */
  async take(itemId: string, by: string): Promise<Collection> {
    if (this.#collecting.has(itemId)) throw new AppError('till.busy');
    this.#collecting.add(itemId);
    try {
      return await this.#take(itemId, by);
    } catch (error) {
      this.#collecting.delete(itemId);
      throw error;
    }
  }

  async #take(itemId: string, by: string): Promise<Collection> {
    const { exchange, mayWrite, vorgang, items, journal } = this.#parts;
    const own = items.all().find(({ id }) => id === itemId) ?? null;
    if (own && !vorgang(own.vorgangId)?.open) throw new AppError('till.item-not-open');
    if (exchange === null) {
      if (!own) throw new AppError('till.item-not-open');
      return this.#collection(own, itemId, null);
    }
    const isHeld = own !== null && mayWrite(own.vorgangId);
    if (own && isHeld && !this.#announced().has(itemId)) return this.#collection(own, itemId, null);
    if (own && isHeld) await exchange.post(this.#shared(own));
    const { state, claim, holder } = await exchange.claim(itemId);
    if (state === 'held') throw new AppError('till.item-claimed', { seat: holder });
    if (state === 'paid') throw new AppError('till.item-paid-elsewhere', { seat: holder });
    if (state !== 'granted') throw new AppError('till.item-not-open');
    const item = (await exchange.states([itemId]))[0];
    if (!item) throw new AppError('centre.tampered', { seat: exchange.seatId, part: 'sammelkasse' });
    // A payment whose answer to the centre got lost is found here, not paid again.
    const before = this.#standing(item);
    const receipt = before?.phase === 'done' ? this.#parts.receiptOf(before) : null;
    if (before && receipt !== null) {
      await exchange.settle(itemId, claim, { receipt, method: methodOf(before) });
      throw new AppError('till.item-paid-elsewhere', { seat: exchange.seatId });
    }
    if (before) throw new AppError('vorgang.operation-open');
    if (own && isHeld && items.of(own.vorgangId, own.stepId)?.id === itemId)
      return this.#collection(own, itemId, claim);
    const vorgangId = collectionIdOf(itemId);
    const { vorgangNumber, serviceTitle, seat, items: paid, totalCents } = item;
    const body = { id: itemId, seat, vorgangNumber, serviceTitle, totalCents, items: paid as unknown as JsonObject[] };
    journal.append({ kind: takenKind, vorgangId, scope: 'vorgang', actor: by, body });
    return this.#collection({ vorgangId, stepId: collectionSubject, items: paid, totalCents }, itemId, claim);
  }

  #collection(
    { vorgangId, stepId, items, totalCents }: Pick<OpenItem, 'vorgangId' | 'stepId' | 'items' | 'totalCents'>,
    itemId: string,
    claim: number | null,
  ): Collection {
    const done = async (): Promise<void> => {
      this.#collecting.delete(itemId);
      if (claim !== null) await this.#endClaim(itemId, claim, { vorgangId, stepId });
    };
    return { vorgangId, subject: stepId, items, totalCents, done };
  }

  /** What became of the money decides; an act that is not settled keeps the claim. */
  async #endClaim(itemId: string, claim: number, at: { vorgangId: string; stepId: string }): Promise<void> {
    const standing = this.#standing({ id: itemId, ...at });
    if (standing && standing.phase !== 'done') return;
    const receipt = standing ? this.#parts.receiptOf(standing) : null;
    if (standing && receipt === null) return;
    const paid = standing && receipt !== null ? { receipt, method: methodOf(standing) } : null;
    await this.#parts.exchange?.settle(itemId, claim, paid);
  }

  /** The payment of this seat for the item that stands or is open; undefined when none was made, or it was given back. */
  #standing(item: { id: string; vorgangId: string; stepId: string }): Operation | undefined {
    const { ledger } = this.#parts;
    return [
      ...ledger.ofVorgang(item.vorgangId).filter(({ subject }) => subject === item.stepId),
      ...ledger.ofVorgang(collectionIdOf(item.id)),
    ].findLast((operation) => operation.kind === 'payment' && blocksSubject(operation));
  }

  /** Throws `till.item-claimed`, `till.item-paid-elsewhere`, `centre.*`; after it no seat collects the item any more. */
  async withdraw(item: OpenItem, reason: string, by: string): Promise<void> {
    const { exchange, items } = this.#parts;
    if (this.#collecting.has(item.id)) throw new AppError('till.busy');
    this.#collecting.add(item.id);
    try {
      if (exchange && (this.#announced().has(item.id) || !items.all().some(({ id }) => id === item.id))) {
        // Known there in any case first: a post that was under way and comes late then finds it withdrawn.
        await exchange.post(this.#shared(item));
        const { state, holder } = await exchange.withdraw(item.id);
        if (state === 'held') throw new AppError('till.item-claimed', { seat: holder });
        if (state === 'paid') throw new AppError('till.item-paid-elsewhere', { seat: holder });
        if (state !== 'withdrawn') throw new AppError('centre.refused');
      }
      items.withdraw(item, reason, by);
    } finally {
      this.#collecting.delete(item.id);
    }
  }

  outdate(item: OpenItem, reason: string, by: string): 'withdrawn' | 'later' {
    const { exchange, items, journal } = this.#parts;
    if (exchange === null || (!this.#announced().has(item.id) && !this.#collecting.has(item.id))) {
      items.withdraw(item, reason, by);
      return 'withdrawn';
    }
    if (!this.#marked(outdatedKind).has(item.id)) {
      journal.append({ kind: outdatedKind, scope: 'seat', actor: by, body: { id: item.id, reason } });
    }
    return 'later';
  }

  /** One round with the centre: own items told, claims ended, what others did followed. Throws `centre.*`. */
  async follow(): Promise<void> {
    const { exchange, items } = this.#parts;
    if (exchange === null) return;
    try {
      for (const claimed of await exchange.claimedHere()) {
        if (!this.#collecting.has(claimed.id)) await this.#endClaim(claimed.id, claimed.claim, claimed);
      }
      const mine = items.all().filter(({ vorgangId }) => this.#parts.mayWrite(vorgangId));
      this.#announce(mine);
      const states = new Map((await exchange.states(mine.map(({ id }) => id))).map((state) => [state.id, state]));
      for (const item of mine) {
        if (!this.#collecting.has(item.id)) await this.#followOne(item, states.get(item.id), exchange);
      }
      this.#open = await exchange.open();
    } catch (error) {
      this.#open = null;
      throw error;
    }
  }

  async #followOne(item: OpenItem, known: ClaimedItem | undefined, exchange: ItemExchange): Promise<void> {
    const { items, vorgang, onChanged } = this.#parts;
    // The world may have moved since the question: what is not open any more, or never was told, is left alone.
    const isOpen = () => items.of(item.vorgangId, item.stepId)?.id === item.id && this.#standing(item) === undefined;
    if (!isOpen() || !this.#announced().has(item.id)) return;
    const isDue = vorgang(item.vorgangId)?.open === true && !this.#marked(outdatedKind).has(item.id);
    let state = known?.state;
    if (!known && isDue) return exchange.post(this.#shared(item));
    if (!isDue && (state === 'open' || state === undefined)) {
      if (state === undefined) await exchange.post(this.#shared(item));
      const answer = await exchange.withdraw(item.id);
      if (answer.state === 'withdrawn') state = 'withdrawn';
    }
    if (this.#collecting.has(item.id) || !isOpen()) return;
    if (state === 'withdrawn') items.withdraw(item, 'bei der Zentrale zurückgenommen', 'seat');
    else if (state === 'paid' && known) {
      items.markPaid(item, { seat: known.holder ?? '', receipt: known.receipt, method: known.method });
    } else return;
    onChanged(item.vorgangId);
  }

  /** Durable before any other seat can hear of it. */
  #announce(mine: readonly OpenItem[]): void {
    const known = this.#announced();
    for (const item of mine) {
      const { id } = item;
      if (known.has(id) || this.#collecting.has(id) || this.#standing(item) !== undefined) continue;
      this.#parts.journal.append({ kind: announcedKind, scope: 'seat', actor: 'seat', body: { id } });
    }
  }

  #announced = (): Set<string> => this.#marked(announcedKind);

  #marked(kind: string): Set<string> {
    return new Set(this.#parts.journal.events({ kinds: [kind] }).map(({ body }) => String(body?.id)));
  }

  #shared({ id, vorgangId, stepId, items, totalCents }: OpenItem): SharedItem {
    const { number = '', serviceTitle = '' } = this.#parts.vorgang(vorgangId) ?? {};
    return { id, vorgangId, stepId, vorgangNumber: number, serviceTitle, items, totalCents };
  }
}

const methodOf = ({ details }: Operation): 'cash' | 'card' => (details.method === 'cash' ? 'cash' : 'card');
