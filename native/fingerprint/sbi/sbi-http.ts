/** SBI's verbs over an HttpExchange, on this machine only: the bodies hold unencrypted prints. */
import { DeviceError } from '../../core/device-error.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { type Discovered, decodeDiscovery, encodeDiscovery } from './sbi-messages.ts';

/** SBI 0.9.5 "Device Discovery": services take a port of this range, one each. */
const firstPort = 4501;
const lastPort = 4600;

export interface SbiCall {
  verb: 'MOSIPDISC' | 'MOSIPDINFO' | 'RCAPTURE';
  baseUrl: string;
  body: Uint8Array;
  timeoutMs: number;
  signal?: AbortSignal;
}

const paths = { MOSIPDISC: 'device', MOSIPDINFO: 'info', RCAPTURE: 'capture' } as const;

/** Status is 200 even for errors; the body tells. */
export async function callSbi(transport: HttpExchange, call: SbiCall): Promise<Uint8Array> {
  const { body } = await transport({
    verb: call.verb,
    url: `${call.baseUrl}/${paths[call.verb]}`,
    headers: { 'Content-Type': 'application/json', EXT: 'Zweitplatz' },
    body: call.body,
    timeoutMs: call.timeoutMs,
    ...(call.signal ? { signal: call.signal } : {}),
  });
  return body;
}

export async function discoverAt(transport: HttpExchange, baseUrl: string, timeoutMs: number): Promise<Discovered[]> {
  return decodeDiscovery(await callSbi(transport, { verb: 'MOSIPDISC', baseUrl, body: encodeDiscovery(), timeoutMs }));
}

/** All ports at once; `device.service-missing` when nobody listens, an empty list when no service has a finger scanner. */
export async function discoverAll(transport: HttpExchange, host: string, timeoutMs: number): Promise<Discovered[]> {
  const ports = Array.from({ length: lastPort - firstPort + 1 }, (_none, index) => firstPort + index);
  const answers = await Promise.allSettled(
    ports.map((port) => discoverAt(transport, `http://${host}:${port}`, timeoutMs)),
  );
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  if (found.length === 0) throw new DeviceError('device.service-missing', `no service on ${firstPort}-${lastPort}`);
  return found.flat();
}

/** A callbackId goes before the discovered address, but never off this machine. */
export function readBaseUrl(callbackId: string): string {
  const url = URL.canParse(callbackId) ? new URL(callbackId) : undefined;
  if (url?.protocol !== 'http:' || !isLoopback(url.hostname)) {
    throw new DeviceError('device.untrusted', 'callbackId leaves this machine');
  }
  return `http://${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
