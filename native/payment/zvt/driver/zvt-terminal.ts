/** A card terminal over ZVT: one act at a time, each on a registered session of its own (PA00P015, PA00P016). */
import type { DriverContext } from '../../../core/context.ts';
import type { DeviceInfo } from '../../../core/device.ts';
import { DeviceError } from '../../../core/device-error.ts';
import type { OpenDuplex } from '../../../core/transport.ts';
import { within } from '../../../core/wait.ts';
import type {
  CardTerminal,
  PaymentHooks,
  PaymentOrder,
  PaymentOutcome,
  PaymentRecord,
  SettlementQuery,
  TerminalCounters,
  TerminalReceipt,
  TerminalState,
  TerminalTotals,
} from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import {
  encodeAuthorisation,
  encodeEndOfDay,
  encodeRefund,
  encodeRepeatReceipt,
  encodeReversal,
  encodeStatusEnquiry,
  encodeTotalsRequest,
  repeatService,
} from '../codec/commands.ts';
import { decodeStatusCompletion, type TerminalIdentity } from '../codec/completion.ts';
import { passingStatus, terminalStatusText } from '../codec/terminal-status.table.ts';
import { runTotals } from './closing.ts';
import { Evidence } from './evidence.ts';
import { cancelledBefore, notExecuted, runMoneyAct } from './money-act.ts';
import { endingError, type Session, Sessions } from './session.ts';
import { settle } from './settle.ts';
import type { ZvtOptions } from './zvt-options.ts';

const checkMs = 5000;
const highestAmountCents = 999_999_999_999;
/** Receipts without an act of the seat wait for the next one; older ones can be repeated at the terminal. */
const maximumStrayReceipts = 20;

export class ZvtTerminal implements CardTerminal {
  readonly #options: ZvtOptions;
  readonly #context: DriverContext<OpenDuplex>;
  readonly #sessions: Sessions;
  readonly #stray: TerminalReceipt[] = [];
  #identity: TerminalIdentity = {};
  #counters: TerminalCounters = {};
  #busy = false;

  private constructor(options: ZvtOptions, context: DriverContext<OpenDuplex>) {
    this.#options = options;
    this.#context = context;
    this.#sessions = new Sessions(options, context);
  }

  /** Connects and registers once, so that wrong settings are told at once. */
  static async open(options: ZvtOptions, context: DriverContext<OpenDuplex>): Promise<ZvtTerminal> {
    const terminal = new ZvtTerminal(options, context);
    await terminal.#act(async () => undefined);
    return terminal;
  }

  get info(): DeviceInfo {
    const { deviceName, serial, terminalId, softwareVersion } = this.#identity;
    return {
      model: 'zvt-tcp',
      label: deviceName ?? 'Kartenterminal (ZVT)',
      serial: serial ?? terminalId ?? '',
      firmware: softwareVersion ?? '',
      virtual: this.#options.virtual || /virtu[ea]l/i.test(deviceName ?? ''),
    };
  }

  async check(): Promise<void> {
    const state = await within(this.#context.clock, checkMs, this.state(), 'no status');
    if (state.statusCode === 0) return;
    throw new DeviceError(passingStatus.has(state.statusCode) ? 'device.busy' : 'payment.locked', state.text);
  }

  async close(): Promise<void> {
    await this.#sessions.drop();
  }

  async pay(order: PaymentOrder, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome> {
    const { answerSeconds } = this.#options;
    const command = encodeAuthorisation(checkedAmount(order), answerSeconds === undefined ? {} : { answerSeconds });
    return this.#moveMoney(command, order, hooks, signal);
  }

  async reverse(
    order: PaymentOrder & { receiptNumber: number },
    hooks: PaymentHooks,
    signal: AbortSignal,
  ): Promise<PaymentOutcome> {
    const command = encodeReversal(this.#options.password, order.receiptNumber, checkedAmount(order));
    return this.#moveMoney(command, order, hooks, signal);
  }

  async refund(order: PaymentOrder, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome> {
    return this.#moveMoney(encodeRefund(this.#options.password, checkedAmount(order)), order, hooks, signal);
  }

  async settle(query: SettlementQuery, hooks: PaymentHooks, signal: AbortSignal): Promise<PaymentOutcome> {
    checkedAmount(query);
    this.#occupy();
    try {
      await this.#handOver(hooks);
      const { clock, log } = this.#context;
      const { password, settleMs } = this.#options;
      const onStrayReceipt = (receipt: TerminalReceipt) => this.#keep(receipt);
      const { terminalId } = this.#identity;
      const settlement = { sessions: this.#sessions, clock, log, password, settleMs, terminalId, onStrayReceipt };
      const outcome = await settle(settlement, query, hooks, signal);
      if ('record' in outcome && outcome.record) this.#learn(outcome.record);
      return outcome;
    } finally {
      this.#busy = false;
    }
  }

  async counters(): Promise<TerminalCounters> {
    if (this.#counters.receiptNumber === undefined && this.#counters.traceNumber === undefined) {
      await this.#act(async (session) => {
        const evidence = this.#quietEvidence(session);
        const command = encodeRepeatReceipt(this.#options.password, repeatService.statusWithoutPrint);
        await session.run(command, evidence.handlers());
        if (evidence.last?.record) this.#learn(evidence.last.record);
      });
    }
    const { terminalId } = this.#identity;
    return { ...(terminalId === undefined ? {} : { terminalId }), ...this.#counters };
  }

  totals(hooks: PaymentHooks): Promise<TerminalTotals> {
    return this.#act((session) => runTotals(session, encodeTotalsRequest(this.#options.password), hooks), hooks);
  }

  closeDay(hooks: PaymentHooks, signal: AbortSignal): Promise<TerminalTotals> {
    return this.#act((session) => {
      if (signal.aborted) throw cancelledBefore();
      return runTotals(session, encodeEndOfDay(this.#options.password), hooks, signal);
    }, hooks);
  }

  state(): Promise<TerminalState> {
    return this.#act(async (session) => {
      const evidence = this.#quietEvidence(session);
      const ending = await session.run(encodeStatusEnquiry(this.#options.password), evidence.handlers());
      if (ending.kind !== 'completed') throw endingError(ending, session.charset);
      const { statusCode, ...identity } = decodeStatusCompletion(ending.data);
      this.#identity = { ...this.#identity, ...identity };
      const { softwareVersion } = this.#identity;
      const text = terminalStatusText(statusCode);
      return { statusCode, text, ...(softwareVersion === undefined ? {} : { softwareVersion }) };
    });
  }

  async repeatReceipt(hooks: PaymentHooks): Promise<void> {
    await this.#act(async (session) => {
      let receipts = 0;
      const evidence = new Evidence({
        charset: session.charset,
        administration: false,
        onReceipt: async (receipt) => {
          receipts += 1;
          await hooks.onReceipt(receipt);
        },
      });
      const command = encodeRepeatReceipt(this.#options.password, repeatService.printOnly);
      const ending = await session.run(command, evidence.handlers());
      if (ending.kind !== 'completed') throw endingError(ending, session.charset);
      if (receipts === 0) throw new DeviceError('device.unsupported', 'completed without a receipt');
    }, hooks);
  }

  async #moveMoney(
    command: Apdu,
    order: PaymentOrder,
    hooks: PaymentHooks,
    signal: AbortSignal,
  ): Promise<PaymentOutcome> {
    let begun = false;
    try {
      return await this.#act(async (session) => {
        if (signal.aborted) throw cancelledBefore();
        begun = true;
        const expected = { amountCents: order.amountCents, terminalId: this.#identity.terminalId };
        const outcome = await runMoneyAct(session, { command, expected, hooks, signal });
        if ('record' in outcome && outcome.record) this.#learn(outcome.record);
        if (outcome.kind === 'unknown') await this.#sessions.drop();
        return outcome;
      }, hooks);
    } catch (error) {
      if (begun) throw error;
      return notExecuted(error);
    }
  }

  /** Opens a session, runs the act, releases the line. Rejects with `payment.in-progress` when another act runs. */
  async #act<T>(work: (session: Session) => Promise<T>, hooks?: PaymentHooks): Promise<T> {
    this.#occupy();
    try {
      const session = await this.#sessions.open();
      const { statusByte: _, charset: __, ...identity } = session.registration;
      this.#identity = { ...this.#identity, ...identity };
      if (hooks) await this.#handOver(hooks);
      const result = await work(session);
      await this.#sessions.release();
      return result;
    } catch (error) {
      await this.#sessions.drop();
      throw error;
    } finally {
      this.#busy = false;
    }
  }

  #occupy(): void {
    if (this.#busy) throw new DeviceError('payment.in-progress');
    this.#busy = true;
  }

  /** For acts without hooks: a status enquiry can bring the receipts of an end of day (PA00P015 §2.55). */
  #quietEvidence(session: Session): Evidence {
    const onReceipt = (receipt: TerminalReceipt) => this.#keep(receipt);
    return new Evidence({ charset: session.charset, administration: true, onReceipt });
  }

  async #keep(receipt: TerminalReceipt): Promise<void> {
    this.#stray.push(receipt);
    if (this.#stray.length > maximumStrayReceipts) this.#stray.shift();
  }

  async #handOver(hooks: PaymentHooks): Promise<void> {
    for (let next = this.#stray[0]; next; next = this.#stray[0]) {
      try {
        await hooks.onReceipt(next);
      } catch {
        // Kept for the next act; a receipt of yesterday must not stop a payment.
        return;
      }
      this.#stray.shift();
    }
  }

  /** Both numbers of one transaction together: an end of day has a trace number of its own. */
  #learn(record: PaymentRecord): void {
    if (record.receiptNumber === undefined && record.traceNumber === undefined) return;
    const { receiptNumber, traceNumber, terminalId } = record;
    this.#counters = {
      ...(receiptNumber === undefined ? {} : { receiptNumber }),
      ...(traceNumber === undefined ? {} : { traceNumber }),
    };
    if (terminalId && this.#identity.terminalId === undefined) this.#identity = { ...this.#identity, terminalId };
  }
}

/** A wrong amount is a bug of the caller, not an outcome. */
function checkedAmount(order: PaymentOrder): number {
  if (!Number.isSafeInteger(order.amountCents) || order.amountCents < 1 || order.amountCents > highestAmountCents) {
    throw new RangeError('amount out of range');
  }
  return order.amountCents;
}
