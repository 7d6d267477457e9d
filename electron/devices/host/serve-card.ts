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
    },
    reportBug,
  );
}

export function serveEacBox(devices: OpenDevices, reportBug: ReportBug) {
  return serve(
    hostEacBoxContract,
    { state: async ({ deviceId }) => ({ ...(await devices.get<EacBox>(deviceId, 'eac-box').state()) }) },
    reportBug,
  );
}
