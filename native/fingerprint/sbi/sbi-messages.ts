/** SBI's messages: requests as devices want them, answers checked with the drifts seen in the field allowed. */
import { z } from 'zod';
import { DeviceError } from '../../core/device-error.ts';
import { decodeBase64url, decodeJson, encodeJson } from './base64url.ts';

/** The YAML says numbers, devices and toolkit say text: both are read, text is sent. */
const text = z.union([z.string(), z.number()]).transform(String);
const texts = z.union([z.array(text), text.transform((one) => [one])]);
const error = z.object({ errorCode: text }).nullish();

/** 0 … 100, as number or as text such as `"44.0"`. */
const score = z
  .union([z.number(), z.string().regex(/^\d{1,3}(\.\d+)?$/)])
  .transform(Number)
  .pipe(z.number().min(0).max(100));

const discovered = z.object({
  deviceId: text,
  deviceStatus: z.string(),
  certification: z.string().default('L0'),
  serviceVersion: text.default(''),
  deviceSubId: texts,
  callbackId: z.string(),
  digitalId: z.string(),
  specVersion: texts,
  purpose: z.string().nullish(),
  error,
});
/** With the unsigned digital id read: a hint who it is until MOSIPDINFO has confirmed it. */
export type Discovered = z.infer<typeof discovered> & { identity: DigitalId };

export const digitalIdSchema = z.object({
  serialNo: text,
  make: z.string(),
  model: z.string(),
  type: z.string(),
  deviceSubType: z.string(),
});
export type DigitalId = z.infer<typeof digitalIdSchema>;

export const deviceInfoSchema = z.object({
  deviceStatus: z.string(),
  deviceId: text,
  firmware: text.default(''),
  certification: z.string(),
  digitalId: z.string(),
  env: z.string(),
  purpose: z.string().nullish(),
});
export type DeviceInformation = z.infer<typeof deviceInfoSchema>;

const infoAnswer = z.array(z.object({ deviceInfo: z.string().nullish(), error }));

export const captureDataSchema = z.object({
  digitalId: z.string(),
  bioType: z.string(),
  bioSubType: z.string(),
  purpose: z.string(),
  env: z.string(),
  bioValue: z.string(),
  transactionId: z.string(),
  timestamp: z.string(),
  requestedScore: score,
  qualityScore: score,
});
export type CaptureData = z.infer<typeof captureDataSchema>;

const captureElement = z.object({
  specVersion: text.nullish(),
  data: z.string().nullish(),
  hash: z.string().nullish(),
  error,
});
export type CaptureElement = z.infer<typeof captureElement>;
const captureAnswer = z.union([
  z.object({ biometrics: z.array(captureElement).max(10), error }),
  z.object({ error: z.object({ errorCode: text }) }),
]);

export interface CaptureRequest {
  env: string;
  specVersion: string;
  timeoutMs: number;
  captureTime: string;
  transactionId: string;
  deviceId: string;
  deviceSubId: string;
  count: number;
  bioSubType: readonly string[];
  exception: readonly string[];
  requestedScore: number;
  previousHash: string;
}

export function encodeDiscovery(): Uint8Array {
  return encodeJson({ type: 'Finger' });
}

/** Toolkit schema: no further keys; count, score, sub id and timeout as text. */
export function encodeCapture(request: CaptureRequest): Uint8Array {
  return encodeJson({
    env: request.env,
    purpose: 'Registration',
    specVersion: request.specVersion,
    timeout: String(request.timeoutMs),
    captureTime: request.captureTime,
    transactionId: request.transactionId,
    bio: [
      {
        type: 'Finger',
        count: String(request.count),
        bioSubType: request.bioSubType,
        exception: request.exception,
        requestedScore: String(request.requestedScore),
        deviceId: request.deviceId,
        deviceSubId: request.deviceSubId,
        previousHash: request.previousHash,
      },
    ],
    customOpts: null,
  });
}

/** Services without a matching device answer an empty list or a lone error: those entries are left out. */
export function decodeDiscovery(body: Uint8Array): Discovered[] {
  const json = decodeJson(body);
  const found: Discovered[] = [];
  for (const entry of Array.isArray(json) ? json.slice(0, 20) : [json]) {
    const device = discovered.safeParse(entry);
    if (device.success) {
      const digitalId = decodeJson(decodeBase64url(device.data.digitalId));
      found.push({ ...device.data, identity: parse(digitalIdSchema, digitalId, 'digital id') });
    } else if (!z.object({ error: z.object({}) }).safeParse(entry).success) throw garbled('MOSIPDISC');
  }
  return found;
}

export function decodeInfo(body: Uint8Array) {
  return parse(infoAnswer, decodeJson(body), 'MOSIPDINFO');
}

export function decodeCapture(body: Uint8Array) {
  return parse(captureAnswer, decodeJson(body), 'RCAPTURE');
}

export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw garbled(what);
  return result.data;
}

/** zod's own words would quote the answer, and the answer holds biometrics. */
function garbled(what: string): DeviceError {
  return new DeviceError('device.garbled', `${what} answer does not fit its schema`);
}
