/** Device host side of the signature pad. */
import type { PadScreen, SignaturePad } from '../../../native/signature/port.ts';
import { type HostPadScreen, hostSignatureContract } from '../../contract/host/signature.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export function serveSignature(devices: OpenDevices, calls: RunningCalls, reportBug: ReportBug) {
  const pad = (deviceId: string) => devices.get<SignaturePad>(deviceId, 'signature');
  const served = serve(
    hostSignatureContract,
    {
      capability: async ({ deviceId }) => ({ ...pad(deviceId).capability }),
      capture: ({ deviceId, callId, screen }) =>
        calls.run(callId, (signal) =>
          pad(deviceId).capture(
            toPadScreen(screen),
            {
              onPoints: (points) =>
                served.emit('points', {
                  callId,
                  points: points === null ? null : points.map((point) => ({ ...point })),
                }),
            },
            signal,
          ),
        ),
      choose: ({ deviceId, callId, screen }) =>
        calls.run(callId, async (signal) => ({ button: await pad(deviceId).choose(toPadScreen(screen), signal) })),
    },
    reportBug,
  );
  return served;
}

function toPadScreen(screen: HostPadScreen): PadScreen {
  const { widthPx, heightPx, bitsBase64, buttons } = screen;
  return { image: { widthPx, heightPx, bits: new Uint8Array(Buffer.from(bitsBase64, 'base64')) }, buttons };
}
