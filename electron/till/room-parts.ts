/** What the rooms of the till are given, and the one act at a time they allow themselves. */
import { AppError } from '../contract/app-error.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { TillView } from '../contract/till.ts';
import type { Ledger } from '../operations/port.ts';
import type { MoneyActs, PaperContext } from './port.ts';
import type { Till } from './till.ts';
import type { TillJournal } from './till-events.ts';

export interface TillRoomParts {
  till: Till;
  journal: TillJournal;
  ledger: Ledger;
  money: MoneyActs;
  seatId: string;
  name: string;
  takesCash: boolean;
  secondPersonAtClosing: boolean;
  seat: PaperContext['seat'];
  exportFolder: string;
  /** Open acts of the last run are settled first: no act of the till begins before. */
  settled: Promise<void>;
  nowIso(): string;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
  /** Another person than the one signed in; throws when wrong or missing. */
  verifySecondClerk(credentials: Credentials | undefined): Promise<ClerkView>;
  displayName(userName: string): string;
  /** Null for what is no Vorgang of this seat. */
  vorgang(vorgangId: string): { number: string; open: boolean; serviceTitle: string } | null;
  hasTerminal(): boolean;
  emitChanged(view: TillView): void;
  emitDisplay(text: string): void;
}

export class OneAct {
  #running: AbortController | null = null;

  get running(): boolean {
    return this.#running !== null;
  }

  /** Throws `till.busy` while another act runs. */
  async run<T>(work: (signal: AbortSignal) => Promise<T> | T): Promise<T> {
    if (this.#running) throw new AppError('till.busy');
    const controller = new AbortController();
    this.#running = controller;
    try {
      return await work(controller.signal);
    } finally {
      this.#running = null;
    }
  }

  abort(): void {
    this.#running?.abort();
  }
}

/** What the terminal asks while it pays; whoever does not answer in time has said no. */
export class TerminalQuestion {
  readonly #changed: () => void;
  #pending: { text: string; answer(yes: boolean): void } | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get text(): string | null {
    return this.#pending?.text ?? null;
  }

  ask = (text: string): Promise<boolean> =>
    new Promise((resolve) => {
      this.#pending = { text, answer: resolve };
      this.#changed();
    });

  answer(yes: boolean): void {
    const asked = this.#pending;
    this.#pending = null;
    asked?.answer(yes);
    if (asked) this.#changed();
  }
}
