/** Keeps one device host alive: starts it, starts it again when it died, and hands out clients of the living one. */
import type { Clock, Log } from '../../native/core/context.ts';
import { connect } from '../contract/connect.ts';
import type { ClientOf } from '../contract/define-contract.ts';
import { hostCardContract } from '../contract/host/card.ts';
import { hostEacBoxContract } from '../contract/host/eac-box.ts';
import { hostFingerprintContract } from '../contract/host/fingerprint.ts';
import { hostLifecycleContract } from '../contract/host/lifecycle.ts';
import { hostPaymentContract } from '../contract/host/payment.ts';
import { hostPrinterContract } from '../contract/host/printer.ts';
import { hostSignatureContract } from '../contract/host/signature.ts';
import { linkProcess } from '../ipc/process-link.ts';
import type { Served } from '../ipc/serve.ts';
import type { ChildProcess, Spawn } from './spawn.ts';

export interface HostClients {
  lifecycle: ClientOf<typeof hostLifecycleContract>;
  payment: ClientOf<typeof hostPaymentContract>;
  signature: ClientOf<typeof hostSignatureContract>;
  fingerprint: ClientOf<typeof hostFingerprintContract>;
  card: ClientOf<typeof hostCardContract>;
  'eac-box': ClientOf<typeof hostEacBoxContract>;
  printer: ClientOf<typeof hostPrinterContract>;
}

/** A host that dies at once every time is started ever more slowly, at most every five seconds. */
const restartDelaysMs = [50, 200, 500, 1_000, 2_000, 5_000];
const steadyAfterMs = 10_000;

export class DeviceHostProcess {
  readonly #spawn: Spawn;
  readonly #served: readonly Served[];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onUp: (clients: HostClients) => void;
  readonly #onDown: () => void;
  #environment: Readonly<Record<string, string>> = {};
  #child: ChildProcess | null = null;
  #failures = 0;
  #stopped = false;

  constructor(parts: {
    spawn: Spawn;
    served: readonly Served[];
    clock: Clock;
    log: Log;
    onUp: (clients: HostClients) => void;
    onDown: () => void;
  }) {
    this.#spawn = parts.spawn;
    this.#served = parts.served;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#onUp = parts.onUp;
    this.#onDown = parts.onDown;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends a host that does not react any more; it is started again like one that died. */
  end(): void {
    const child = this.#child;
    if (child?.end) child.end();
    else child?.kill();
  }

  start(environment: Readonly<Record<string, string>>): void {
    this.#environment = environment;
    this.#launch();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (!child) return;
    await new Promise<void>((resolve) => {
      const giveUp = this.#clock.after(3_000, resolve);
      child.onClose(() => {
        giveUp();
        resolve();
      });
      child.kill();
    });
  }

  #launch(): void {
    const startedMs = this.#clock.steadyMs();
    const child = this.#spawn('device-host', this.#environment, (line) => this.#log.info('child', { line }));
    this.#child = child;
    const link = linkProcess(child, this.#served, 'device-host');
    child.onClose(() => {
      this.#child = null;
      this.#onDown();
      if (this.#stopped) return;
      if (this.#clock.steadyMs() - startedMs > steadyAfterMs) this.#failures = 0;
      const delayMs = restartDelaysMs[Math.min(this.#failures, restartDelaysMs.length - 1)] ?? 5_000;
      this.#failures += 1;
      this.#log.warn('device-host-gone', { restartInMs: delayMs });
      this.#clock.after(delayMs, () => {
        if (!this.#stopped) this.#launch();
      });
    });
    this.#onUp({
      lifecycle: connect(hostLifecycleContract, link),
      payment: connect(hostPaymentContract, link),
      signature: connect(hostSignatureContract, link),
      fingerprint: connect(hostFingerprintContract, link),
      card: connect(hostCardContract, link),
      'eac-box': connect(hostEacBoxContract, link),
      printer: connect(hostPrinterContract, link),
    });
  }
}
