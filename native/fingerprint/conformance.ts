/** What every fingerprint scanner of the kit must do, as checks that run anywhere: against software, a trace or real hardware. */
import assert from 'node:assert/strict';
import { isDeviceError } from '../core/device-error.ts';
import { type FingerCapture, type FingerName, type FingerprintScanner, fingerNames } from './port.ts';

/** A scanner and the hand that can do something to it; a rig on real hardware asks a person. */
export interface FingerprintRig {
  open(): Promise<FingerprintScanner>;
  act(action: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface FingerprintCheck {
  name: string;
  run(rig: FingerprintRig): Promise<void>;
}

const never = () => new AbortController().signal;

function take(
  scanner: FingerprintScanner,
  finger: FingerName,
  { wantedScore = 40, timeoutMs = 8000, signal = never() } = {},
  onGuide: (step: string) => void = () => {},
): Promise<FingerCapture> {
  return scanner.capture({ finger, wantedScore, timeoutMs }, { onGuide }, signal);
}

async function rejectsWith(work: Promise<unknown>, ...codes: string[]): Promise<void> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => (isDeviceError(error) ? error.code : String(error)),
  );
  assert.ok(codes.includes(outcome), `${outcome} instead of ${codes.join(' or ')}`);
}

function assertCapture(capture: FingerCapture, finger: FingerName): void {
  const { score, isoRecord, preview } = capture;
  assert.equal(capture.finger, finger);
  assert.ok(score >= 0 && score <= 100 && capture.scoreSource.length > 0);
  assert.equal(Buffer.from(isoRecord.subarray(0, 8)).toString('latin1'), 'FIR\x00020\x00');
  assert.equal(preview.grey.length, preview.widthPx * preview.heightPx);
  let [darkest, lightest] = [255, 0];
  for (const grey of preview.grey) {
    darkest = Math.min(darkest, grey);
    lightest = Math.max(lightest, grey);
  }
  assert.ok(lightest - darkest > 60, `a picture with ${lightest - darkest} grey steps shows no ridges`);
}

export const fingerprintConformance: readonly FingerprintCheck[] = [
  {
    name: 'takes each finger of a document as its own picture and guides the citizen',
    async run({ open }) {
      const scanner = await open();
      await scanner.check();
      assert.ok(scanner.info.label !== '' && scanner.info.serial !== '');
      const pictures = new Set<string>();
      for (const finger of fingerNames) {
        const steps: string[] = [];
        const capture = await take(scanner, finger, {}, (step) => steps.push(step));
        assertCapture(capture, finger);
        assert.deepEqual([steps[0], steps.at(-1)], ['place', 'lift']);
        pictures.add(Buffer.from(capture.preview.grey).toString('base64'));
      }
      assert.equal(pictures.size, fingerNames.length);
      await scanner.close();
      await rejectsWith(take(scanner, 'left-index'), 'device.disconnected');
    },
  },
  {
    name: 'hands over what it got when the wanted score was not reached, with the honest score',
    async run({ open, act }) {
      const scanner = await open();
      for (const score of [12, 40]) {
        await act('set-score', { score });
        assert.equal((await take(scanner, 'right-index', { wantedScore: 40, timeoutMs: 500 })).score, score);
      }
      await scanner.close();
    },
  },
  {
    name: 'does one capture at a time',
    async run({ open, act }) {
      const scanner = await open();
      await act('set-delay', { delayMs: 300 });
      const first = take(scanner, 'right-index');
      await rejectsWith(take(scanner, 'left-index'), 'device.busy');
      assertCapture(await first, 'right-index');
      await scanner.close();
    },
  },
  {
    name: 'is cancelled within a second and works again at once',
    async run({ open, act }) {
      const scanner = await open();
      await act('set-delay', { delayMs: 30_000, verb: 'RCAPTURE' });
      const stop = new AbortController();
      const waiting = take(scanner, 'right-index', { signal: stop.signal });
      await new Promise((resolve) => setTimeout(resolve, 100));
      const started = performance.now();
      stop.abort();
      await rejectsWith(waiting, 'device.cancelled');
      assert.ok(performance.now() - started < 1000);
      await rejectsWith(take(scanner, 'right-index', { signal: stop.signal }), 'device.cancelled');
      await act('set-delay', { delayMs: 0 });
      assertCapture(await take(scanner, 'right-index'), 'right-index');
      await scanner.close();
    },
  },
  {
    name: 'says why it cannot work',
    async run({ open, act }) {
      const scanner = await open();
      for (const [status, code] of [
        ['Busy', 'device.busy'],
        ['Not Ready', 'device.not-ready'],
        ['Not Registered', 'fingerprint.not-registered'],
      ] as const) {
        await act('set-status', { status });
        await rejectsWith(scanner.check(), code);
        await rejectsWith(take(scanner, 'left-thumb'), code);
      }
      await act('set-status', { status: 'Ready' });
      await scanner.check();
      await act('set-fault', { fault: 'no-finger', count: 1 });
      await rejectsWith(take(scanner, 'left-thumb'), 'fingerprint.no-finger');
      await scanner.close();
    },
  },
  {
    name: 'survives being unplugged in the middle',
    async run({ open, act }) {
      const scanner = await open();
      await act('set-delay', { delayMs: 7000, verb: 'RCAPTURE' });
      const waiting = take(scanner, 'left-index');
      waiting.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 100));
      const started = performance.now();
      await act('unplug');
      await rejectsWith(waiting, 'device.disconnected', 'device.unreachable');
      assert.ok(performance.now() - started < 2000);
      await rejectsWith(scanner.check(), 'device.disconnected', 'device.unreachable');
      await act('plug');
      await act('set-delay', { delayMs: 0 });
      await scanner.check();
      assertCapture(await take(scanner, 'left-index'), 'left-index');
      await scanner.close();
    },
  },
  {
    name: 'believes no other finger, no old answer, no foreign signature, and recovers',
    async run({ open, act }) {
      const scanner = await open();
      await take(scanner, 'right-middle');
      for (const [fault, code] of [
        ['swapped-finger', 'fingerprint.wrong-fingers'],
        ['missing-finger', 'fingerprint.wrong-fingers'],
        ['broken-hash-link', 'fingerprint.chain-broken'],
        ['replayed-answer', 'fingerprint.stale'],
        ['clock-off', 'fingerprint.stale'],
        ['wrong-signature', 'device.untrusted'],
        ['garbage', 'device.garbled'],
        ['hang-up', 'device.disconnected'],
      ] as const) {
        await act('set-fault', { fault, count: 1 });
        await rejectsWith(take(scanner, 'right-middle'), code);
        assertCapture(await take(scanner, 'right-middle'), 'right-middle');
      }
      await scanner.close();
    },
  },
];
