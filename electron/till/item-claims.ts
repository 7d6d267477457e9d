/**
 * What this seat must not forget of the Sammelkasse: claims that it was granted and whose end the centre has not confirmed, what
 * a lead decided here about the claim of another seat, and where such a decision of others does not fit the money of this one.
 */
import { z } from 'zod';
import type { ClaimDecision } from './port.ts';
import type { TillJournal } from './till-events.ts';

const key = z.object({ id: z.string(), claim: z.int() });
const granted = key.extend({
  vorgangId: z.string(),
  stepId: z.string(),
  /** Payments that were made for the item before: every other one belongs to this claim. */
  before: z.array(z.string()),
});
const ended = key.extend({ as: z.enum(['settled', 'late', 'contested', 'missing']) });
const decision = key.extend({
  ...{ outcome: z.enum(['unpaid', 'paid']), lead: z.string(), second: z.string(), reason: z.string(), by: z.string() },
});
const decisionEnded = key.extend({ applied: z.boolean() });
const finding = key.extend({
  vorgangNumber: z.string(),
  amountCents: z.int(),
  /** Null: a lead said that it was paid here, and no money came. */
  payment: z.object({ operationId: z.string(), receipt: z.string() }).nullable(),
  /** Null when the centre has no proven word of a lead. */
  decided: z
    .object({ seat: z.string(), at: z.string(), lead: z.string(), second: z.string(), reason: z.string() })
    .nullable(),
});
const closed = key.extend({ reason: z.string(), second: z.string() });

/** Seat events. */
const schemas = {
  'open-item-claimed': granted,
  'open-item-claim-ended': ended,
  'open-item-decided': decision,
  'open-item-decision-ended': decisionEnded,
  'open-item-contested': finding,
  'open-item-finding-closed': closed,
} as const;
type Kind = keyof typeof schemas;
type Body<K extends Kind> = z.infer<(typeof schemas)[K]>;

export type GrantedClaim = Body<'open-item-claimed'>;
export type BegunDecision = ClaimDecision & { id: string; claim: number; by: string };
/** `double`: the money may have been taken twice · `late`: it counts as paid here after all · `missing`: no money is here. */
export type ItemFinding = Body<'open-item-contested'> & { kind: 'double' | 'late' | 'missing' };

const keyOf = ({ id, claim }: { id: string; claim: number }): string => `${claim} ${id}`;

export class ItemClaims {
  readonly #journal: TillJournal;
  readonly #granted = new Map<string, GrantedClaim>();
  readonly #decisions = new Map<string, BegunDecision>();
  readonly #findings = new Map<string, Body<'open-item-contested'>>();
  readonly #contested = new Set<string>();
  readonly #late = new Set<string>();
  #through = 0;

  constructor(journal: TillJournal) {
    this.#journal = journal;
  }

  /** Claims of this seat whose end is not confirmed, oldest first. */
  granted(): GrantedClaim[] {
    this.#read();
    return [...this.#granted.values()];
  }

  /** Decisions of which nobody knows whether the centre has them. */
  begunDecisions(): BegunDecision[] {
    this.#read();
    return [...this.#decisions.values()];
  }

  findings(): ItemFinding[] {
    this.#read();
    return [...this.#findings.values()].map((found) => {
      const kind = found.payment === null ? 'missing' : this.#late.has(keyOf(found)) ? 'late' : 'double';
      return { ...found, kind };
    });
  }

  /** Before money moves. */
  grant(claim: GrantedClaim, by: string): void {
    this.#append('open-item-claimed', claim, by);
  }

  end({ id, claim }: { id: string; claim: number }, as: Body<'open-item-claim-ended'>['as']): void {
    if (this.granted().some((known) => known.id === id && known.claim === claim)) {
      this.#append('open-item-claim-ended', { id, claim, as }, 'seat');
    }
  }

  /** Before the centre hears of it. */
  beginDecision(begun: BegunDecision): void {
    this.#append('open-item-decided', begun, begun.by);
  }

  endDecision({ id, claim }: { id: string; claim: number }, applied: boolean): void {
    const isBegun = this.begunDecisions().some((known) => known.id === id && known.claim === claim);
    if (isBegun) this.#append('open-item-decision-ended', { id, claim, applied }, 'seat');
  }

  /** Once for each claim, also when somebody has closed the finding since. */
  contest(found: Body<'open-item-contested'>): void {
    if (!this.isContested(found)) this.#append('open-item-contested', found, 'seat');
  }

  isContested(claim: { id: string; claim: number }): boolean {
    this.#read();
    return this.#contested.has(keyOf(claim));
  }

  closeFinding(body: Body<'open-item-finding-closed'>, by: string): void {
    this.#append('open-item-finding-closed', body, by);
  }

  #append<K extends Kind>(kind: K, body: Body<K>, actor: string): void {
    this.#journal.append({ kind, scope: 'seat', actor, body: { ...body } });
  }

  /** Only what is new: this is asked every few seconds for years. */
  #read(): void {
    const kinds = Object.keys(schemas);
    for (const { kind, body, sequence } of this.#journal.events({ kinds, afterSequence: this.#through })) {
      this.#through = sequence;
      if (body !== null) this.#fold(kind as Kind, body);
    }
  }

  #fold(kind: Kind, body: object): void {
    if (kind === 'open-item-claimed') {
      const claim = granted.parse(body);
      this.#granted.set(keyOf(claim), claim);
    } else if (kind === 'open-item-claim-ended') {
      const end = ended.parse(body);
      this.#granted.delete(keyOf(end));
      if (end.as === 'late') this.#late.add(keyOf(end));
    } else if (kind === 'open-item-decided') {
      const begun = decision.parse(body);
      this.#decisions.set(keyOf(begun), begun);
    } else if (kind === 'open-item-decision-ended') this.#decisions.delete(keyOf(decisionEnded.parse(body)));
    else if (kind === 'open-item-contested') {
      const found = finding.parse(body);
      this.#findings.set(keyOf(found), found);
      this.#contested.add(keyOf(found));
    } else this.#findings.delete(keyOf(closed.parse(body)));
  }
}
