/** The driver of one SBI scanner: one finger a capture, the hash chain carried on, every answer verified. */
import type { DriverContext } from '../../core/context.ts';
import type { DeviceInfo } from '../../core/device.ts';
import { DeviceError } from '../../core/device-error.ts';
import { encodeHex } from '../../core/hex.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { pause } from '../../core/wait.ts';
import type { FingerCapture, FingerHooks, FingerOrder, FingerprintScanner } from '../port.ts';
import { planFinger } from './plan-finger.ts';
import { decodePreview, scoreSourceOf } from './preview.ts';
import { assertSbiReady, assertSbiSuccess } from './sbi-error.table.ts';
import { callSbi, discoverAt } from './sbi-http.ts';
import { type Discovered, encodeCapture } from './sbi-messages.ts';
import type { SbiTrust } from './trust.ts';
import { type VerifiedCapture, verifyCapture } from './verify-capture.ts';
import { type VerifiedDevice, verifyDevice } from './verify-device.ts';

/** Versions whose answers were checked against the public schemas. */
const knownSpecVersions = ['1.0.0', '0.9.5'];
/** What the device may take beyond its own timeout to sign and send. */
const answerGraceMs = 3000;
/** Two calls of `check` within its 5 s. */
const checkCallTimeoutMs = 2400;
/** SBI says nothing between order and image: by then the finger lies on the platen. */
const holdAfterMs = 1500;
const busyRetryMs = 250;

export interface SbiScannerParts {
  device: VerifiedDevice;
  discovered: Discovered;
  baseUrl: string;
  trust: SbiTrust;
  virtual: boolean;
  label: string;
}

export class SbiScanner implements FingerprintScanner {
  readonly info: DeviceInfo;
  readonly #parts: SbiScannerParts;
  readonly #context: DriverContext<HttpExchange>;
  readonly #closed = new AbortController();
  #previousHash = '';
  #capturing = false;
  /** Steady time until which the device may still be at a capture we walked away from. */
  #leftBehindUntilMs = 0;

  constructor(parts: SbiScannerParts, context: DriverContext<HttpExchange>) {
    this.#parts = parts;
    this.#context = context;
    const { digitalId, info } = parts.device;
    const { label, virtual } = parts;
    this.info = { model: 'sbi-http', label, serial: digitalId.serialNo, firmware: info.firmware, virtual };
  }

  async check(): Promise<void> {
    this.#assertOpen();
    const { baseUrl, discovered, trust } = this.#parts;
    const { transport, clock } = this.#context;
    const all = await discoverAt(transport, baseUrl, checkCallTimeoutMs);
    const now = all.find((entry) => entry.deviceId === discovered.deviceId);
    if (!now) throw new DeviceError('device.disconnected', 'service no longer lists the device');
    assertSbiSuccess(now.error);
    assertSbiReady(now.deviceStatus);
    const call = { verb: 'MOSIPDINFO', baseUrl, body: new Uint8Array(0), timeoutMs: checkCallTimeoutMs } as const;
    const { digitalId, info } = verifyDevice(await callSbi(transport, call), now, trust, clock.nowMs());
    if (digitalId.serialNo !== this.info.serial) throw new DeviceError('device.untrusted', 'another device');
    assertSbiReady(info.deviceStatus);
  }

  async capture(order: FingerOrder, hooks: FingerHooks, signal: AbortSignal): Promise<FingerCapture> {
    this.#assertOpen();
    if (this.#capturing) throw new DeviceError('device.busy', 'capture in progress');
    this.#capturing = true;
    const { clock } = this.#context;
    const both = AbortSignal.any([signal, this.#closed.signal]);
    hooks.onGuide('place');
    const stopHold = clock.after(holdAfterMs, () => hooks.onGuide('hold'));
    try {
      const { fingers, lastHash } = await this.#request(order, both);
      stopHold();
      const [finger] = fingers;
      if (!finger) throw new DeviceError('fingerprint.wrong-fingers', 'no finger');
      hooks.onGuide('lift');
      const preview = await decodePreview(finger.image);
      this.#previousHash = lastHash;
      const scoreSource = scoreSourceOf(finger.image);
      return { finger: order.finger, score: finger.score, scoreSource, isoRecord: finger.record, preview };
    } finally {
      stopHold();
      this.#capturing = false;
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
    this.#previousHash = '';
  }

  async #request(order: FingerOrder, signal: AbortSignal): Promise<VerifiedCapture> {
    const { clock, log } = this.#context;
    for (;;) {
      try {
        return await this.#requestOnce(order, signal);
      } catch (error) {
        const code = error instanceof DeviceError ? error.code : 'internal';
        log.warn('fingerprint.capture-failed', { code });
        // SBI has no verb to stop a capture: after a cancel the device may be busy until its own timeout.
        const willPass = code === 'device.busy' && clock.steadyMs() < this.#leftBehindUntilMs;
        if (!willPass) throw error;
        await pause(clock, busyRetryMs, signal);
      }
    }
  }

  async #requestOnce(order: FingerOrder, signal: AbortSignal): Promise<VerifiedCapture> {
    const { baseUrl, device, discovered, trust } = this.#parts;
    const { transport, clock, random } = this.#context;
    const plan = planFinger(order.finger, device.digitalId.deviceSubType, discovered.deviceSubId);
    const asked = {
      env: device.info.env,
      specVersion: discovered.specVersion.find((version) => knownSpecVersions.includes(version)) ?? '0.9.5',
      timeoutMs: order.timeoutMs,
      captureTime: new Date(clock.nowMs()).toISOString().replace(/\.\d+Z$/, 'Z'),
      // 4 … 50 of A-Z a-z 0-9 and hyphen, fresh for every request.
      transactionId: encodeHex(random.bytes(16)),
      deviceId: discovered.deviceId,
      requestedScore: order.wantedScore,
      previousHash: this.#previousHash,
    };
    const body = encodeCapture({ ...asked, ...plan.request });
    const startedMs = clock.steadyMs();
    try {
      const timeoutMs = order.timeoutMs + answerGraceMs;
      const answer = await callSbi(transport, { verb: 'RCAPTURE', baseUrl, body, timeoutMs, signal });
      const { certification } = device.info;
      const { serial } = this.info;
      const nowMs = clock.nowMs();
      return verifyCapture(answer, { ...asked, trust, serial, certification, nowMs, bioSubTypes: plan.expected });
    } catch (error) {
      const code = error instanceof DeviceError ? error.code : '';
      if (code === 'device.cancelled' || code === 'device.timeout') {
        this.#leftBehindUntilMs = startedMs + order.timeoutMs;
      }
      throw error;
    }
  }

  #assertOpen(): void {
    if (this.#closed.signal.aborted) throw new DeviceError('device.disconnected', 'closed');
  }
}
