/** Entry of the device host process: holds the drivers, so that a crash in an addon costs a device and never a Vorgang. */
import { connect } from '../../contract/connect.ts';
import { paymentAsksContract } from '../../contract/host/payment.ts';
import { parentPort } from '../../ipc/parent-port.ts';
import { linkProcess } from '../../ipc/process-link.ts';
import { processLog } from '../process-log.ts';
import { OpenDevices } from './open-devices.ts';
import { RunningCalls } from './running-calls.ts';
import { serveCard, serveEacBox } from './serve-card.ts';
import { serveFingerprint } from './serve-fingerprint.ts';
import { serveLifecycle } from './serve-lifecycle.ts';
import { servePayment } from './serve-payment.ts';
import { servePrinter } from './serve-printer.ts';
import { serveSignature } from './serve-signature.ts';

const log = processLog('device-host');
const reportBug = (incident: string, where: string, error: unknown) =>
  log.error('bug', { incident, where, what: error instanceof Error ? (error.stack ?? error.message) : String(error) });

const devices = new OpenDevices(log);
const calls = new RunningCalls();
const port = parentPort();
/** Main answers when the fact is on disk; bound late because serving and calling share one link. */
const asks = connect(paymentAsksContract, {
  invoke: (channel, payload) => link.invoke(channel, payload),
  on: (channel, listener) => link.on(channel, listener),
});
const link = linkProcess(
  port,
  [
    serveLifecycle(devices, calls, reportBug),
    servePayment(devices, calls, asks, reportBug),
    serveSignature(devices, calls, reportBug),
    serveFingerprint(devices, calls, reportBug),
    serveCard(devices, calls, reportBug),
    serveEacBox(devices, reportBug),
    servePrinter(devices, calls, reportBug),
  ],
  'main',
);

async function leave(): Promise<void> {
  calls.abortAll();
  const limit = setTimeout(() => process.exit(0), 2_000);
  await devices.closeAll();
  clearTimeout(limit);
  process.exit(0);
}
port.onClose(() => void leave());
process.on('SIGTERM', () => void leave());
