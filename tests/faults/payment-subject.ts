/** One terminal, one driver, one fault plan: what both kinds of simulated seats work with. */
import { z } from 'zod';
import { pause } from '../../native/core/wait.ts';
import type { CardTerminal } from '../../native/payment/port.ts';
import { type MemorySubject, startMemorySubject } from '../../native/payment/zvt/memory-subject.ts';
import type { SeededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';
import type { FaultPlan } from './payment-plan.ts';
import type { TerminalKind } from './payment-terminals.table.ts';

const bookingsTold = z.object({
  bookings: z.array(z.object({ kind: z.string(), reversed: z.boolean(), amountCents: z.int() })),
  faultsStruck: z.int(),
  mirrored: z.int(),
});

/** After this everything the terminal still has to do is done. */
const restMs = 900_000;
const amounts = [2880, 3700, 3700, 900_005];

export interface SubjectOrder {
  seed: number;
  random: SeededRandom;
  kind: TerminalKind;
  plan: FaultPlan;
  amountCents?: number;
}

export class PaymentSubject {
  readonly amountCents: number;
  readonly subject: MemorySubject;
  readonly plan: FaultPlan;
  /** Rejects when the device host dies. */
  gone: Promise<never>;
  #bookedBefore = 0;

  private constructor(subject: MemorySubject, plan: FaultPlan, amountCents: number) {
    this.subject = subject;
    this.plan = plan;
    this.amountCents = amountCents;
    this.gone = this.#awaitDeath();
  }

  static async start(order: SubjectOrder): Promise<PaymentSubject> {
    const { seed, random, kind, plan } = order;
    const amountCents = order.amountCents ?? amounts[random.below(amounts.length)] ?? 3700;
    const subject = await startMemorySubject({
      seed,
      pace: 1,
      startMs: Date.UTC(2026, 10, 22, 7) + random.below(36_000_000),
      options: { settleMs: 300_000, keepOpen: !plan.wire && random.below(4) === 0, ...kind.options },
    });
    const started = new PaymentSubject(subject, plan, amountCents);
    const { clock, virtual } = subject;
    await virtual.act('set-behaviour', kind.behaviour(random));
    if (random.below(4) === 0) await virtual.act('set-counters', { receiptNumber: 9998, traceNumber: 999_998 });
    // The same amount was paid at this terminal before: the worst case for a comparison.
    for (let i = kind.used ? 1 + random.below(2) : 0; i > 0; i -= 1) {
      await virtual.act('pay-at-terminal', { amountCents: 3700 });
      await clock.run(pause(clock, 20_000 + random.below(600_000)));
    }
    started.#bookedBefore = (await started.#told()).bookings.length;
    return started;
  }

  /** The act begins now: its fault is set. */
  async arm(): Promise<void> {
    const { plan, subject } = this;
    if (plan.terminal) await subject.virtual.act('set-fault', plan.terminal);
    if (plan.wire) subject.cutNext(plan.wire);
  }

  /** The outcome is being found out: the fault is over, another one may come. */
  async disarm(): Promise<void> {
    await this.subject.virtual.act('clear-faults');
    if (this.plan.settling) await this.subject.virtual.act('set-fault', this.plan.settling);
  }

  /** Another driver on the same terminal, as in a new process. Rejects with DeviceError. */
  reopen(): Promise<CardTerminal> {
    this.gone = this.#awaitDeath();
    return this.subject.reopen();
  }

  /** What the terminal has booked for this act when everything has come to rest. */
  async truth(): Promise<{ amountsCents: number[]; faultsStruck: number; mirrored: number }> {
    await this.subject.clock.run(pause(this.subject.clock, restMs));
    const { bookings, faultsStruck, mirrored } = await this.#told();
    const own = bookings.slice(this.#bookedBefore).filter((entry) => entry.kind === 'payment' && !entry.reversed);
    const earlier = bookings.slice(0, this.#bookedBefore).filter((entry) => entry.reversed);
    if (earlier.length > 0) throw new Error('an earlier payment was taken back');
    const struck = faultsStruck + this.subject.cutsStruck();
    return { amountsCents: own.map((entry) => entry.amountCents), faultsStruck: struck, mirrored };
  }

  async #told() {
    return bookingsTold.parse(await this.subject.virtual.act('bookings'));
  }

  #awaitDeath(): Promise<never> {
    const gone = new Promise<never>((_, reject) => {
      this.subject.onDeath(() => reject(new DeviceHostGone()));
    });
    gone.catch(() => undefined);
    return gone;
  }
}

export class DeviceHostGone extends Error {
  constructor() {
    super('the device host is gone');
  }
}
