/** Bounded talk with the pad: feature reads, and commands that wait for their state and check their result. */
import type { DriverContext } from '../../core/context.ts';
import { DeviceError, isDeviceError } from '../../core/device-error.ts';
import type { Reports } from '../../core/transport.ts';
import { pause, within } from '../../core/wait.ts';
import { padResult, padState, statusReport } from './codec/identity-reports.ts';
import type { ReportCodec } from './codec/report-codec.ts';
import { describeReport } from './codec/stu-report.ts';

/** The vendor's SDK polls the state up to 25 times every 50 ms before a command. */
const pollCount = 25;
const pollIntervalMs = 50;
/** One control transfer; the libusb backend of hidapi gives up after 1 s by itself. */
const transferTimeoutMs = 2_000;

export class StuSession {
  readonly #context: DriverContext<Reports>;

  constructor(context: DriverContext<Reports>) {
    this.#context = context;
  }

  async get<Fields>(codec: ReportCodec<Fields>): Promise<Fields> {
    const { transport, clock } = this.#context;
    const read = transport.getFeature(codec.id, codec.length);
    return codec.decode(await within(clock, transferTimeoutMs, read, `reading ${codec.name}`));
  }

  /** Sends without asking for the result: image blocks, whose results are asked for in groups. */
  async send<Fields>(codec: ReportCodec<Fields>, fields: Fields): Promise<void> {
    const { transport, clock } = this.#context;
    await within(clock, transferTimeoutMs, transport.setFeature(codec.encode(fields)), `setting ${codec.name}`);
  }

  /** Waits for one of the states, sends, and throws `device.refused` unless the pad reports success. */
  async command<Fields>(codec: ReportCodec<Fields>, fields: Fields, states?: readonly number[]): Promise<void> {
    if (states !== undefined) await this.awaitState(states);
    this.#context.log.debug('pad-command', { report: describeReport(codec.encode(fields)) });
    await this.send(codec, fields);
    await this.checkResult(codec.name);
  }

  async checkResult(what: string): Promise<void> {
    const { lastResult } = await this.get(statusReport);
    if (lastResult === padResult.ok) return;
    const code = lastResult === padResult.wrongState ? 'device.not-ready' : 'device.refused';
    throw new DeviceError(code, `${what} gave result ${lastResult}`);
  }

  /** Throws `device.not-ready` when none of the states is reached within the polls. */
  async awaitState(states: readonly number[], polls = pollCount): Promise<void> {
    let state: number | undefined;
    for (let i = 0; i < polls; i += 1) {
      if (i > 0) await pause(this.#context.clock, pollIntervalMs);
      state = await this.#stateOrSilence();
      if (state !== undefined && states.includes(state)) return;
    }
    throw new DeviceError('device.not-ready', `state ${state ?? 'unknown'} instead of ${states.join(' or ')}`);
  }

  /** A pad in reset answers no feature read at all. */
  async #stateOrSilence(): Promise<number | undefined> {
    try {
      return (await this.get(statusReport)).state;
    } catch (error) {
      if (isDeviceError(error) && error.code === 'device.refused') return undefined;
      throw error;
    }
  }
}

export const readyOnly: readonly number[] = [padState.ready];
