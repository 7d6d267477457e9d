/** The seat's side of the centre at work: pushes, renews, drops; takes Vorgänge up and gives them back when asked. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { OfficeList, OfficeVorgang, SeatAddress, VorgangCard } from '../contract/central.ts';
import type { DirectoryBoxes } from '../journal/directory-boxes.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { OfficeFacts } from '../office/port.ts';
import type { ItemExchange } from '../till/port.ts';
import { CentreLine } from './centre-line.ts';
import type { CentreAddress } from './connect-centre.ts';
import { DirectoryLine } from './directory-line.ts';
import { BodyDropper } from './drop-bodies.ts';
import { type FoundOrphan, findOrphans } from './find-orphans.ts';
import { createItemExchange } from './item-exchange.ts';
import { Leases, type TakeOver } from './leases.ts';
import { readOffice } from './office-ledgers.ts';
import { listOffice, type OfficeParts, officeRows } from './office-list.ts';
import { ErasurePuller } from './pull-erasures.ts';
import { countForeign, pullVorgang } from './pull-vorgang.ts';
import { PushEvents } from './push-events.ts';
import { replaceOldKeys } from './push-keys.ts';
import { readVorgaenge } from './read-vorgaenge.ts';
import { pushTerms, searchCentre } from './search-centre.ts';

export interface CentreSyncParts {
  address: CentreAddress;
  journal: SealedJournal;
  boxes: DirectoryBoxes;
  training: boolean;
  nowMs(): number;
  monotonicMs(): number;
  leaseMs?: number;
  keepFinishedMs?: number;
  queryTimeoutMs?: number;
  connectTimeoutMs?: number;
  maxEvents?: number;
  erasuresEveryMs?: number;
  serviceTitle?(serviceId: string): string;
  /** For those who may go on elsewhere. */
  cardOf?(vorgangId: string): VorgangCard;
  /** Vorgänge with an act of this seat whose outcome is not known. */
  undecided?(): string[];
}

export interface Upkeep {
  acknowledged: number;
  lostLeases: string[];
  erased: string[];
  /** Something came from another seat on a Vorgang that is followed here. */
  late: string[];
  dropped: number;
}

/** Longer than any payment takes; renewed every tick, so only a dead seat lets one run out. */
const defaultLeaseMs = 10 * 60_000;
const defaultKeepFinishedMs = 12 * 3_600_000;
const bodiesPerTick = 500;
/** The terms of every Vorgang with no event after this one are at the centre. */
const termsSetting = 'centre-terms-through';
const noteEveryEvents = 100;
const keysPerTick = 200;
const defaultErasuresEveryMs = 60_000;

export class CentreSync {
  readonly leases: Leases;
  readonly directory: DirectoryLine;
  readonly #parts: CentreSyncParts;
  readonly #line: CentreLine;
  readonly #push: PushEvents;
  #termsDue: Set<string>;
  readonly #dropper: BodyDropper;
  readonly #erasures: ErasurePuller;
  #erasuresAskedMs = Number.NEGATIVE_INFINITY;
  /** Another seat has it, as far as is known here. */
  readonly #lost = new Set<string>();
  #stopped = false;
  #keysRenewed = false;

  constructor(parts: CentreSyncParts) {
    const { address, journal, training, queryTimeoutMs, connectTimeoutMs } = parts;
    const leaseMs = parts.leaseMs ?? defaultLeaseMs;
    this.#parts = parts;
    this.#line = new CentreLine({
      address,
      purpose: 'sync',
      ...(queryTimeoutMs === undefined ? {} : { queryTimeoutMs }),
      ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    });
    this.leases = new Leases({ line: this.#line, leaseMs, monotonicMs: () => parts.monotonicMs() });
    this.directory = new DirectoryLine({ line: this.#line, boxes: parts.boxes, seatId: address.seatId });
    this.#push = new PushEvents({
      ...{ line: this.#line, journal, seatId: address.seatId, training, leaseMs },
      ...(parts.maxEvents === undefined ? {} : { maxEvents: parts.maxEvents }),
    });
    this.#erasures = new ErasurePuller(this.#line, journal);
    this.#dropper = new BodyDropper(journal, {
      keepFinishedMs: parts.keepFinishedMs ?? defaultKeepFinishedMs,
      nowMs: () => parts.nowMs(),
      maxBodies: bodiesPerTick,
    });
    const noted = journal.setting(termsSetting);
    this.#termsDue = new Set(journal.centre.vorgaengeAfter(typeof noted === 'number' ? noted : 0));
  }

  /** The Sammelkasse of the Ortsverwaltung. */
  get items(): ItemExchange {
    const { journal, training, address } = this.#parts;
    return createItemExchange({ line: this.#line, journal, training, seatId: address.seatId });
  }

  /** The centre's clock less this seat's, and how far off that can be at most (half the round trip). */
  clockOffset(): Promise<{ offsetMs: number; boundMs: number }> {
    const { nowMs, monotonicMs } = this.#parts;
    return this.#line.run(async (client) => {
      const begun = monotonicMs();
      const { rows } = await client.query<{ ms: number }>(
        'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
      );
      const boundMs = (monotonicMs() - begun) / 2;
      return { offsetMs: Math.round((rows[0]?.ms ?? 0) + boundMs - nowMs()), boundMs: Math.ceil(boundMs) };
    });
  }

  /** The ledgers of all seats of the Ortsverwaltung. */
  office(days: number): Promise<OfficeFacts> {
    return readOffice(this.#line, { training: this.#parts.training, days });
  }

  /** Everything up to here is at the centre; null while that is not known. */
  get acknowledged(): number | null {
    return this.#push.acknowledged;
  }

  /** Under a lease, or opened here and not yet heard of anywhere else. */
  mayWrite(vorgangId: string): boolean {
    if (this.leases.isHeld(vorgangId)) return true;
    const opened = this.#parts.journal.events({ vorgangId, kinds: ['vorgang-opened'] })[0];
    if (!opened || opened.origin) return false;
    return this.acknowledged !== null && opened.sequence > this.acknowledged;
  }

  /** One round of upkeep. Throws AppError `centre.*`; whatever was done stays done. */
  tick(): Promise<Upkeep> {
    return this.#live(() => this.#upkeep());
  }

  async #upkeep(): Promise<Upkeep> {
    const { acknowledged, vorgangIds } = await this.#pushAll();
    await this.#pushTerms();
    for (const id of vorgangIds) await this.#keepOrLeave(id);
    const lostLeases = await this.leases.renew();
    for (const id of lostLeases) this.#lost.add(id);
    const erased = await this.#pullErasures(acknowledged);
    await this.#renewKeys();
    const dropped = this.#dropper.drop(acknowledged);
    return { acknowledged, lostLeases, erased, late: await this.#pullLate(), dropped };
  }

  /** A batch a tick, here and then at the centre, until nothing is left that an older authority key opens. */
  async #renewKeys(): Promise<void> {
    if (this.#keysRenewed) return;
    const here = this.#parts.journal.wrapKeysAnew(keysPerTick);
    if (here > 0) return;
    this.#keysRenewed = (await replaceOldKeys(this.#line, this.#parts.journal)) === 0;
  }

  /**
   * What other seats bring of the Vorgänge that are here, after a lead took one over for example: perhaps that money has moved.
   * And of those that went away with an act of this seat whose outcome was open: perhaps it was decided there. Gives the Vorgänge.
   */
  async #pullLate(): Promise<string[]> {
    const here = (id: string): number => this.#parts.journal.centre.countForeign(id);
    // What no other seat ever had needs no question: most of what is open was opened here and stays.
    const shared = this.leases.held().filter((id) => here(id) > 0);
    const there = await countForeign(this.#pull, [...new Set([...shared, ...(this.#parts.undecided?.() ?? [])])]);
    const late: string[] = [];
    for (const [id, count] of there) {
      if (count === here(id)) continue;
      if ((await pullVorgang(this.#pull, id, 'seat').catch(erasedMeanwhile)) > 0) late.push(id);
    }
    return late;
  }

  async #pullErasures(acknowledged: number): Promise<string[]> {
    const nowMs = this.#parts.monotonicMs();
    if (nowMs - this.#erasuresAskedMs < (this.#parts.erasuresEveryMs ?? defaultErasuresEveryMs)) return [];
    const erased = await this.#erasures.pull(acknowledged);
    this.#erasuresAskedMs = nowMs;
    return erased;
  }

  /** Resolves when the centre has this event: what must not be done twice is announced there before it is done. */
  async pushedThrough(sequence: number): Promise<void> {
    await this.#pushAll(sequence);
  }

  /** Gets the lease, then everything other seats wrote. Own events go first, so that each stands under its own lease. */
  takeUp(vorgangId: string, actor: string, takeOver?: TakeOver): Promise<number> {
    return this.#live(async () => {
      await this.#pushAll();
      await this.leases.acquire(vorgangId, takeOver);
      this.#lost.delete(vorgangId);
      return pullVorgang(this.#pull, vorgangId, actor);
    });
  }

  /** The lease must be this seat's, also after a restart that forgot it. Throws `centre.lease-*`, `vorgang.not-found`. */
  hold(vorgangId: string): Promise<void> {
    return this.#live(async () => {
      if (this.isAway(vorgangId)) throw new AppError('centre.lease-lost');
      await this.#pushAll();
      if (!this.leases.isHeld(vorgangId)) await this.leases.acquire(vorgangId);
    });
  }

  /** Leaves the Vorgang to whoever picks it up next; nothing may be written on it here from now on. */
  giveBack(vorgangId: string, actor: string): Promise<void> {
    return this.#live(() => this.#giveBack(vorgangId, actor));
  }

  async #giveBack(vorgangId: string, actor: string): Promise<void> {
    this.leases.assertHeld(vorgangId);
    const card = this.#parts.cardOf?.(vorgangId) ?? null;
    const { sequence } = this.#parts.journal.centre.giveBack(vorgangId, actor, card);
    await this.#pushAll();
    await this.#pushTerms();
    await this.leases.release(vorgangId, sequence);
  }

  /** Lets a seat of another Ortsverwaltung see the Vorgang and pick it up. */
  async handOver(vorgangId: string, toSeat: string): Promise<void> {
    this.leases.assertHeld(vorgangId);
    await this.#line.run((client) => client.query('SELECT zp.hand_over($1, $2)', [vorgangId, toSeat]));
  }

  /** Vorgänge of which the centre may not have everything; asked before one is erased. */
  unsent(): string[] {
    return this.#parts.journal.centre.vorgaengeAfter(this.#push.surelyThere);
  }

  /** Proven and unsealed, not kept here. */
  read(vorgangIds: readonly string[]): Promise<Map<string, JournalEvent[]>> {
    return this.#live(() => readVorgaenge(this.#line, this.#parts.journal, vorgangIds));
  }

  /** Which Vorgänge of the Ortsverwaltung have lost their seat; empty when another seat has the duty to see to them. */
  findOrphans(silentMs: number): Promise<{ duty: string; orphans: FoundOrphan[] }> {
    return this.#live(async () => {
      await this.#pushAll(); // what was erased before has arrived
      return findOrphans(this.#line, this.#parts.address.seatId, silentMs);
    });
  }

  search(term: string): Promise<string[]> {
    return searchCentre(this.#line, this.#parts.journal, term);
  }

  /** Given back or taken over: what is here of it may be outdated, and only `takeUp` leads to it again. */
  isAway(vorgangId: string): boolean {
    if (this.leases.isHeld(vorgangId)) return false;
    return this.#lost.has(vorgangId) || this.#parts.journal.centre.isGivenBack(vorgangId);
  }

  list(): Promise<OfficeList> {
    return this.#live(() => listOffice(this.#office));
  }

  rowsOf(vorgangIds: readonly string[]): Promise<OfficeVorgang[]> {
    return this.#live(() => officeRows(this.#office, vorgangIds));
  }

  seats(): Promise<SeatAddress[]> {
    return this.#line.run(async (client) => {
      const { rows } = await client.query<SeatAddress>(
        'SELECT seat, ortsverwaltung FROM zp.seats WHERE ortsverwaltung <> zp.my_ov() ORDER BY ortsverwaltung, seat LIMIT 1000',
      );
      return rows;
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#line.close();
  }

  /** The seat may close its journal while an answer is under way: then nothing is done with it any more. */
  async #live<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#stopped ? new AppError('centre.disconnected') : error;
    }
  }

  get #office(): OfficeParts {
    const { journal, serviceTitle } = this.#parts;
    return { line: this.#line, journal, serviceTitle: (id) => serviceTitle?.(id) ?? id };
  }

  get #pull() {
    return { line: this.#line, journal: this.#parts.journal, seatId: this.#parts.address.seatId };
  }

  /** What was opened here stays here while it is open; what is finished is left to whoever asks for it. */
  async #keepOrLeave(vorgangId: string): Promise<void> {
    const { journal } = this.#parts;
    if (this.isAway(vorgangId)) return;
    const kinds = ['vorgang-opened', 'vorgang-finished', 'vorgang-cancelled'];
    const events = journal.events({ vorgangId, kinds });
    // Abschlüsse and collections of the Sammelkasse are no Vorgänge: nobody picks them up.
    if (events.length === 0) return;
    const isFinished = events.some(({ kind }) => kind !== 'vorgang-opened');
    if (isFinished && this.leases.isHeld(vorgangId)) {
      await this.giveBack(vorgangId, 'seat');
    } else if (!isFinished && events[0]?.origin === undefined && !this.leases.isHeld(vorgangId)) {
      // Another seat may have it meanwhile; then writing here is refused, and that is all.
      await this.leases.acquire(vorgangId).catch((error: unknown) => {
        if (!isAppError(error) || error.code === 'centre.disconnected') throw error;
        this.#lost.add(vorgangId);
      });
    }
  }

  async #pushAll(sequence?: number) {
    const pushed = await this.#push.pushAll(sequence);
    for (const id of pushed.vorgangIds) this.#termsDue.add(id);
    return pushed;
  }

  async #pushTerms(): Promise<void> {
    for (const id of this.#parts.journal.centre.takeChangedTerms()) this.#termsDue.add(id);
    if (this.#termsDue.size === 0) return;
    const due = this.#termsDue;
    const through = this.#push.surelyThere;
    this.#termsDue = new Set();
    try {
      await pushTerms(this.#line, this.#parts.journal, [...due]);
      this.#noteTerms(through);
    } catch (error) {
      this.#termsDue = new Set([...due, ...this.#termsDue]);
      throw error;
    }
  }

  /** On disk only now and then: terms sent twice add nothing. */
  #noteTerms(through: number): void {
    const { journal } = this.#parts;
    const noted = journal.setting(termsSetting);
    if (typeof noted === 'number' && through >= noted && through - noted < noteEveryEvents) return;
    journal.putSetting(termsSetting, through);
  }
}

/** The erasure itself comes with the next round. */
function erasedMeanwhile(error: unknown): number {
  if (isAppError(error) && error.code === 'vorgang.erased') return 0;
  throw error;
}
