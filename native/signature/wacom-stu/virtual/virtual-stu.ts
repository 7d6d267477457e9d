/** A Wacom STU as software, on the level of HID reports: its own state machine, display, ink and pen. */
import type { Clock } from '../../../core/context.ts';
import { isDeviceError } from '../../../core/device-error.ts';
import type { Dispose } from '../../../core/transport.ts';
import { padResult, padState, statusReport } from '../codec/identity-reports.ts';
import { imageBlockReport } from '../codec/image-reports.ts';
import { InkMachine } from '../ink-machine.ts';
import { type StuModel, wacomVendorId } from '../stu-models.table.ts';
import { applyCommand, type CommandTarget } from './apply-command.ts';
import { encodeSample, type PenInput, penReports } from './pen-input.ts';
import { type VirtualGeometry, virtualGeometries } from './virtual-models.table.ts';
import { VirtualScreen } from './virtual-screen.ts';
import { factoryStore, type ReportStore } from './virtual-store.ts';

/** Answers no feature report for so long; 750 ms were measured as too short on a 540. */
const resetMs = 1_050;
/** Samples of a pen near the pad come every 5 ms on every model. */
const sampleIntervalMs = 5;

export interface StuFaults {
  /** Report id -> how often its next transfers stall (EPIPE). */
  stalls: Map<number, number>;
  /** Report id -> how often the command is answered with `wrong state`. */
  wrongStates: Map<number, number>;
  /** Samples that vanish on the way while the sequence counts on. */
  samplesToLose: number;
  clearMs: number;
}

export class VirtualStu implements CommandTarget {
  readonly model: StuModel;
  readonly geometry: VirtualGeometry;
  readonly usb;
  readonly screen: VirtualScreen;
  readonly faults: StuFaults;
  readonly store: ReportStore;
  /** Writes to memory that wears out; a driver must leave this at 0. */
  nvramWrites = 0;
  lastResult: number = padResult.ok;
  state: number = padState.ready;
  /** What the pad's owner hears: a committed picture, inking set. */
  onHostAction: (action: 'picture' | 'inking' | 'cleared') => void = () => {};
  readonly #clock: Clock;
  readonly #inputs = new Set<(report: Uint8Array) => void>();
  readonly #plugs = new Set<(plugged: boolean) => void>();
  #plugged = true;
  #stopTimer: Dispose = () => {};
  #machine: InkMachine;
  #timeMs = 4_000;
  #sequence = 0xfff0;

  constructor(model: StuModel, clock: Clock) {
    const geometry = virtualGeometries[model.name];
    if (geometry === undefined) throw new RangeError(`no virtual ${model.name}`);
    this.model = model;
    this.geometry = geometry;
    this.#clock = clock;
    this.usb = {
      vendorId: wacomVendorId,
      productId: model.productId,
      manufacturer: 'Zweitplatz',
      product: `${model.name} (virtuell)`,
      serialNumber: 'VIRTUAL',
    };
    this.screen = new VirtualScreen(geometry.screenWidthPx, geometry.screenHeightPx);
    this.faults = { stalls: new Map(), wrongStates: new Map(), samplesToLose: 0, clearMs: geometry.clearMs };
    this.store = factoryStore(model, geometry);
    this.#machine = new InkMachine(this.store.threshold);
  }

  get plugged(): boolean {
    return this.#plugged;
  }

  /** Every report of the device, for a HID report descriptor. */
  get reports(): readonly { id: number; length: number; kind: 'feature' | 'input' }[] {
    const set = [0x04, 0x16, 0x20, 0x23, 0x24, 0x25, 0x26, 0x27].map((id) => ({
      id,
      length: id === imageBlockReport.id ? imageBlockReport.length : id === 0x23 || id === 0x24 ? 11 : 2,
    }));
    const kept = [statusReport, ...this.store.codecs].map(({ id, length }) => ({ id, length }));
    return [
      ...[...kept, ...set].map((report) => ({ ...report, kind: 'feature' as const })),
      ...penReports(this.model).map(({ id, length }) => ({ id, length, kind: 'input' as const })),
    ];
  }

  /** Undefined = the pad stalls (EPIPE on Linux). */
  getFeature(id: number): Uint8Array | undefined {
    if (!this.#plugged || this.state === padState.reset || takeFault(this.faults.stalls, id)) return undefined;
    if (id === statusReport.id) return statusReport.encode({ state: this.state, lastResult: this.lastResult });
    return this.store.read(id);
  }

  /** False = the pad stalls; a refused command is accepted and shows in the result of report 03. */
  setFeature(report: Uint8Array): boolean {
    const id = report[0];
    if (id === undefined || !this.#plugged || this.state === padState.reset) return false;
    if (takeFault(this.faults.stalls, id)) return false;
    if (takeFault(this.faults.wrongStates, id)) {
      this.lastResult = padResult.wrongState;
      return true;
    }
    try {
      const result = applyCommand(this, report);
      if (result === undefined) return false;
      this.lastResult = result;
      return true;
    } catch (error) {
      if (isDeviceError(error)) return false;
      throw error;
    }
  }

  onInput(listener: (report: Uint8Array) => void): Dispose {
    this.#inputs.add(listener);
    return () => this.#inputs.delete(listener);
  }

  onPlug(listener: (plugged: boolean) => void): Dispose {
    this.#plugs.add(listener);
    return () => this.#plugs.delete(listener);
  }

  /** Power comes over the cable: plugging in starts from the factory state but for what NVRAM keeps. */
  setPlugged(plugged: boolean): void {
    if (plugged === this.#plugged) return;
    if (plugged) this.powerUp();
    this.#plugged = plugged;
    for (const listener of this.#plugs) listener(plugged);
  }

  /** One sample of the pen; false while the pad is busy with a picture and does not look at the pen. */
  movePen(pen: PenInput): boolean {
    if (this.state !== padState.ready && this.state !== padState.capture) return false;
    this.#timeMs = (this.#timeMs + sampleIntervalMs) & 0xffff;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#ink(pen);
    if (this.faults.samplesToLose > 0) {
      this.faults.samplesToLose -= 1;
      return true;
    }
    const report = encodeSample(pen, this.store.optionMode, { timeMs: this.#timeMs, sequence: this.#sequence });
    if (this.#plugged) for (const listener of this.#inputs) listener(report);
    return true;
  }

  /** A stopped pad keeps no timers. */
  close(): void {
    this.#stopTimer();
  }

  reset(): void {
    this.powerUp();
    this.state = padState.reset;
    this.#later(resetMs);
  }

  powerUp(): void {
    this.screen.endUpload(false);
    this.screen.clear();
    this.store.restore();
    this.state = padState.ready;
    this.lastResult = padResult.ok;
    this.#machine = new InkMachine(this.store.threshold);
  }

  /** Clearing takes its time in state Image. */
  clearSlowly(): void {
    this.screen.clear();
    this.state = padState.image;
    this.onHostAction('cleared');
    this.#later(this.faults.clearMs);
  }

  thresholdChanged(): void {
    this.#machine = new InkMachine(this.store.threshold);
  }

  #later(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#clock.after(delayMs, () => {
      this.state = padState.ready;
    });
  }

  #ink(pen: PenInput): void {
    const step = this.#machine.next(pen);
    if (!this.store.inking || (step !== 'first' && step !== 'inking')) return;
    const { maxX, maxY, screenWidthPx, screenHeightPx } = this.geometry;
    const x = Math.min(screenWidthPx - 1, Math.floor((pen.x * screenWidthPx) / maxX));
    const y = Math.min(screenHeightPx - 1, Math.floor((pen.y * screenHeightPx) / maxY));
    const { x1, y1, x2, y2 } = this.store.handwritingArea;
    if (x >= x1 && x <= x2 && y >= y1 && y <= y2) this.screen.drawInk({ x, y }, step === 'first');
  }
}

function takeFault(faults: Map<number, number>, id: number): boolean {
  const left = faults.get(id) ?? 0;
  if (left === 0) return false;
  faults.set(id, left - 1);
  return true;
}
