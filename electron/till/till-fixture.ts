/** For tests: a till on a real journal with a terminal in memory; a seat can die at any line and another one takes over. */
import { AppError } from '../contract/app-error.ts';
import type { HostPaymentOutcome, HostPaymentRecord, HostTerminalTotals } from '../contract/host/payment.ts';
import type { CounterDevices, PaymentListener } from '../devices/port.ts';
import { makeTestFolder } from '../journal/journal-fixture.ts';
import type { Journal } from '../journal/port.ts';
import { createLedger } from '../operations/ledger.ts';
import { createMoneyActs } from '../vorgang/money-acts.ts';
import { settleOpenOperations } from '../vorgang/settle-open.ts';
import { type AccountRow, createAccounts } from './accounts.ts';
import type { ItemExchange, MoneyActs, PaidItem } from './port.ts';
import { createTill, type Till } from './till.ts';
import { createTillRoom } from './till-room.ts';
import type { TsePort } from './tse-port.ts';

interface Turnover {
  kind: 'payment' | 'reversal' | 'refund';
  receiptNumber: number;
  amountCents: number;
  reversed: boolean;
}

/** Books only once the register has stored the record, as a ZVT terminal does; keeps what it was told over the death of a seat. */
export class MemoryTerminal {
  batch: Turnover[] = [];
  readonly cuts: number[] = [];
  declines = false;
  /** Its answer never comes, and it cannot be asked: the card was charged or was not. */
  silent: 'charged' | 'not-charged' | null = null;
  #last = 0;

  get sumCents(): number {
    const standing = this.batch.filter(({ kind, reversed }) => kind !== 'reversal' && !reversed);
    return standing.reduce((sum, { kind, amountCents }) => sum + (kind === 'refund' ? -amountCents : amountCents), 0);
  }

  get count(): number {
    return this.batch.filter(({ kind, reversed }) => kind !== 'reversal' && !reversed).length;
  }

  async book(
    kind: Turnover['kind'],
    amountCents: number,
    listener: PaymentListener,
    original?: Turnover,
  ): Promise<HostPaymentOutcome> {
    if (this.silent === 'not-charged') return unanswered;
    if (this.declines) return { kind: 'declined', resultCode: 5, text: 'abgelehnt' };
    this.#last += 1;
    const record = this.#record(amountCents, this.#last);
    await listener.onRecord(record);
    this.batch.push({ kind, amountCents, receiptNumber: this.#last, reversed: false });
    if (original) original.reversed = true;
    return this.silent === null ? { kind: 'paid', record } : unanswered;
  }

  totals(): HostTerminalTotals {
    const totalCents = Math.max(0, this.sumCents);
    const perScheme = [{ scheme: 'girocard', count: this.count, amountCents: totalCents }];
    return { totalCents, count: this.count, perScheme, record: this.#record(totalCents, this.#last) };
  }

  /** The last turnover again, as for `06 20`. */
  repeat(amountCents: number, before: number): HostPaymentOutcome {
    if (this.silent !== null) return unanswered;
    const last = this.batch.at(-1);
    if (last && last.receiptNumber > before && last.amountCents === amountCents) {
      return { kind: 'paid', record: this.#record(amountCents, last.receiptNumber) };
    }
    return { kind: 'not-executed', reason: 'device.disconnected', text: '' };
  }

  async cut(listener: PaymentListener): Promise<HostTerminalTotals> {
    const totals = this.totals();
    await listener.onRecord(totals.record);
    if (this.batch.length > 0) this.cuts.push(totals.totalCents);
    this.batch = [];
    return totals;
  }

  get lastNumber(): number {
    return this.#last;
  }

  #record(amountCents: number, receiptNumber: number): HostPaymentRecord {
    return {
      resultCode: 0,
      amountCents,
      receiptNumber,
      traceNumber: receiptNumber,
      terminalId: '90000001',
      cardName: 'girocard',
      date: '11-22',
      time: '12:00:00',
      rawHex: '',
    };
  }
}

const unanswered: HostPaymentOutcome = { kind: 'unknown', reason: 'device.timeout' };

function devicesOn(terminal: MemoryTerminal): CounterDevices {
  const devices: Partial<CounterDevices> = {
    device: () => ({ id: 'terminal-1', virtual: true }),
    whenReady: async () => true,
    paymentCounters: async () => ({ receiptNumber: terminal.lastNumber }),
    pay: (amountCents, listener) => terminal.book('payment', amountCents, listener),
    refundPayment: (amountCents, listener) => terminal.book('refund', amountCents, listener),
    reversePayment: async ({ amountCents, receiptNumber }, listener) => {
      const original = terminal.batch.find((entry) => entry.receiptNumber === receiptNumber && !entry.reversed);
      if (!original) return { kind: 'declined', resultCode: 0xb5, text: 'Storno nicht möglich' };
      return terminal.book('reversal', amountCents, listener, original);
    },
    settlePayment: async ({ amountCents, before }) => terminal.repeat(amountCents, before?.receiptNumber ?? 0),
    terminalTotals: async () => terminal.totals(),
    closeTerminalDay: (listener) => terminal.cut(listener),
  };
  return devices as CounterDevices; // what is missing is of other classes
}

export const exampleKey = 'meldebescheinigung.fee.paper';
export const exampleRow: AccountRow = {
  key: exampleKey,
  itemCode: '44',
  tariffNumber: '1.1.4',
  account: '1221010.4311000',
  tax: { kind: 'nicht-steuerbar' },
  validFrom: '2021-01-01',
  validTo: null,
  source: 'Beispiel',
  checkedOn: '2026-11-22',
  confidence: 'U',
};

/** One life of a seat. */
export interface TillSeat {
  till: Till;
  room: ReturnType<typeof createTillRoom>;
  money: MoneyActs;
  items(vorgangId: string, amountCents: number): PaidItem[];
}

export interface SeatOptions {
  takesCash?: boolean;
  training?: boolean;
  tse?: TsePort | null;
  rows?: readonly AccountRow[];
  exportFolder?: string;
  exchange?: ItemExchange | null;
  seatId?: string;
  mayWrite?(vorgangId: string): boolean;
}

export const second = { userName: 'yilmaz', pin: '508216' };
export const lead = { userName: 'kraus', pin: '931745' };

/** `v17` is Vorgang `SCH-2026-000017`. */
export const numberOf = (vorgangId: string): string => `SCH-2026-${vorgangId.slice(1).padStart(6, '0')}`;

const lookUp = (vorgangId: string) =>
  /^v\d+$/.test(vorgangId) ? { number: numberOf(vorgangId), open: true, serviceTitle: 'Beispiel' } : null;

export async function startTillSeat(
  journal: Journal,
  terminal: MemoryTerminal,
  options: SeatOptions = {},
): Promise<TillSeat> {
  const ledger = createLedger(journal);
  const devices = devicesOn(terminal);
  const training = options.training ?? true;
  const takesCash = options.takesCash ?? true;
  const tse = options.tse ?? null;
  let nowMs = Date.UTC(2026, 10, 22, 15);
  const nowIso = () => {
    nowMs += 1_000;
    return new Date(nowMs).toISOString();
  };
  const till = createTill({
    journal,
    ledger,
    accounts: createAccounts(options.rows ?? [exampleRow], { training }),
    seatId: options.seatId ?? 'SCH',
    name: 'Zahlstelle Drais',
    training,
    takesCash,
    collective: true,
    kassenzeichenPrefix: undefined,
    tse,
    nowIso,
    vorgang: lookUp,
    exchange: options.exchange ?? null,
    mayWrite: options.mayWrite ?? (() => true),
    onItemChanged: () => {},
  });
  const papers = { pdf: async () => new Uint8Array(8) };
  const money = createMoneyActs({ ledger, devices, papers: papers as never, tse });
  const room = createTillRoom({
    till,
    journal,
    ledger,
    money,
    seatId: options.seatId ?? 'SCH',
    name: 'Zahlstelle Drais',
    takesCash,
    secondPersonAtClosing: false,
    seat: {
      ortsverwaltung: 'Drais',
      authority: 'Mainz',
      authorityAddress: ['Musterweg 5'],
      place: 'Mainz',
      sealNumbers: [],
      training,
    },
    exportFolder: options.exportFolder ?? '/nonexistent',
    settled: Promise.resolve(),
    nowIso,
    clerk: () => ({ userName: 'berger', displayName: 'Anna Berger', role: 'clerk' }),
    async verifySecondClerk(credentials) {
      if (!credentials || 'cardPin' in credentials) throw new AppError('session.second-clerk-needed');
      const role = credentials.userName === lead.userName ? ('lead' as const) : ('stand-in' as const);
      return { userName: credentials.userName, displayName: credentials.userName, role };
    },
    displayName: (userName) => userName,
    vorgang: lookUp,
    hasTerminal: () => true,
    emitChanged: () => {},
    emitDisplay: () => {},
  });
  await settleOpenOperations(ledger, devices, 0);
  const items: TillSeat['items'] = (vorgangId, amountCents) => [
    {
      id: 'fee',
      label: 'Meldebescheinigung',
      amountCents,
      lawKey: exampleKey,
      legalBasis: 'Satzung',
      validFrom: '2021-01-01',
      accounting: till.accounting({
        lawKey: exampleKey,
        day: '2026-11-22',
        vorgangNumber: numberOf(vorgangId),
        occurrence: 1,
      }),
    },
  ];
  return { till, room, money, items };
}

/** The seat has no current any more: nothing of it writes from now on. */
export class SeatGone extends Error {}

/** A journal that stops at its n-th append, `before` it is on disk or just `after`. */
export function stoppingJournal(journal: Journal, at: { append: number; when: 'before' | 'after' }): Journal {
  let appends = 0;
  let gone = false;
  const write = <T>(work: () => T): T => {
    if (gone) throw new SeatGone();
    appends += 1;
    if (appends < at.append) return work();
    gone = true;
    if (at.when === 'after') work();
    throw new SeatGone();
  };
  return new Proxy(journal, {
    get(target, name) {
      if (name === 'append') return (event: Parameters<Journal['append']>[0]) => write(() => target.append(event));
      if (name === 'appendAll') {
        return (events: Parameters<Journal['appendAll']>[0]) => write(() => target.appendAll(events));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export { makeTestFolder };
