/** Finds a registration finger scanner behind SBI, proves who it is, and hands out the driver. */
import { z } from 'zod';
import type { DriverContext } from '../../core/context.ts';
import { DeviceError } from '../../core/device-error.ts';
import type { HttpExchange } from '../../core/transport.ts';
import type { FingerprintScanner } from '../port.ts';
import { callSbi, discoverAll, discoverAt, isLoopback, readBaseUrl } from './sbi-http.ts';
import type { Discovered } from './sbi-messages.ts';
import { SbiScanner } from './sbi-scanner.ts';
import type { SbiTrust } from './trust.ts';
import { verifyDevice } from './verify-device.ts';

export const sbiOptions = z.strictObject({
  /** This machine only: SBI is plain HTTP. */
  host: z.string().refine(isLoopback).default('127.0.0.1'),
  /** Skips the search over 4501 … 4600. */
  port: z.int().min(1).max(65_535).optional(),
  /** Which scanner, when there are several. */
  serial: z.string().optional(),
  /** Whose certificates count: `test` also marks the device as virtual. */
  trust: z.enum(['live', 'test']).default('live'),
  virtual: z.boolean().default(false),
});
export type SbiOptions = z.infer<typeof sbiOptions>;

/** MOSIP's client waits 5 s; on loopback a service answers in milliseconds or hangs. */
const discoveryTimeoutMs = 2000;
const infoTimeoutMs = 5000;

export async function openSbi(
  options: SbiOptions,
  trust: SbiTrust,
  context: DriverContext<HttpExchange>,
): Promise<FingerprintScanner> {
  const discovered = await find(options, context.transport);
  const baseUrl = readBaseUrl(discovered.callbackId);
  const call = { verb: 'MOSIPDINFO', baseUrl, body: new Uint8Array(0), timeoutMs: infoTimeoutMs } as const;
  const device = verifyDevice(await callSbi(context.transport, call), discovered, trust, context.clock.nowMs());
  const { make, model } = device.digitalId;
  const virtual = options.virtual || trust.test || make.startsWith('Zweitplatz virtuell');
  context.log.info('fingerprint.opened', { certification: device.info.certification, virtual });
  return new SbiScanner({ device, discovered, baseUrl, trust, virtual, label: `${make} ${model}` }, context);
}

async function find(options: SbiOptions, transport: HttpExchange): Promise<Discovered> {
  const all =
    options.port === undefined
      ? await discoverAll(transport, options.host, discoveryTimeoutMs)
      : await discoverOne(transport, `http://${options.host}:${options.port}`);
  const scanners = all.filter(({ identity: { type, serialNo } }) => {
    return type === 'Finger' && (options.serial === undefined || options.serial === serialNo);
  });
  const scanner = scanners.find((entry) => entry.purpose !== 'Auth');
  if (scanner) return scanner;
  if (scanners.length > 0) throw new DeviceError('device.unsupported', 'only authentication devices');
  throw new DeviceError('device.not-found', 'no finger scanner behind SBI');
}

async function discoverOne(transport: HttpExchange, baseUrl: string): Promise<Discovered[]> {
  try {
    return await discoverAt(transport, baseUrl, discoveryTimeoutMs);
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'device.unreachable') {
      throw new DeviceError('device.service-missing', error.detail, { cause: error });
    }
    throw error;
  }
}
