/**
 * The Sammelkasse across seats. A fee left to it can be collected at any seat of the Ortsverwaltung, and exactly once: the
 * claim at the centre is the intent that all seats see before money moves; it ends with the receipt, or with «no money moved».
 * What no other seat can know of yet needs no claim, so that a seat without the centre can still collect its own.
 */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { Ledger } from '../operations/port.ts';
import { collectionIdOf } from './collection-id.ts';
import { EndClaims, methodOf } from './end-claims.ts';
import { type BegunDecision, ItemClaims } from './item-claims.ts';
import { ItemReturns } from './item-returns.ts';
import type { OpenItems } from './open-items.ts';
import type { ClaimDecision, ClaimedItem, ItemExchange, ItemReturn, OpenItem, SharedItem } from './port.ts';
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
  /** Books what was paid or given back while nobody looked. */
  sweep(): void;
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

const collectionSubject = 'sammelkasse';

export class SharedItems {
  readonly #parts: SharedItemsParts;
  /** Between the claim and what came of it: nothing else touches these. */
  readonly #collecting = new Set<string>();
  readonly #ends: EndClaims;
  readonly #returns: ItemReturns;
  readonly #marks = { [announcedKind]: new Set<string>(), [outdatedKind]: new Set<string>() };
  #markedThrough = 0;
  #open: ClaimedItem[] | null = null;
  readonly claims: ItemClaims;

  constructor(parts: SharedItemsParts) {
    const { journal, ledger } = parts;
    this.#parts = parts;
    this.claims = new ItemClaims(journal);
    this.#ends = new EndClaims({
      ...{ ...parts, claims: this.claims },
      isCollecting: (itemId) => this.#collecting.has(itemId),
    });
    this.#returns = new ItemReturns({
      ...{ journal, ledger },
      itemOf: (vorgangId) => this.#takenOf(vorgangId, 'id'),
    });
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
    return this.#takenOf(vorgangId, 'vorgangNumber');
  }

  /** Vorgänge and collections of which the centre has not everything yet. */
  unsettled(): string[] {
    return [...this.claims.granted().map(({ vorgangId }) => vorgangId), ...this.#returns.untold()];
  }

  #takenOf(vorgangId: string, field: 'id' | 'vorgangNumber'): string | null {
    const value = this.#parts.journal.events({ vorgangId, kinds: [takenKind] })[0]?.body?.[field];
    return typeof value === 'string' ? value : null;
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
    if (own && isHeld && !this.#isKnownElsewhere(own)) return this.#collection(own, itemId, null);
    if (own && isHeld) await exchange.post(this.#shared(own));
    const { state, claim, holder } = await exchange.claim(itemId);
    if (state === 'held') throw new AppError('till.item-claimed', { seat: holder });
    if (state === 'paid') throw new AppError('till.item-paid-elsewhere', { seat: holder });
    if (state !== 'granted') throw new AppError('till.item-not-open');
    const item = (await exchange.states([itemId]))[0];
    if (!item) throw new AppError('centre.tampered', { seat: exchange.seatId, part: 'sammelkasse' });
    // A payment whose answer to the centre got lost is found here, not paid again.
    const before = this.#ends.standing(item);
    const receipt = before?.phase === 'done' ? this.#parts.receiptOf(before) : null;
    if (before && receipt !== null) {
      const told = await exchange.settle(itemId, claim, { receipt, method: methodOf(before) });
      if (told) this.#ends.ended({ id: itemId, claim });
      throw new AppError('till.item-paid-elsewhere', { seat: exchange.seatId });
    }
    if (before) throw new AppError('vorgang.operation-open');
    const isInVorgang = own && isHeld && items.of(own.vorgangId, own.stepId)?.id === itemId;
    const vorgangId = isInVorgang ? own.vorgangId : collectionIdOf(itemId);
    const stepId = isInVorgang ? own.stepId : collectionSubject;
    const made = this.#ends.payments(item).map(({ id }) => id);
    this.claims.grant({ id: itemId, claim, vorgangId, stepId, before: made }, by);
    if (isInVorgang) return this.#collection(own, itemId, claim);
    const { vorgangNumber, serviceTitle, seat, items: paid, totalCents } = item;
    const body = { id: itemId, seat, vorgangNumber, serviceTitle, totalCents, items: paid as unknown as JsonObject[] };
    journal.append({ kind: takenKind, vorgangId, scope: 'vorgang', actor: by, body });
    return this.#collection({ vorgangId, stepId, items: paid, totalCents }, itemId, claim);
  }

  #collection(
    { vorgangId, stepId, items, totalCents }: Pick<OpenItem, 'vorgangId' | 'stepId' | 'items' | 'totalCents'>,
    itemId: string,
    claim: number | null,
  ): Collection {
    const done = async (): Promise<void> => {
      this.#collecting.delete(itemId);
      const { exchange } = this.#parts;
      if (claim !== null && exchange) await this.#ends.end({ id: itemId, claim, vorgangId, stepId }, exchange);
    };
    return { vorgangId, subject: stepId, items, totalCents, done };
  }

  /** Throws `till.item-claimed`, `till.item-paid-elsewhere`, `centre.*`; after it no seat collects the item any more. */
  async withdraw(item: OpenItem, reason: string, by: string): Promise<void> {
    const { exchange, items } = this.#parts;
    if (this.#collecting.has(item.id)) throw new AppError('till.busy');
    this.#collecting.add(item.id);
    try {
      if (exchange && this.#isKnownElsewhere(item)) {
        // Known there in any case first: a post that was under way and comes late then finds it withdrawn.
        await exchange.post(this.#shared(item));
        const { state, holder } = await exchange.withdraw(item.id);
        if (state === 'held') throw new AppError('till.item-claimed', { seat: holder });
        if (state === 'paid') throw new AppError('till.item-paid-elsewhere', { seat: holder });
        if (state === 'returned') throw new AppError('till.item-not-open');
        if (state !== 'withdrawn') throw new AppError('centre.refused');
      }
      items.withdraw(item, reason, by);
    } finally {
      this.#collecting.delete(item.id);
    }
  }

  outdate(item: OpenItem, reason: string, by: string): 'withdrawn' | 'later' {
    const { exchange, items, journal } = this.#parts;
    if (exchange === null || (!this.#isKnownElsewhere(item) && !this.#collecting.has(item.id))) {
      items.withdraw(item, reason, by);
      return 'withdrawn';
    }
    if (!this.#marked(outdatedKind).has(item.id)) {
      journal.append({ kind: outdatedKind, scope: 'seat', actor: by, body: { id: item.id, reason } });
    }
    return 'later';
  }

  /**
   * A lead's word on a claim of another seat. Throws `till.claim-*` when there is nothing to decide, and `centre.*`: then the
   * decision stands here and is told to the centre as soon as it answers.
   */
  async decide(order: ClaimDecision & { id: string; claim: number }, by: string): Promise<void> {
    const { exchange } = this.#parts;
    if (exchange === null) throw new AppError('till.item-not-open');
    const { id, claim, outcome, lead, second, reason } = order;
    const item = (await exchange.states([id]))[0];
    const isThere = item?.state === 'claimed' && item.claim === claim && item.holder !== exchange.seatId;
    if (!isThere) throw new AppError('till.claim-moved-on');
    if (!item.overdue) throw new AppError('till.claim-too-young', { seat: item.holder ?? '' });
    const begun = { id, claim, outcome, lead, second, reason, by };
    this.claims.beginDecision(begun);
    if (!(await this.#tellDecision(begun, exchange))) throw new AppError('till.claim-moved-on');
    this.#open = await exchange.open().catch(() => this.#open);
  }

  async #tellDecision({ id, claim, outcome, lead, second, reason }: BegunDecision, exchange: ItemExchange) {
    const { state } = await exchange.decide(id, claim, { outcome, lead, second, reason });
    this.claims.endDecision({ id, claim }, state === 'decided');
    return state === 'decided';
  }

  /** One round with the centre: own items told, claims ended, what others did followed. Throws `centre.*`. */
  async follow(): Promise<void> {
    const { exchange, items, mayWrite, vorgang } = this.#parts;
    if (exchange === null) return;
    try {
      this.#parts.sweep();
      await this.#followClaims(exchange);
      await this.#returns.tell(exchange);
      const mine = items.all().filter(({ vorgangId }) => mayWrite(vorgangId));
      this.#announce(mine);
      const elsewhere = items
        .allPaidElsewhere()
        .filter(({ vorgangId }) => vorgang(vorgangId)?.open === true && mayWrite(vorgangId));
      const found = await exchange.states([...mine, ...elsewhere].map(({ id }) => id));
      const states = new Map(found.map((state) => [state.id, state]));
      for (const item of mine) {
        if (!this.#collecting.has(item.id)) await this.#followOne(item, states.get(item.id), exchange);
      }
      for (const item of elsewhere) this.#followPaid(item, states.get(item.id));
      this.#open = await exchange.open();
    } catch (error) {
      this.#open = null;
      throw error;
    }
  }

  async #followClaims(exchange: ItemExchange): Promise<void> {
    const here = await exchange.claimedHere();
    for (const claimed of here) {
      if (!this.#collecting.has(claimed.id)) await this.#ends.end(claimed, exchange);
    }
    for (const granted of this.claims.granted()) {
      const isHere = here.some(({ id, claim }) => id === granted.id && claim === granted.claim);
      if (!isHere && !this.#collecting.has(granted.id)) await this.#ends.followLost(granted, exchange);
    }
    for (const begun of this.claims.begunDecisions()) await this.#tellDecision(begun, exchange);
  }

  /** The receipt of what a lead had said came, or the money went back. */
  #followPaid(item: ReturnType<OpenItems['allPaidElsewhere']>[number], known: ClaimedItem | undefined): void {
    const { items, onChanged } = this.#parts;
    // Another round may have followed it meanwhile.
    const before = items.paidElsewhere(item.vorgangId, item.stepId);
    if (!known || before?.receipt !== item.receipt || known.holder !== before.seat) return;
    const isNews = known.receipt !== '' && known.receipt !== item.receipt;
    const given = known.state === 'returned' ? returnOf(known) : null;
    if (isNews) items.markPaid(item, { seat: before.seat, receipt: known.receipt, method: known.method });
    if (given) items.markReturned(item, { ...given, seat: before.seat });
    if (isNews || given) onChanged(item.vorgangId);
  }

  async #followOne(item: OpenItem, known: ClaimedItem | undefined, exchange: ItemExchange): Promise<void> {
    const { items, vorgang, onChanged } = this.#parts;
    // The world may have moved since the question: what is not open any more, or never was told, is left alone.
    const isOpen = () =>
      items.of(item.vorgangId, item.stepId)?.id === item.id && this.#ends.standing(item) === undefined;
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
    else if (known && (state === 'paid' || state === 'returned') && isProven(known)) {
      const seat = known.holder ?? '';
      items.markPaid(item, { seat, receipt: known.receipt, method: known.method });
      const given = state === 'returned' ? returnOf(known) : null;
      if (given) items.markReturned(item, { ...given, seat });
    } else return;
    onChanged(item.vorgangId);
  }

  /** Durable before any other seat can hear of it. */
  #announce(mine: readonly OpenItem[]): void {
    const known = this.#announced();
    for (const item of mine) {
      const { id } = item;
      if (known.has(id) || this.#collecting.has(id) || this.#ends.standing(item) !== undefined) continue;
      this.#parts.journal.append({ kind: announcedKind, scope: 'seat', actor: 'seat', body: { id } });
    }
  }

  #announced = (): ReadonlySet<string> => this.#marked(announcedKind);

  /** What came with its Vorgang from another seat may have been announced there. */
  #isKnownElsewhere = ({ id, seat }: OpenItem): boolean => seat !== undefined || this.#announced().has(id);

  #marked(kind: typeof announcedKind | typeof outdatedKind): ReadonlySet<string> {
    const kinds = Object.keys(this.#marks);
    for (const event of this.#parts.journal.events({ kinds, afterSequence: this.#markedThrough })) {
      this.#markedThrough = event.sequence;
      this.#marks[event.kind as typeof kind].add(String(event.body?.id));
    }
    return this.#marks[kind];
  }

  #shared({ id, vorgangId, stepId, items, totalCents }: OpenItem): SharedItem {
    const { number = '', serviceTitle = '' } = this.#parts.vorgang(vorgangId) ?? {};
    return { id, vorgangId, stepId, vorgangNumber: number, serviceTitle, items, totalCents };
  }
}

/** Without a receipt it takes the word of a lead, without the word that the money went back it is paid. */
const isProven = ({ receipt, claim, words }: ClaimedItem): boolean =>
  receipt !== '' || words.some((word) => word.word === 'decided' && word.outcome === 'paid' && word.claim === claim);

function returnOf({ receipt, words }: ClaimedItem): ItemReturn | null {
  const said = words.findLast((word) => word.word === 'returned' && word.receipt === receipt);
  return said?.word === 'returned' ? said : null;
}
