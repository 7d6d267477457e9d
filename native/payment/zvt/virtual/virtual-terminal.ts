/** A ZVT card terminal in software: any register can connect, and a person or a fault plan can act on it. */
import type { Clock } from '../../../core/context.ts';
import { encodeHex } from '../../../core/hex.ts';
import type { Duplex } from '../../../core/transport.ts';
import { ApduLink } from '../apdu-link.ts';
import type { Apdu } from '../codec/apdu.ts';
import { decodeMessage } from '../codec/message.ts';
import { type ActionTable, coreActions } from './core-actions.ts';
import { Dialogue, positiveAnswer } from './dialogue.ts';
import {
  runEndOfDay,
  runRegistration,
  runRepeat,
  runReprint,
  runService,
  runStatus,
  runTotals,
} from './run-administration.ts';
import { runMoney } from './run-money.ts';
import { seededRandom } from './seeded-random.ts';
import { abortMessage, completion } from './status-message.ts';
import { TerminalCore } from './terminal-core.ts';
import { configAfterLogOff, TurnoverStore } from './turnover-store.ts';

export interface VirtualTerminalOptions {
  clock: Clock;
  seed?: number;
  pace?: number;
  storeDir?: string;
}

const virtualTerminalId = '90000001';
/** A silent register is let go after a day. */
const idleMs = 86_400_000;
/** Greeting of another protocol, as one vendor sends it on connect. */
const greeting = Uint8Array.of(0, 0, 0, 0x3e, ...Buffer.from('VER|VIRTUELL|1.0'.padEnd(62, '.')));

const busy = 0x9c;
const notRegistered = 0x6b;
const notPossible = 0x83;

/** Answered in every lock state (PA00P015 §7.1). */
const alwaysAllowed: ReadonlySet<number> = new Set([0x0501, 0x0600, 0x0602, 0x06b0, 0x06e0, 0x06c0, 0x0830]);
const clearsLock: Readonly<Record<number, number>> = { 1616: 0xf0, 1648: 0xc2, 1683: 0x51 };
const needRegistration: ReadonlySet<number> = new Set([0x0601, 0x0630, 0x0631]);
/** Answered with 80 alone. */
const answerOnly: ReadonlySet<number> = new Set([0x06b0, 0x06e0, 0x0830]);
const completionOnly: ReadonlySet<number> = new Set([0x0618, 0x061a, 0x0679, 0x0691]);

type Handler = (core: TerminalCore, dialogue: Dialogue, command: Apdu) => Promise<void>;

const handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [0x0600, runRegistration],
  [0x0601, runMoney],
  [0x0610, runTotals],
  [0x0612, runReprint],
  [0x0620, runRepeat],
  [0x0630, runMoney],
  [0x0631, runMoney],
  [0x0650, runEndOfDay],
  [0x0670, runService],
  [0x0693, runService],
]);

export class VirtualTerminal {
  readonly #core: TerminalCore;
  readonly #links = new Set<ApduLink>();
  readonly #actions: ActionTable;
  #powered = true;
  #plugged = true;

  constructor(options: VirtualTerminalOptions) {
    this.#core = new TerminalCore({
      clock: options.clock,
      random: seededRandom(options.seed ?? 1),
      store: new TurnoverStore(options.storeDir, virtualTerminalId),
      pace: options.pace ?? 0,
    });
    this.#actions = {
      ...coreActions(this.#core),
      'power-off': () => this.#powerOff(undefined),
      'power-on': () => this.#powerOn(),
      unplug: () => {
        this.#plugged = false;
        for (const link of this.#links) void link.close();
      },
      plug: () => {
        this.#plugged = true;
      },
    };
    // A payment that was open when the current went is taken back at the next start.
    void this.#core.reversePending();
  }

  /** A register connects. Never rejects; the connection is closed when the terminal has no current or no network. */
  accept(duplex: Duplex): void {
    const core = this.#core;
    const fault = core.faults.take('connect');
    if (!this.#powered || !this.#plugged || fault?.kind.startsWith('drop')) {
      void duplex.close();
      return;
    }
    const link = new ApduLink(duplex, core.clock, { skipGreeting: false });
    const dialogue = new Dialogue(link, {
      clock: core.clock,
      random: core.random,
      faults: core.faults,
      answerMs: () => core.behaviour.answerMs,
      powerOff: (powerOnAfterMs) => this.#powerOff(powerOnAfterMs),
    });
    if (fault?.kind === 'silence') dialogue.mute();
    if (fault?.kind === 'power-off') this.#powerOff(fault.powerOnAfterMs);
    this.#links.add(link);
    const greeted = fault?.kind === 'garbage' ? link.sendBytes(greeting) : Promise.resolve();
    void greeted
      .then(() => this.#serve(link, dialogue))
      .catch(() => undefined)
      .finally(() => {
        this.#links.delete(link);
        void link.close();
      });
  }

  /** Actions of `coreActions`, and `power-off`, `power-on`, `unplug`, `plug`. Throws RangeError on an unknown action, ZodError on wrong parameters. */
  async act(action: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const run = Object.hasOwn(this.#actions, action) ? this.#actions[action] : undefined;
    if (!run) throw new RangeError(`unknown action ${action}`);
    return run(parameters);
  }

  async close(): Promise<void> {
    this.#powered = false;
    this.#core.epoch += 1;
    await Promise.all([...this.#links].map((link) => link.close()));
  }

  async #serve(link: ApduLink, dialogue: Dialogue): Promise<void> {
    for (;;) {
      const command = await link.receive(idleMs);
      if (command) await this.#command(dialogue, command);
    }
  }

  async #command(dialogue: Dialogue, command: Apdu): Promise<void> {
    const core = this.#core;
    const { control } = command;
    // A late answer to something that is over.
    if (control >> 8 === 0x80 || control >> 8 === 0x84) return;
    dialogue.heard(command);
    const handler = handlers.get(control);
    const known =
      handler || answerOnly.has(control) || completionOnly.has(control) || [0x0501, 0x0602].includes(control);
    if (!known || this.#isMissing(control)) {
      await dialogue.answer({ control: 0x8483, data: new Uint8Array() });
      return;
    }
    if (answerOnly.has(control)) return dialogue.answer(positiveAnswer);
    if (control === 0x0602) {
      await dialogue.answer(positiveAnswer);
      return this.#logOff();
    }
    if (control === 0x0501) {
      await dialogue.answer(positiveAnswer);
      return runStatus(core, dialogue, command, core.busy);
    }
    const refusal = this.#refusal(command);
    if (refusal !== 0) {
      await dialogue.answer(positiveAnswer);
      await dialogue.tell(abortMessage(refusal, core.memory));
      return;
    }
    // At work from the moment the command is in, also while its answer is still on the way.
    const { epoch } = core;
    core.busy = true;
    try {
      await this.#acceptCommand(dialogue, control);
      await (handler ? handler(core, dialogue, command) : dialogue.tell(completion()));
    } finally {
      if (epoch === core.epoch) core.busy = false;
    }
  }

  /** A blind terminal goes on with a payment although its answer could not be delivered. */
  async #acceptCommand(dialogue: Dialogue, control: number): Promise<void> {
    try {
      await dialogue.answer(positiveAnswer);
    } catch (error) {
      if (!this.#core.behaviour.blind || !needRegistration.has(control) || !this.#powered) throw error;
    }
  }

  #isMissing(control: number): boolean {
    const { repeat, totals } = this.#core.behaviour;
    return (control === 0x0620 && repeat === 'unsupported') || (control === 0x0610 && totals === 'unsupported');
  }

  #refusal(command: Apdu): number {
    const core = this.#core;
    const { lock, registered } = core.memory;
    if (core.busy) return busy;
    if (lock !== 0 && !alwaysAllowed.has(command.control) && clearsLock[command.control] !== lock) return lock;
    if (!registered && needRegistration.has(command.control)) return notRegistered;
    const password = decodeMessage(command).prefix.get('password');
    const { password: wanted } = core.behaviour;
    return password && wanted !== undefined && encodeHex(password) !== wanted ? notPossible : 0;
  }

  #logOff(): void {
    const { memory, store } = this.#core;
    memory.registered = false;
    memory.configByte = configAfterLogOff;
    memory.tlv = false;
    memory.blocks = false;
    memory.questions = false;
    store.save();
  }

  #powerOff(powerOnAfterMs: number | undefined): void {
    this.#powered = false;
    this.#core.powerOff();
    for (const link of this.#links) void link.close();
    if (powerOnAfterMs !== undefined) this.#core.clock.after(powerOnAfterMs, () => this.#powerOn());
  }

  #powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    void this.#core.reversePending();
  }
}
