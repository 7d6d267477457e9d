/** A driver and a virtual terminal joined in the process, with a clock that jumps: for tests, traces and simulations. */
import type { Log } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import { recordDuplex } from '../../core/record-duplex.ts';
import { silentLog } from '../../core/system-context.ts';
import type { TraceListener } from '../../core/trace.ts';
import type { OpenDuplex } from '../../core/transport.ts';
import { zvtOptions } from './driver/zvt-options.ts';
import { ZvtTerminal } from './driver/zvt-terminal.ts';
import { memoryWire, type WireCut } from './virtual/memory-wire.ts';
import { seededRandom } from './virtual/seeded-random.ts';
import { SteppedClock } from './virtual/stepped-clock.ts';
import { VirtualTerminal } from './virtual/virtual-terminal.ts';

export interface MemorySubject {
  clock: SteppedClock;
  virtual: VirtualTerminal;
  terminal: ZvtTerminal;
  /** The next connection is cut after so many bytes. */
  cutNext(cut: WireCut): void;
  cutsStruck(): number;
  /** Called when the driver's process is killed by the cut; its driver never speaks again. */
  onDeath(listener: () => void): void;
  /** Kills the driver's process now: its connection is closed by the system. */
  kill(): void;
  /** Another driver on the same terminal, as after a restart of the seat. */
  reopen(): Promise<ZvtTerminal>;
}

export interface MemoryOptions {
  seed: number;
  startMs?: number;
  /** Human pauses at the virtual terminal. */
  pace?: number;
  options?: Readonly<Record<string, unknown>>;
  trace?: TraceListener;
  log?: Log;
}

/** 22.11.2026, 10:00 in Berlin. */
const usualStartMs = Date.UTC(2026, 10, 22, 9);

export async function startMemorySubject(wanted: MemoryOptions): Promise<MemorySubject> {
  const clock = new SteppedClock(wanted.startMs ?? usualStartMs);
  const virtual = new VirtualTerminal({ clock, seed: wanted.seed, pace: wanted.pace ?? 0 });
  let nextCut: WireCut | undefined;
  let cutsStruck = 0;
  let alive = new Set<() => void>();
  let onDeath: () => void = () => undefined;
  const transport: OpenDuplex = async () => {
    const { near, far, die } = memoryWire({
      ...nextCut,
      onStruck(what) {
        cutsStruck += 1;
        if (what === 'died') onDeath();
      },
    });
    nextCut = undefined;
    alive.add(die);
    let refused = false;
    far.onClose(() => {
      refused = true;
    });
    const link = wanted.trace ? recordDuplex(near, wanted.trace) : near;
    virtual.accept(far);
    if (refused) throw new DeviceError('device.unreachable', 'refused');
    return link;
  };
  const options = zvtOptions.parse({ host: 'memory', ...wanted.options });
  const context = { transport, clock, random: seededRandom(wanted.seed), log: wanted.log ?? silentLog };
  const reopen = () => ZvtTerminal.open(options, context);
  const terminal = await clock.run(reopen());
  return {
    clock,
    virtual,
    terminal,
    reopen,
    cutsStruck: () => cutsStruck,
    onDeath(listener) {
      onDeath = listener;
    },
    kill() {
      const dying = alive;
      alive = new Set();
      for (const die of dying) die();
    },
    cutNext(cut) {
      nextCut = cut;
    },
  };
}
