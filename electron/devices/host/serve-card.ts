/** Device host side of the chip reader and the change terminal. */
import type { CardReader } from '../../../native/card/port.ts';
import type { EacBox } from '../../../native/eac-box/port.ts';
import { hostCardContract } from '../../contract/host/card.ts';
import { hostEacBoxContract } from '../../contract/host/eac-box.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export function serveCard(devices: OpenDevices, calls: RunningCalls, reportBug: ReportBug) {
  return serve(
    hostCardContract,
    {
      inspect: ({ deviceId, callId, timeoutMs }) =>
        calls.run(callId, async (signal) => {
          const reader = devices.get<CardReader>(deviceId, 'card');
          await reader.waitForCard({ timeoutMs, signal });
          const { atrHex, pace, cardAccess, hasBiometricApplication, hasEidApplication } = await reader.inspect(signal);
          return {
            atrHex,
            pace: pace.map((offer) => ({ ...offer })),
            hasCardAccess: cardAccess !== undefined,
            hasBiometricApplication,
            hasEidApplication,
          };
        }),
      readStaffCertificate: ({ deviceId, callId }) =>
        calls.run(callId, async (signal) => {
          const reader = devices.get<CardReader>(deviceId, 'card');
          return { certificateBase64: toBase64(await reader.readStaffCertificate(signal)) };
        }),
      signAsStaff: ({ deviceId, callId, pin, digestBase64, certificateBase64 }) =>
        calls.run(callId, async (signal) => {
          const reader = devices.get<CardReader>(deviceId, 'card');
          const [digest, certificate] = [fromBase64(digestBase64), fromBase64(certificateBase64)];
          const outcome = await reader.signAsStaff({ pin, digest, certificate }, signal);
          return outcome.kind === 'signed'
            ? { kind: outcome.kind, signatureBase64: toBase64(outcome.signature) }
            : outcome;
        }),
      waitForRemoval: ({ deviceId, callId }) =>
        calls.run(callId, async (signal) => {
          await devices.get<CardReader>(deviceId, 'card').waitForRemoval(signal);
          return {};
        }),
    },
    reportBug,
  );
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export function serveEacBox(devices: OpenDevices, reportBug: ReportBug) {
  return serve(
    hostEacBoxContract,
    { state: async ({ deviceId }) => ({ ...(await devices.get<EacBox>(deviceId, 'eac-box').state()) }) },
    reportBug,
  );
}
