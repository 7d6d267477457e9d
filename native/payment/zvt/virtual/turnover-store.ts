/** What a virtual terminal must not forget over a power cut: counters, turnovers, registration, locks. Written atomically. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const turnover = z.object({
  kind: z.enum(['payment', 'reversal', 'refund']),
  receiptNumber: z.int(),
  traceNumber: z.int(),
  amountCents: z.int(),
  resultCode: z.int(),
  /** Terminal's clock, `YYYYMMDDHHMMSS`. */
  at: z.string(),
  card: z.int(),
  reversed: z.boolean(),
  originalTrace: z.int().optional(),
});

const memory = z.object({
  terminalId: z.string(),
  lastReceipt: z.int(),
  lastTrace: z.int(),
  /** Turnovers since the last end of day. */
  batch: z.array(turnover),
  /** What really was booked and stays booked, reversals included. */
  booked: z.array(turnover),
  /** The last transaction, as the repeat receipt shows it. */
  last: turnover.optional(),
  /** Booking model A: approved by the host, not yet acknowledged by the register. */
  pending: turnover.optional(),
  lastClosing: z.array(z.string()).optional(),
  /** 0 or the status code of the lock: 51, C2, F0. */
  lock: z.int(),
  registered: z.boolean(),
  configByte: z.int(),
  tlv: z.boolean(),
  blocks: z.boolean(),
  questions: z.boolean(),
  currency: z.boolean(),
});

export type Turnover = z.infer<typeof turnover>;
export type TerminalMemory = z.infer<typeof memory>;

/** Config after a log-off (PA00P015 §2.27). */
export const configAfterLogOff = 0x86;
/** Enough for days of a fault run; older ones are of no interest. */
const maximumBooked = 20_000;

export class TurnoverStore {
  readonly #file: string | undefined;
  memory: TerminalMemory;
  #saved: string;

  /** Without a folder the store lives in memory, but still only what was saved survives a power cut. */
  constructor(storeDir: string | undefined, terminalId: string) {
    this.#file = storeDir === undefined ? undefined : path.join(storeDir, 'turnover.json');
    if (storeDir !== undefined) mkdirSync(storeDir, { recursive: true });
    this.memory = this.#read() ?? newMemory(terminalId);
    this.#saved = JSON.stringify(this.memory);
  }

  save(): void {
    const { booked } = this.memory;
    if (booked.length > maximumBooked) booked.splice(0, booked.length - maximumBooked);
    this.#saved = JSON.stringify(this.memory);
    if (this.#file === undefined) return;
    const temporary = `${this.#file}.new`;
    const handle = openSync(temporary, 'w');
    writeSync(handle, this.#saved);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(temporary, this.#file);
  }

  /** As after a power cut: what was not saved is gone. */
  reload(): void {
    this.memory = memory.parse(JSON.parse(this.#saved));
  }

  /** 9999 is followed by 0001, 999999 by 000001. */
  nextNumbers(): { receiptNumber: number; traceNumber: number } {
    this.memory.lastReceipt = (this.memory.lastReceipt % 9999) + 1;
    this.memory.lastTrace = (this.memory.lastTrace % 999_999) + 1;
    return { receiptNumber: this.memory.lastReceipt, traceNumber: this.memory.lastTrace };
  }

  #read(): TerminalMemory | undefined {
    if (this.#file === undefined) return undefined;
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return undefined;
    }
    return memory.parse(JSON.parse(text));
  }
}

function newMemory(terminalId: string): TerminalMemory {
  return {
    terminalId,
    lastReceipt: 0,
    lastTrace: 0,
    batch: [],
    booked: [],
    lock: 0,
    registered: false,
    configByte: configAfterLogOff,
    tlv: false,
    blocks: false,
    questions: false,
    currency: false,
  };
}
