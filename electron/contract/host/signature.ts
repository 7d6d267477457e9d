/** Main → device host: the signature pad. Bits cross as base64. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

export const padButtonId = z.enum(['accept', 'clear', 'cancel']);

export const padScreen = z.object({
  widthPx: z.int(),
  heightPx: z.int(),
  bitsBase64: z.string(),
  buttons: z.array(z.object({ id: padButtonId, x: z.int(), y: z.int(), widthPx: z.int(), heightPx: z.int() })),
});
export type HostPadScreen = z.infer<typeof padScreen>;

export const padCapability = z.object({
  maxX: z.int(),
  maxY: z.int(),
  maxPressure: z.int(),
  screenWidthPx: z.int(),
  screenHeightPx: z.int(),
  rateHz: z.int(),
});
export type HostPadCapability = z.infer<typeof padCapability>;

export const penPoint = z.object({ x: z.number(), y: z.number(), pressure: z.number(), timeMs: z.number() });
export type HostPenPoint = z.infer<typeof penPoint>;

export const inkOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), strokes: z.array(z.array(penPoint)), lostSamples: z.int() }),
  z.object({ kind: z.literal('cancelled-by-citizen') }),
]);
export type HostInkOutcome = z.infer<typeof inkOutcome>;

export const hostSignatureContract = defineContract({
  name: 'host-signature',
  calls: {
    capability: { input: deviceCall, output: padCapability },
    capture: { input: deviceCall.extend({ screen: padScreen }), output: inkOutcome },
    choose: { input: deviceCall.extend({ screen: padScreen }), output: z.object({ button: padButtonId }) },
  },
  events: { points: z.object({ callId: z.string(), points: z.array(penPoint).nullable() }) },
});
