/** Feeds the gate: beats on a connection of their own, ticks in between, everything on a steady clock that is handed in. */
import { isAppError } from '../contract/app-error.ts';
import { CentreLine } from './centre-line.ts';
import type { CentreAddress } from './connect-centre.ts';
import { closedGate, defaultGateSettings, type Gate, type GateInput, type GateSettings, nextGate } from './gate.ts';

export interface SteadyClock {
  steadyMs(): number;
  after(delayMs: number, action: () => void): () => void;
}

export interface Heart {
  /** Resolves when the centre answered; rejects with AppError `centre.*` when it did not within its time. */
  beat(): Promise<void>;
  stop(): void;
}

export interface GateDriverOptions {
  heart: Heart;
  clock: SteadyClock;
  onChange(gate: Gate): void;
  settings?: GateSettings;
  beatEveryMs?: number;
  tickEveryMs?: number;
}

const defaultBeatEveryMs = 2_000;
const defaultTickEveryMs = 500;
const beatTimeoutMs = 3_000;
/** A clerk waits for a line that is back: then the answers come sooner. */
const quickly = 4;

/** Not the connection that carries data: a long push must not look like a dead line. */
export function centreHeart(address: CentreAddress, timeoutMs = beatTimeoutMs): Heart {
  const line = new CentreLine({
    address,
    purpose: 'heartbeat',
    connectTimeoutMs: timeoutMs,
    queryTimeoutMs: timeoutMs,
  });
  return {
    async beat() {
      await line.run((client) => client.query('SELECT 1'));
    },
    stop: () => line.close(),
  };
}

export class GateDriver {
  readonly #options: GateDriverOptions;
  #gate: Gate = closedGate;
  #stopTick: () => void = () => {};
  #stopBeat: () => void = () => {};
  #stopped = true;

  constructor(options: GateDriverOptions) {
    this.#options = options;
  }

  get gate(): Gate {
    return this.#gate;
  }

  start(): void {
    this.#stopped = false;
    this.#tick();
    void this.#beat();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTick();
    this.#stopBeat();
    this.#options.heart.stop();
  }

  #tick(): void {
    if (this.#stopped) return;
    this.#take({ kind: 'tick', atMs: this.#options.clock.steadyMs() });
    this.#stopTick = this.#options.clock.after(this.#options.tickEveryMs ?? defaultTickEveryMs, () => this.#tick());
  }

  async #beat(): Promise<void> {
    const { clock, heart } = this.#options;
    const startedMs = clock.steadyMs();
    try {
      await heart.beat();
      const atMs = clock.steadyMs();
      this.#take({ kind: 'good', atMs, roundTripMs: atMs - startedMs });
    } catch (error) {
      const untrusted = isAppError(error) && error.code === 'centre.untrusted';
      this.#take({ kind: untrusted ? 'untrusted' : 'bad', atMs: clock.steadyMs() });
    }
    if (this.#stopped) return;
    const calmMs = this.#options.beatEveryMs ?? defaultBeatEveryMs;
    const { state, goodInRow } = this.#gate;
    const isComingBack = state === 'getrennt' || (state === 'gestört' && goodInRow > 0);
    const everyMs = isComingBack ? calmMs / quickly : calmMs;
    const nextMs = Math.max(0, everyMs - (clock.steadyMs() - startedMs));
    this.#stopBeat = clock.after(nextMs, () => void this.#beat());
  }

  #take(input: GateInput): void {
    if (this.#stopped) return;
    const before = this.#gate;
    this.#gate = nextGate(before, input, this.#options.settings ?? defaultGateSettings);
    if (before.state !== this.#gate.state || before.reason !== this.#gate.reason) this.#options.onChange(this.#gate);
  }
}
