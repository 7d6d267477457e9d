/**
 * A seat with its real journal, ledger and fee logic, and a terminal that is simulated. The seat or its device host dies
 * where the plan says; another one takes over on the same journal and settles first what is open.
 */
import { AppError, type ErrorCode } from '../../electron/contract/app-error.ts';
import type { Operation } from '../../electron/contract/operation.ts';
import type { CounterDevices, PaymentListener } from '../../electron/devices/port.ts';
import type { Journal } from '../../electron/journal/port.ts';
import { createLedger } from '../../electron/operations/ledger.ts';
import type { Ledger } from '../../electron/operations/port.ts';
import { createMoneyActs, type MoneyParts } from '../../electron/vorgang/money-acts.ts';
import { settleOpenOperations, settleOperation } from '../../electron/vorgang/settle-open.ts';
import { DeviceError } from '../../native/core/device-error.ts';
import { pause } from '../../native/core/wait.ts';
import type { CardTerminal, PaymentHooks, PaymentOutcome } from '../../native/payment/port.ts';
import { DeviceHostGone, type PaymentSubject } from './payment-subject.ts';

/** As the seat waits at its start for a terminal whose act is open; longer, since nobody is waiting here. */
const settleWaitMs = 300_000;
const readyPauseMs = 5000;
const tries = 3;

export interface LedgerResult {
  verdict: PaymentOutcome['kind'];
  /** What the ledger holds as paid. */
  paidCents: number[];
  doubted: boolean;
  seatFailed: boolean;
}

/** One life of a seat on the journal; a dead one writes nothing more. */
class SeatLife {
  readonly ledger: Ledger;
  readonly gone: Promise<never>;
  dead = false;
  #reject: (error: SeatGone) => void = () => undefined;

  constructor(journal: Journal) {
    const alive = <Method extends object>(method: Method): Method =>
      new Proxy(method, {
        apply: (target, _, parameters) => {
          if (this.dead) throw new SeatGone();
          return Reflect.apply(target as (...values: unknown[]) => unknown, journal, parameters);
        },
      });
    this.ledger = createLedger(
      new Proxy(journal, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? alive(value) : value;
        },
      }),
    );
    this.gone = new Promise<never>((_, reject) => {
      this.#reject = reject;
    });
    this.gone.catch(() => undefined);
  }

  kill(): void {
    this.dead = true;
    this.#reject(new SeatGone());
  }
}

export class PaymentLedger {
  readonly #subject: PaymentSubject;
  readonly #journal: Journal;
  #terminal: CardTerminal | undefined;
  #life: SeatLife;
  #doubted = false;
  #seatFailed = false;
  #armed = false;

  constructor(subject: PaymentSubject, journal: Journal) {
    this.#subject = subject;
    this.#journal = journal;
    this.#terminal = subject.subject.terminal;
    this.#life = new SeatLife(journal);
    void subject.gone.catch(() => {
      if (subject.plan.death === 'seat') this.#life.kill();
    });
  }

  async pay(vorgangId: string): Promise<LedgerResult> {
    for (let i = 0; i < tries; i += 1) {
      const operation = await this.#attempt(vorgangId);
      if (i === 0) await this.#subject.disarm();
      const after = await this.#ask(operation);
      if (after === undefined || (after.phase === 'declined' && after.details.notExecuted === true)) continue;
      break;
    }
    await this.#terminal?.close();
    return this.#result(vorgangId);
  }

  async #attempt(vorgangId: string): Promise<Operation | undefined> {
    const { amountCents } = this.#subject;
    const parts = { ledger: this.#life.ledger, devices: this.#devices() };
    const money = createMoneyActs(unused<MoneyParts>(parts));
    const item = { id: 'fee', label: 'Gebühr', lawKey: 'fee', legalBasis: '', validFrom: '2026-01-01', amountCents };
    const act = { vorgangId, subject: 'fee', items: [item], by: 'adler' };
    try {
      const paying = money.payByCard(act, () => undefined, new AbortController().signal);
      return await Promise.race([paying, this.#life.gone]);
    } catch (error) {
      if (error instanceof AppError) return this.#last(vorgangId);
      if (!(error instanceof SeatGone)) throw error;
      await this.#restart();
      return this.#last(vorgangId);
    }
  }

  /** What the clerk does with an unknown payment: lets the seat ask the terminal again. */
  async #ask(operation: Operation | undefined): Promise<Operation | undefined> {
    let asked = operation;
    for (let i = 0; i < tries && asked?.phase === 'unknown'; i += 1) {
      this.#doubted = true;
      asked = await settleOperation(this.#life.ledger, this.#devices(), asked, settleWaitMs);
    }
    return asked;
  }

  async #restart(): Promise<void> {
    this.#doubted = true;
    this.#terminal = undefined;
    this.#life = new SeatLife(this.#journal);
    await this.#subject.disarm();
    await settleOpenOperations(this.#life.ledger, this.#devices(), settleWaitMs);
  }

  #last(vorgangId: string): Operation | undefined {
    return this.#life.ledger.ofVorgang(vorgangId).at(-1);
  }

  #result(vorgangId: string): LedgerResult {
    const payments = this.#life.ledger.ofVorgang(vorgangId);
    const paid = payments.filter(({ phase }) => phase === 'done');
    const isOpen = payments.some(({ phase }) => phase === 'unknown' || phase === 'intended');
    const declined = payments.some(({ phase, details }) => phase === 'declined' && details.notExecuted !== true);
    return {
      verdict: isOpen ? 'unknown' : paid.length > 0 ? 'paid' : declined ? 'declined' : 'not-executed',
      paidCents: paid.map(({ details }) => Number(details.amountCents)),
      doubted: this.#doubted,
      seatFailed: this.#seatFailed,
    };
  }

  #devices(): CounterDevices {
    const life = this.#life;
    return unused<CounterDevices>({
      device: () => ({ id: 'terminal-1', virtual: true }),
      whenReady: (_, timeoutMs) => this.#whenReady(timeoutMs),
      paymentCounters: async () => (await this.#leased()).counters().catch(asAppError),
      pay: async (amountCents, listener, signal) => {
        const terminal = await this.#leased();
        if (!this.#armed) await this.#subject.arm();
        this.#armed = true;
        return this.#whileAlive(terminal.pay({ amountCents }, this.#hooks(life, listener), signal));
      },
      settlePayment: async ({ amountCents, startedAtMs, before }, listener, signal) => {
        const terminal = await this.#leased();
        // As it comes back from the journal and over the process border.
        const known = before === undefined ? {} : { before: JSON.parse(JSON.stringify(before)) };
        const query = { amountCents, startedAtMs, ...known };
        return this.#whileAlive(terminal.settle(query, this.#hooks(life, listener), signal));
      },
    });
  }

  async #leased(): Promise<CardTerminal> {
    const isReady = await this.#whenReady(settleWaitMs);
    if (!isReady || !this.#terminal) throw new AppError('device.unreachable', { stage: 'lease' });
    return this.#terminal;
  }

  async #whenReady(timeoutMs: number): Promise<boolean> {
    const { clock } = this.#subject.subject;
    const until = clock.steadyMs() + timeoutMs;
    for (;;) {
      try {
        this.#terminal ??= await this.#subject.reopen();
        await this.#terminal.check();
        return true;
      } catch (error) {
        if (!(error instanceof DeviceError)) throw error;
        if (clock.steadyMs() + readyPauseMs > until) return false;
        await pause(clock, readyPauseMs);
      }
    }
  }

  async #whileAlive<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, this.#subject.gone]);
    } catch (error) {
      if (!(error instanceof DeviceHostGone)) throw error;
      this.#terminal = undefined;
      throw new AppError('device-host.gone');
    }
  }

  #hooks(life: SeatLife, listener: PaymentListener): PaymentHooks {
    const calls = { onRecord: 0, onReceipt: 0 };
    const count = async (hook: 'onRecord' | 'onReceipt') => {
      const fault = this.#subject.plan.seat;
      calls[hook] += 1;
      if (life.dead) return new Promise<void>(() => undefined);
      if (this.#seatFailed || fault?.hook !== hook || fault.call !== calls[hook]) return undefined;
      this.#seatFailed = true;
      if (!fault.dies) throw new Error('no space left');
      this.#subject.subject.kill();
      life.kill();
      return new Promise<void>(() => undefined);
    };
    return {
      onDisplay: (text) => listener.onDisplay(text),
      onQuestion: (question) => listener.onQuestion(question),
      onRecord: async (record) => {
        await count('onRecord');
        await listener.onRecord(record);
      },
      onReceipt: async (receipt) => {
        await count('onReceipt');
        await listener.onReceipt(receipt);
      },
    };
  }
}

class SeatGone extends Error {}

function asAppError(error: unknown): never {
  if (error instanceof DeviceError) throw new AppError(error.code satisfies ErrorCode);
  throw error;
}

/** The rest is not needed here and must not be called. */
function unused<T extends object>(present: Partial<T>): T {
  return new Proxy(present, {
    get(target, name) {
      if (!(name in target)) throw new Error(`${String(name)} is not part of the simulation`);
      return Reflect.get(target, name);
    },
  }) as T;
}
