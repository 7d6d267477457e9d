/** A virtual SBI finger scanner: a service on 127.0.0.1 that a person, a fault plan or HTTP can lead astray. */
import { z } from 'zod';
import type { Clock } from '../../../core/context.ts';
import type { VirtualDevice, VirtualOptions } from '../../../core/model.ts';
import { pause } from '../../../core/wait.ts';
import { decodeJson, encodeJson } from '../base64url.ts';
import type { SbiFinger } from '../sbi-fingers.table.ts';
import { type SbiHttpAnswer, type SbiHttpRequest, type SbiHttpServer, startSbiHttpServer } from './sbi-http-server.ts';
import { seeded } from './seeded.ts';
import { encodeCaptureAnswer, readCaptureOrder } from './virtual-capture.ts';
import { type SbiFault, sbiFaults } from './virtual-faults.table.ts';
import { discoveryOf, informationOf, type VirtualIdentity } from './virtual-identity.ts';
import { makeVirtualKeys, type ProviderKeys, type VirtualKeys } from './virtual-keys.ts';

export interface VirtualSbiOptions extends VirtualOptions {
  providers: ProviderKeys;
  clock: Clock;
  certification?: 'L0' | 'L1';
  deviceSubType?: 'Slap' | 'Single';
  /** Size of the invented prints; default 320 × 400. Even numbers. */
  image?: { widthPx: number; heightPx: number };
}

const statuses = ['Ready', 'Busy', 'Not Ready', 'Not Registered'] as const;
const verbs = ['MOSIPDISC', 'MOSIPDINFO', 'RCAPTURE', 'CAPTURE', 'STREAM'] as const;
/** What a person needs to lay a finger down, at pace 1. */
const humanDelayMs = 2000;

const parameters = {
  'set-status': z.object({ status: z.enum(statuses) }),
  'set-score': z.object({ score: z.number().min(0).max(100) }),
  'set-delay': z.object({ delayMs: z.number().min(0).max(600_000), verb: z.enum(verbs).optional() }),
  /** `count` answers are faulty, then the device is honest again; without it, all. */
  'set-fault': z.object({ fault: z.enum(sbiFaults), count: z.int().min(1).optional() }),
  unplug: z.object({}),
  plug: z.object({}),
  'stop-service': z.object({}),
  'start-service': z.object({}),
};
type Action = keyof typeof parameters;

export async function startVirtualSbi(options: VirtualSbiOptions): Promise<VirtualDevice> {
  const device = new VirtualSbi(options, await makeVirtualKeys(options.providers, options.clock.nowMs()));
  await device.start();
  return device;
}

class VirtualSbi implements VirtualDevice {
  readonly #options: VirtualSbiOptions;
  readonly #keys: VirtualKeys;
  #server: SbiHttpServer | undefined;
  #port: number;
  #status: (typeof statuses)[number] = 'Ready';
  #score: number | undefined;
  #delaysMs = new Map<string, number>();
  #fault: SbiFault = 'none';
  #faultsLeft = Number.POSITIVE_INFINITY;
  #plugged = true;
  #unplugged = new AbortController();
  #capturing = false;
  #lastAnswer: Uint8Array | undefined;

  constructor(options: VirtualSbiOptions, keys: VirtualKeys) {
    this.#options = options;
    this.#keys = keys;
    this.#port = options.port;
  }

  get endpoint() {
    return { host: '127.0.0.1', port: this.#port, trust: 'test', virtual: true };
  }

  async start(): Promise<void> {
    this.#server ??= await startSbiHttpServer(this.#port, (request) => this.#answer(request));
    this.#port = this.#server.port;
  }

  async act(action: string, given: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (!Object.hasOwn(parameters, action)) throw new RangeError(`unknown action ${action}`);
    const read = <Name extends Action>(name: Name): z.infer<(typeof parameters)[Name]> => {
      const result = parameters[name].safeParse(given);
      if (!result.success) throw new RangeError(`parameters of ${action}: ${result.error.message}`);
      return result.data as z.infer<(typeof parameters)[Name]>;
    };
    switch (action as Action) {
      case 'set-status':
        this.#status = read('set-status').status;
        break;
      case 'set-score':
        this.#score = read('set-score').score;
        break;
      case 'set-delay': {
        const { delayMs, verb } = read('set-delay');
        for (const name of verb ? [verb] : verbs) this.#delaysMs.set(name, delayMs);
        break;
      }
      case 'set-fault': {
        const { fault, count } = read('set-fault');
        this.#fault = fault;
        this.#faultsLeft = count ?? Number.POSITIVE_INFINITY;
        break;
      }
      case 'unplug':
        this.#plugged = false;
        this.#unplugged.abort();
        break;
      case 'plug':
        this.#plugged = true;
        this.#unplugged = new AbortController();
        break;
      case 'stop-service':
        await this.close();
        break;
      case 'start-service':
        await this.start();
        break;
    }
    return { ok: true };
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  get #identity(): VirtualIdentity {
    const { seed = 1, certification = 'L0', deviceSubType = 'Slap' } = this.#options;
    const serial = `ZPVIRT${String(seed % 1_000_000).padStart(6, '0')}`;
    return { serial, certification, deviceSubType, baseUrl: `http://127.0.0.1:${this.#port}` };
  }

  async #answer(request: SbiHttpRequest): Promise<SbiHttpAnswer> {
    const call = `${request.verb} ${request.path}`;
    const { clock } = this.#options;
    if (request.verb === 'POST' && request.path.startsWith('/admin/')) return this.#admin(request);
    const known = ['MOSIPDISC /device', 'MOSIPDINFO /info', 'RCAPTURE /capture', 'CAPTURE /capture', 'STREAM /stream'];
    if (!known.includes(call)) return { status: 405, body: encodeJson(failure('500')) };
    const setDelayMs = this.#delaysMs.get(request.verb) ?? 0;
    if (request.verb !== 'RCAPTURE') await pause(clock, setDelayMs, request.signal);
    if (this.#fault === 'silence' || this.#fault === 'hang-up') return this.#takeFault() as 'silence' | 'hang-up';
    if (this.#fault === 'garbage') {
      this.#takeFault();
      return ok(Uint8Array.from({ length: 200 }, (_none, index) => (index * 83) & 0xff));
    }
    const nowMs = clock.nowMs();
    switch (request.verb) {
      case 'MOSIPDISC':
        return ok(this.#plugged ? discoveryOf(this.#identity, this.#status, nowMs) : []);
      case 'MOSIPDINFO':
        return ok(this.#plugged ? informationOf(this.#identity, this.#status, this.#keys, nowMs) : []);
      case 'RCAPTURE':
        return this.#capture(request, setDelayMs);
      case 'CAPTURE':
        return ok(failure('809'));
      default:
        // Previews while the finger is placed are not part of this device.
        return ok(failure('601'));
    }
  }

  /** The statuses' codes are those of the public mock device. */
  async #capture(request: SbiHttpRequest, setDelayMs: number): Promise<SbiHttpAnswer> {
    if (!this.#plugged) return ok(refusal('106'));
    if (this.#status === 'Not Registered') return ok(refusal('705'));
    if (this.#status === 'Not Ready') return ok(refusal('110'));
    if (this.#status === 'Busy' || this.#capturing) return ok(refusal('703'));
    const order = readCaptureOrder(decodeJson(request.body), this.#identity);
    if (typeof order === 'string') return ok(refusal(order));
    this.#capturing = true;
    try {
      const reached = order.fingers.every((finger) => this.#scoreOf(finger) >= Number(order.requestedScore));
      const waits = !reached || this.#fault === 'no-finger';
      const { clock, pace = 0, seed = 1, image = { widthPx: 320, heightPx: 400 } } = this.#options;
      const humanMs = waits ? order.timeoutMs : Math.min(humanDelayMs, order.timeoutMs);
      await pause(clock, setDelayMs + pace * humanMs, AbortSignal.any([request.signal, this.#unplugged.signal]));
      const fault = this.#takeFault();
      if (fault === 'no-finger') return ok(refusal('101'));
      if (fault === 'replayed-answer' && this.#lastAnswer) return { status: 200, body: this.#lastAnswer };
      const settings = { identity: this.#identity, keys: this.#keys, fault, seed, nowMs: clock.nowMs(), ...image };
      const score = (finger: SbiFinger) => this.#scoreOf(finger);
      const body = encodeJson(await encodeCaptureAnswer(order, { ...settings, score }));
      this.#lastAnswer = body;
      return { status: 200, body };
    } catch (error) {
      if (!this.#plugged) return ok(refusal('106'));
      throw error;
    } finally {
      this.#capturing = false;
    }
  }

  async #admin(request: SbiHttpRequest): Promise<SbiHttpAnswer> {
    try {
      const given = z.record(z.string(), z.unknown()).parse(decodeJson(request.body));
      return ok(await this.act(request.path.slice('/admin/'.length), given));
    } catch (error) {
      return ok({ error: error instanceof RangeError ? error.message : 'not understood' });
    }
  }

  #scoreOf(finger: SbiFinger): number {
    return this.#score ?? 62 + Math.floor(30 * seeded(this.#options.seed ?? 1, finger.position, 3)());
  }

  #takeFault(): SbiFault {
    const fault = this.#fault;
    this.#faultsLeft -= 1;
    if (this.#faultsLeft <= 0) {
      this.#fault = 'none';
      this.#faultsLeft = Number.POSITIVE_INFINITY;
    }
    return fault;
  }
}

function failure(errorCode: string) {
  return { error: { errorCode, errorInfo: `Fehler ${errorCode}` } };
}

function refusal(errorCode: string) {
  return { biometrics: [{ specVersion: '0.9.5', data: '', hash: '', ...failure(errorCode) }] };
}

function ok(value: unknown): SbiHttpAnswer {
  return { status: 200, body: value instanceof Uint8Array ? value : encodeJson(value) };
}
