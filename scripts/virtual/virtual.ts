/** `npm run virtual -- <device> --port N`: one virtual device alone, until Ctrl+C; `action {json}` on standard input acts on it. */
import { createInterface } from 'node:readline';
import type { VirtualDevice } from '../../native/core/model.ts';
import { readArguments } from '../host/read-arguments.ts';
import { startVirtualCard } from './virtual-card.ts';
import { startVirtualEacBox } from './virtual-eac-box.ts';
import { startVirtualFingerprint } from './virtual-fingerprint.ts';
import { startVirtualPayment } from './virtual-payment.ts';
import { startVirtualPrinter } from './virtual-printer.ts';
import { startVirtualSignature } from './virtual-signature.ts';

const devices: Record<string, (port: number) => Promise<VirtualDevice>> = {
  payment: startVirtualPayment,
  fingerprint: startVirtualFingerprint,
  signature: startVirtualSignature,
  printer: startVirtualPrinter,
  card: startVirtualCard,
  'eac-box': startVirtualEacBox,
};

const usage = `Aufruf: npm run virtual -- ${Object.keys(devices).join('|')} --port 0…65535`;
const { values, positionals } = readArguments(
  { allowPositionals: true, options: { port: { type: 'string', default: '0' } } },
  usage,
);
const start = devices[positionals[0] ?? ''];
const port = Number(values.port);
if (!start || !Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(usage);
  process.exit(2);
}

let device: VirtualDevice;
try {
  device = await start(port);
} catch (error) {
  console.error(`Das virtuelle Gerät startet nicht: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
console.log(JSON.stringify({ device: positionals[0], endpoint: device.endpoint }));

const stop = async () => {
  await device.close();
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

for await (const line of createInterface({ input: process.stdin })) {
  const [action = '', ...rest] = line.trim().split(' ');
  if (action === '') continue;
  try {
    const parameters = rest.length > 0 ? (JSON.parse(rest.join(' ')) as Record<string, unknown>) : {};
    console.log(JSON.stringify({ action, result: (await device.act(action, parameters)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ action, error: error instanceof Error ? error.message : String(error) }));
  }
}
