/** Two seats at a real PostgreSQL, fees left to the Sammelkasse at the first of them, and what clerks do about them. */
import { expect } from 'vitest';
import { isAppError } from '../../electron/contract/app-error.ts';
import { lead, SeatGone, second } from '../../electron/till/till-fixture.ts';
import { startTestCentre, type TestCentre } from '../support/postgres/test-centre.ts';
import { startTillAtCentre, type TillAtCentre, takenCents } from '../support/postgres/till-at-centre.ts';

export const cents = 500;
export type How = 'card' | 'cash';
export interface PostedFee {
  vorgangId: string;
  itemId: string;
}

export type Outcome = 'unpaid' | 'paid';
export type Afterwards = 'due-again' | 'closed';

export const viewOf = (at: TillAtCentre) => at.till.room.view({}, null);
export const numberOf = ({ vorgangId }: PostedFee): string => `SCH-2026-${vorgangId.slice(1).padStart(6, '0')}`;

/** What a clerk sees go wrong, and a seat that dies; anything else is a fault of ours. */
export const tolerated = (error: unknown): void => {
  if (!isAppError(error) && !(error instanceof SeatGone)) throw error;
};
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => {
      tolerated(error);
      return isAppError(error) ? error.code : 'gone';
    },
  );

export class SammelkasseWorld {
  readonly centre: TestCentre;
  readonly a: TillAtCentre;
  readonly b: TillAtCentre;
  #vorgaenge = 0;

  private constructor(centre: TestCentre, a: TillAtCentre, b: TillAtCentre) {
    this.centre = centre;
    this.a = a;
    this.b = b;
  }

  static async start(): Promise<SammelkasseWorld> {
    const centre = await startTestCentre();
    const a = await startTillAtCentre(centre, 'DRA-1');
    return new SammelkasseWorld(centre, a, await startTillAtCentre(centre, 'DRA-2'));
  }

  async stop(): Promise<void> {
    this.a.close();
    this.b.close();
    await this.centre.remove();
  }

  get seats(): TillAtCentre[] {
    return [this.a, this.b];
  }

  /** A fee of a new Vorgang at seat A, left to the Sammelkasse; told to the centre unless it is kept. */
  async post({ announced = true } = {}): Promise<PostedFee> {
    this.#vorgaenge += 1;
    const vorgangId = `v${this.#vorgaenge}`;
    const { seat, till } = this.a;
    seat.open(vorgangId, 'Weiß');
    await seat.sync.tick();
    const items = till.items(vorgangId, cents);
    const { id: itemId } = till.till.postOpenItem({ vorgangId, stepId: 'fee', items, by: 'berger' });
    if (announced) await till.till.shared.follow();
    return { vorgangId, itemId };
  }

  collect = (at: TillAtCentre, itemId: string, method: How): Promise<string> =>
    codeOf(at.till.room.collect({ itemId, method }, null));

  /** What the fee step does: takes the item back, then takes the money in the Vorgang itself. */
  async payAtFeeStep(at: TillAtCentre, vorgangId: string): Promise<string> {
    const { till, money, items } = at.till;
    if (till.paidElsewhere(vorgangId, 'fee')) return 'paid elsewhere';
    return codeOf(
      (async () => {
        const posted = till.openItem(vorgangId, 'fee');
        if (posted) await till.withdrawOpenItem(posted, 'Zahlung am Platz', 'berger');
        const act = { vorgangId, subject: 'fee', items: items(vorgangId, cents), by: 'berger' };
        till.issue(money.payInCash({ ...act, givenCents: cents }));
      })(),
    );
  }

  /** The line is whole and both seats run: everything that was begun comes to its end. */
  async recover(): Promise<void> {
    for (const each of this.seats) {
      await each.line.mend();
      await each.restart();
    }
    for (const each of this.seats) {
      // Cash whose outcome nobody wrote down: two people count the drawer, and nothing came in.
      for (const { operation } of (await each.till.room.view({}, null)).unknown) {
        const decided = { operationId: operation.id, decision: 'declined' as const, reason: 'Kasse gezählt' };
        await each.till.room.settle({ ...decided, secondClerk: second }, null);
      }
    }
    for (let round = 0; round < 3; round += 1) {
      for (const each of this.seats) {
        await each.seat.sync.tick();
        await each.till.till.shared.follow();
      }
    }
  }

  taken = (): number => takenCents(this.a) + takenCents(this.b);

  /** The claim stands for an hour now, by the clock of the centre. */
  async age(itemId: string): Promise<void> {
    const admin = await this.centre.admin();
    await admin.query(
      `UPDATE zp.open_items SET changed_at = now() - interval '1 hour' WHERE item_id = $1 AND state = 'claimed'`,
      [itemId],
    );
    await admin.end();
  }

  stateOf = async (itemId: string) => (await this.a.seat.sync.items.states([itemId]))[0];

  findingsOf = async (at: TillAtCentre, itemId: string) =>
    (await viewOf(at)).findings.filter((found) => found.itemId === itemId);

  /** A lead says what became of the claim that the seat sees. */
  async decide(at: TillAtCentre, itemId: string, outcome: Outcome, secondClerk = lead): Promise<string> {
    await at.till.till.shared.follow().catch(tolerated);
    const claim = (await viewOf(at)).openItems.find(({ id }) => id === itemId)?.heldBy?.claim ?? 0;
    const order = { itemId, claim, outcome, reason: 'Platz ausgefallen, Lade gezählt', secondClerk };
    return codeOf(at.till.room.decideClaim(order, null));
  }

  async reverse(at: TillAtCentre, vorgangNumber: string, afterwards: Afterwards): Promise<string> {
    const { bookings } = await viewOf(at);
    const paid = bookings.find((entry) => entry.vorgangNumber === vorgangNumber && entry.ways.length > 0);
    if (!paid) return 'nothing paid';
    const way = paid.method === 'cash' ? ('cash' as const) : ('reverse' as const);
    const { operationId } = paid;
    const order = { operationId, way, afterwards, reason: 'Falsche Person', secondClerk: second };
    return codeOf(at.till.room.reverse(order, null));
  }

  /** Payments that stand, by the books of both seats; each book has what its own terminal and drawer have. */
  async standing(item: PostedFee): Promise<string[]> {
    const all: string[] = [];
    for (const at of this.seats) {
      const { cash, card, bookings } = await viewOf(at);
      expect(cash.paymentsCents - cash.paidBackCents + card.netCents).toBe(takenCents(at));
      const own = bookings.filter(({ vorgangNumber, kind }) => vorgangNumber === numberOf(item) && kind === 'payment');
      all.push(...own.filter(({ reversedBy }) => reversedBy === null).map(({ number }) => number));
    }
    return all;
  }
}
