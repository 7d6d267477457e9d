/** A card terminal over ZVT: one act at a time, each on a registered session of its own (PA00P015, PA00P016). */
import type { DriverContext } from '../../../core/context.ts';
import type { DeviceInfo } from '../../../core/device.ts';
import { DeviceError } from '../../../core/device-error.ts';
import type { OpenDuplex } from '../../../core/transport.ts';
import { within } from '../../../core/wait.ts';
import type {
  BatchTotals,
  CardTerminal,
  KnownBefore,
  PaymentHooks,
  PaymentOrder,
  PaymentOutcome,
  PaymentRecord,
  SettlementQuery,
  TerminalCounters,
  TerminalLanguage,
  TerminalState,
  TerminalTotals,
} from '../../port.ts';
import type { Apdu } from '../codec/apdu.ts';
import {
  encodeAuthorisation,
  encodeDiagnosis,
  encodeEndOfDay,
  encodeInitialisation,
  encodeLogOff,
  encodeRefund,
  encodeRepeatReceipt,
  encodeReprint,
  encodeReversal,
  encodeSelectLanguage,
  encodeTotalsRequest,
  repeatService,
} from '../codec/commands.ts';
import type { TerminalIdentity } from '../codec/completion.ts';
import { passingStatus, terminalStatusText } from '../codec/terminal-status.table.ts';
import { runAdministration, runAnswerOnly, runPrint } from './administer.ts';
import { askLastRecord, askTotals } from './ask-before.ts';
import { runTotals } from './closing.ts';
import { enquire } from './enquire.ts';
import { maintenanceFor } from './maintain.ts';
import { cancelledBefore, checkedAmount, notExecuted, runMoneyAct } from './money-act.ts';
import { type Session, Sessions } from './session.ts';
import { settle } from './settle.ts';
import { StrayReceipts } from './stray-receipts.ts';
import type { ZvtOptions } from './zvt-options.ts';

const checkMs = 5000;

export class ZvtTerminal implements CardTerminal {
  readonly #options: ZvtOptions;
  readonly #context: DriverContext<OpenDuplex>;
  readonly #sessions: Sessions;
  readonly #stray = new StrayReceipts();
  #identity: TerminalIdentity = {};
  #counters: TerminalCounters = {};
  /** Whether this terminal has ever repeated a transaction with its numbers. */
  #repeats = false;
  #busy = false;

  readonly #model: string;

  private constructor(options: ZvtOptions, context: DriverContext<OpenDuplex>, model: string) {
    this.#options = options;
    this.#model = model;
    this.#context = context;
    this.#sessions = new Sessions(options, context);
  }

  /** Connects and registers once, so that wrong settings are told at once. */
  static async open(options: ZvtOptions, context: DriverContext<OpenDuplex>, model = 'zvt-tcp'): Promise<ZvtTerminal> {
    const terminal = new ZvtTerminal(options, context, model);
    await terminal.#act(async () => undefined);
    return terminal;
  }

  get info(): DeviceInfo {
    const { deviceName, serial, terminalId, softwareVersion } = this.#identity;
    return {
      model: this.#model,
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
      await this.#stray.handOver(hooks);
      const { clock, log } = this.#context;
      const { password, settleMs, closesItself } = this.#options;
      const onStrayReceipt = this.#stray.keep;
      const { terminalId } = this.#identity;
      const means = { sessions: this.#sessions, clock, log, password, settleMs, closesItself };
      const settlement = { ...means, terminalId, onStrayReceipt };
      const outcome = await settle(settlement, query, hooks, signal);
      this.#learnFrom(outcome);
      return outcome;
    } finally {
      this.#busy = false;
    }
  }

  async counters(): Promise<KnownBefore> {
    const { askTotals: wanted, password } = this.#options;
    const isKnown = () => this.#counters.receiptNumber !== undefined || this.#counters.traceNumber !== undefined;
    const isSure = () => this.#repeats && isKnown();
    let totals: BatchTotals | undefined;
    if (!isSure() || wanted === 'always') {
      await this.#act(async (session) => {
        if (!isSure()) {
          const record = await askLastRecord(session, password, this.#stray.keep);
          this.#repeats = record?.receiptNumber !== undefined || record?.traceNumber !== undefined;
          if (record) this.#learn(record);
        }
        if (wanted === 'always' || (wanted === 'when-unsure' && !isSure()))
          totals = await askTotals(session, password, this.#stray.keep);
      });
    }
    const { terminalId } = this.#identity;
    return {
      ...(terminalId === undefined ? {} : { terminalId }),
      ...this.#counters,
      ...(totals === undefined ? {} : { totals }),
    };
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
    return this.#act((session) => this.#enquire(session));
  }

  maintain(hooks: PaymentHooks): Promise<TerminalState> {
    return this.#act(async (session) => {
      const state = await this.#enquire(session);
      const command = maintenanceFor(state.statusCode, this.#options.password);
      if (!command) return state;
      await runAdministration(session, { command, hooks });
      return this.#enquire(session);
    }, hooks);
  }

  async diagnose(hooks: PaymentHooks): Promise<void> {
    await this.#act((session) => runAdministration(session, { command: encodeDiagnosis(2), hooks }), hooks);
  }

  async initialise(hooks: PaymentHooks): Promise<void> {
    const command = encodeInitialisation(this.#options.password);
    await this.#act((session) => runAdministration(session, { command, hooks }), hooks);
  }

  async repeatReceipt(hooks: PaymentHooks): Promise<void> {
    const command = encodeRepeatReceipt(this.#options.password, repeatService.printOnly);
    await this.#act((session) => runPrint(session, { command, hooks }), hooks);
  }

  async reprint(receiptNumbers: { from: number; to?: number }, hooks: PaymentHooks): Promise<void> {
    const command = encodeReprint(this.#options.password, receiptNumbers.from, receiptNumbers.to);
    await this.#act((session) => runPrint(session, { command, hooks }), hooks);
  }

  async selectLanguage(language: TerminalLanguage): Promise<void> {
    await this.#act((session) => runAnswerOnly(session, encodeSelectLanguage(language)));
  }

  async logOff(): Promise<void> {
    await this.#act(async (session) => {
      await runAnswerOnly(session, encodeLogOff());
      await this.#sessions.drop();
    });
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
        const act = { command, expected, hooks, signal, mayAbort: this.#options.mayAbort };
        const outcome = await runMoneyAct(session, act);
        this.#learnFrom(outcome);
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
      if (hooks) await this.#stray.handOver(hooks);
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

  async #enquire(session: Session): Promise<TerminalState> {
    const {
      statusCode,
      terminalTime: _,
      locks,
      ...identity
    } = await enquire(session, this.#options.password, this.#stray.keep);
    this.#identity = { ...this.#identity, ...identity };
    const { softwareVersion } = this.#identity;
    const text = terminalStatusText(statusCode);
    return {
      statusCode,
      text,
      ...(softwareVersion === undefined ? {} : { softwareVersion }),
      ...(locks === undefined ? {} : { locks }),
    };
  }

  /** Only a payment that stands is what the terminal repeats for certain: after anything else it is asked before the next act. */
  #learnFrom(outcome: PaymentOutcome): void {
    if (outcome.kind === 'paid') this.#learn(outcome.record);
    else this.#counters = {};
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
