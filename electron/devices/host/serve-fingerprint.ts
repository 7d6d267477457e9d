/** Device host side of the fingerprint scanner. */
import type { FingerprintScanner } from '../../../native/fingerprint/port.ts';
import { hostFingerprintContract } from '../../contract/host/fingerprint.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export function serveFingerprint(devices: OpenDevices, calls: RunningCalls, reportBug: ReportBug) {
  const served = serve(
    hostFingerprintContract,
    {
      capture: ({ deviceId, callId, finger, wantedScore, timeoutMs }) =>
        calls.run(callId, async (signal) => {
          const scanner = devices.get<FingerprintScanner>(deviceId, 'fingerprint');
          const capture = await scanner.capture(
            { finger, wantedScore, timeoutMs },
            { onGuide: (step) => served.emit('guide', { callId, step }) },
            signal,
          );
          const { preview } = capture;
          return {
            finger: capture.finger,
            score: Math.round(capture.score),
            scoreSource: capture.scoreSource,
            isoRecordBase64: Buffer.from(capture.isoRecord).toString('base64'),
            preview: {
              widthPx: preview.widthPx,
              heightPx: preview.heightPx,
              greyBase64: Buffer.from(preview.grey).toString('base64'),
            },
          };
        }),
    },
    reportBug,
  );
  return served;
}
