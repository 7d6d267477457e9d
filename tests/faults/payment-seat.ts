/** A seat reduced to what matters for money: intent, act, settlement after a break, a second try only after "not executed". */
import { DeviceError } from '../../native/core/device-error.ts';
import { pause } from '../../native/core/wait.ts';
import type { CardTerminal, KnownBefore, PaymentHooks, PaymentOutcome } from '../../native/payment/port.ts';
import type { SeatFault } from './payment-plan.ts';
import { DeviceHostGone, type PaymentSubject } from './payment-subject.ts';

export interface SeatResult {
  verdict: PaymentOutcome['kind'];
  /** Whether the seat ever was in doubt. */
  doubted: boolean;
  /** Whether the fault of the seat happened. */
  seatFailed: boolean;
}

const never = new AbortController().signal;
const settlements = 3;
const tries = 3;
/** A terminal at work or away is waited for, as the kit does before each act. */
const readyPauseMs = 5000;
const readyTries = 60;

export class PaymentSeat {
  readonly #subject: PaymentSubject;
  readonly #restarts: boolean;
  #terminal: CardTerminal | undefined;
  #doubted = false;
  #seatFailed = false;

  /** With `restarts` another process takes over after a break. */
  constructor(subject: PaymentSubject, restarts: boolean) {
    this.#subject = subject;
    this.#restarts = restarts;
    this.#terminal = subject.subject.terminal;
  }

  async pay(): Promise<SeatResult> {
    let verdict: PaymentOutcome['kind'] = 'not-executed';
    for (let i = 0; i < tries && verdict === 'not-executed'; i += 1) verdict = await this.#attempt(i === 0);
    await this.#terminal?.close();
    return { verdict, doubted: this.#doubted, seatFailed: this.#seatFailed };
  }

  async #attempt(first: boolean): Promise<PaymentOutcome['kind']> {
    const { amountCents, subject, plan } = this.#subject;
    const before = await this.#ready((terminal) => terminal.counters());
    const startedAtMs = subject.clock.nowMs();
    if (first) await this.#subject.arm();
    const hooks = this.#hooks(first ? plan.seat : undefined);
    let outcome = await this.#whileAlive((terminal) => terminal.pay({ amountCents }, hooks, never));
    for (let i = 0; i < settlements && outcome.kind === 'unknown'; i += 1) {
      this.#doubted = true;
      if (first && i === 0) {
        await this.#subject.disarm();
        if (this.#restarts || this.#seatFailed) await this.#forget();
      }
      outcome = await this.#settle(startedAtMs, before);
    }
    return outcome.kind;
  }

  async #settle(startedAtMs: number, before: KnownBefore): Promise<PaymentOutcome> {
    const { amountCents } = this.#subject;
    const query = { amountCents, startedAtMs, before };
    try {
      await this.#ready(async () => undefined);
    } catch {
      return { kind: 'unknown', reason: 'device.unreachable' };
    }
    return this.#whileAlive((terminal) => terminal.settle(query, this.#hooks(undefined), never));
  }

  /** Nothing is known of an act whose process is gone. */
  async #whileAlive(work: (terminal: CardTerminal) => Promise<PaymentOutcome>): Promise<PaymentOutcome> {
    if (!this.#terminal) return { kind: 'unknown', reason: 'device.unreachable' };
    try {
      return await Promise.race([work(this.#terminal), this.#subject.gone]);
    } catch (error) {
      if (!(error instanceof DeviceHostGone)) throw error;
      this.#terminal = undefined;
      return { kind: 'unknown', reason: 'device.disconnected' };
    }
  }

  /** Opens what is not open and waits until the terminal takes part. */
  async #ready<T>(work: (terminal: CardTerminal) => Promise<T>): Promise<T> {
    for (let i = 0; ; i += 1) {
      try {
        this.#terminal ??= await this.#subject.reopen();
        return await work(this.#terminal);
      } catch (error) {
        if (!(error instanceof DeviceError) || i >= readyTries) throw error;
        await pause(this.#subject.subject.clock, readyPauseMs);
      }
    }
  }

  async #forget(): Promise<void> {
    await this.#terminal?.close();
    this.#terminal = undefined;
  }

  #hooks(fault: SeatFault | undefined): PaymentHooks {
    const calls = { onRecord: 0, onReceipt: 0 };
    const count = async (hook: SeatFault['hook']) => {
      calls[hook] += 1;
      if (fault?.hook !== hook || fault.call !== calls[hook]) return;
      this.#seatFailed = true;
      if (fault.dies) this.#subject.subject.kill();
      throw new Error('the seat is gone');
    };
    return {
      onDisplay() {},
      onRecord: () => count('onRecord'),
      onReceipt: () => count('onReceipt'),
      onQuestion: async () => true,
    };
  }
}
