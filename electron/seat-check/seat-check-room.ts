/** The Platzprüfung: looks at what is known anyway, touches no device, and writes down how many things were found, never what. */
import { AppError } from '../contract/app-error.ts';
import type { GateView } from '../contract/central.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { DeviceView } from '../contract/devices.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import type { SeatCheckReport, seatCheckContract } from '../contract/seat-check.ts';
import type { ClerkView } from '../contract/session.ts';
import type { CounterDevices } from '../devices/port.ts';
import type { Journal } from '../journal/port.ts';
import { checkCentreClock, checkCertificate, checkTerminalClock } from './check-clocks.ts';
import { checkDevices, type TextOf } from './check-devices.ts';
import { checkKeys, type KeyFacts } from './check-keys.ts';
import { checkLaw, type DatedRow } from './check-law.ts';
import { checkMachine } from './check-machine.ts';
import { checkStock, checkSupplies } from './check-supplies.ts';
import { checkGate, checkTill, type TillFacts } from './check-till.ts';
import { type PaperSeat, seatCheckPaper } from './seat-check-paper.ts';

export interface SeatCheckParts {
  journal: Pick<Journal, 'append' | 'events'> & { centre: { lastSequence(): number } };
  clock: { nowMs(): number; after(delayMs: number, callback: () => void): () => void };
  seat: PaperSeat;
  notes: readonly string[];
  /** Calendar day in Germany. */
  today(): string;
  views(): readonly DeviceView[];
  textOf: TextOf;
  lawRows(): readonly DatedRow[];
  till(): TillFacts;
  gate(): Promise<GateView>;
  keys(): Promise<KeyFacts>;
  freeBytes(): Promise<number | null>;
  /** Null without a centre; rejects when it does not answer. */
  centreClock: (() => Promise<{ offsetMs: number; boundMs: number }>) | null;
  /** ISO time at which the seat's certificate ends; null without a centre. */
  certificateEnds: string | null;
  /** What the terminal said at the last card payment less this seat's clock then; null when none is known. */
  terminalOffsetMs(): number | null;
  stockLow(): readonly { title: string; left: number }[];
  stockKinds(): number;
  devices: Pick<CounterDevices, 'print' | 'printerSupplies'>;
  pdf(definition: DocumentDefinition): Promise<Uint8Array>;
  /** Throws `session.not-signed-in`. */
  clerk(): ClerkView;
}

type Calls = Implementation<(typeof seatCheckContract)['calls'], unknown>;

const answerMs = 3_000;
const hasPrinter = (views: readonly DeviceView[]): boolean =>
  views.some(({ deviceClass }) => deviceClass === 'printer');
const media = 'iso_a4_210x297mm';

export function createSeatCheckRoom(parts: SeatCheckParts): Calls {
  const { journal, clock } = parts;

  async function run(): Promise<SeatCheckReport> {
    const { userName } = parts.clerk();
    const [free, gate, keys, centreClock, supplies] = await Promise.all([
      parts.freeBytes(),
      parts.gate(),
      parts.keys(),
      answered(parts.centreClock),
      answered(hasPrinter(parts.views()) ? () => parts.devices.printerSupplies() : null),
    ]);
    const events = journal.centre.lastSequence();
    const last = journal.events({ afterSequence: Math.max(0, events - 1) }).at(-1);
    const nowMs = clock.nowMs();
    const items = [
      ...checkDevices(parts.views(), parts.textOf),
      ...checkMachine({ nowMs, lastEventAt: last?.at ?? null, events, freeBytes: free }),
      ...checkSupplies(supplies),
      checkTill(parts.till()),
      ...checkStock(parts.stockLow(), parts.stockKinds()),
      checkGate(gate),
      checkKeys(keys),
      ...checkCentreClock(centreClock),
      ...checkTerminalClock(parts.terminalOffsetMs()),
      ...checkCertificate(parts.certificateEnds, nowMs),
      ...checkLaw(parts.lawRows(), parts.today()),
    ];
    const count = (state: string): number => items.filter((item) => item.state === state).length;
    const body = { ok: count('ok'), warning: count('warning'), fault: count('fault') };
    journal.append({ kind: 'seat-checked', scope: 'seat', actor: userName, body });
    return { checkedAt: new Date(nowMs).toISOString(), items, notes: [...parts.notes] };
  }

  /** Undefined: nothing to ask; null: no answer in time. Nobody waits for a device here. */
  async function answered<T>(ask: (() => Promise<T>) | null): Promise<T | null | undefined> {
    if (ask === null) return undefined;
    let stop: () => void = () => {};
    const late = new Promise<null>((resolve) => {
      stop = clock.after(answerMs, () => resolve(null));
    });
    try {
      return await Promise.race([ask(), late]);
    } catch {
      return null;
    } finally {
      stop();
    }
  }

  return {
    run,
    async notes() {
      parts.clerk();
      return [...parts.notes];
    },
    async print() {
      const { displayName } = parts.clerk();
      const report = await run();
      const pdf = await parts.pdf(seatCheckPaper(report, parts.seat, displayName));
      const jobName = `Platzpruefung-${parts.seat.id}-${report.checkedAt.replaceAll(/[^0-9]/g, '')}`;
      // No numbered stock and nothing of a citizen: a page printed twice does no harm, so no operation stands for it.
      const order = { jobName, pdf, media, copies: 1 };
      const outcome = await parts.devices.print(order, () => {}, new AbortController().signal);
      if (outcome.kind === 'rejected') throw new AppError(outcome.code);
      if (outcome.kind !== 'printer-says-done') throw new AppError('printer.rejected');
      return report;
    },
  };
}
