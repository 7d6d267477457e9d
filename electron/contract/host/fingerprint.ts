/** Main → device host: the fingerprint scanner. Records and previews cross as base64. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

export const fingerName = z.enum([
  'right-thumb',
  'right-index',
  'right-middle',
  'right-ring',
  'left-thumb',
  'left-index',
  'left-middle',
  'left-ring',
]);
export type HostFingerName = z.infer<typeof fingerName>;

export const fingerCapture = z.object({
  finger: fingerName,
  score: z.int(),
  scoreSource: z.string(),
  isoRecordBase64: z.string(),
  preview: z.object({ widthPx: z.int(), heightPx: z.int(), greyBase64: z.string() }),
});
export type HostFingerCapture = z.infer<typeof fingerCapture>;

export const hostFingerprintContract = defineContract({
  name: 'host-fingerprint',
  calls: {
    capture: {
      input: deviceCall.extend({ finger: fingerName, wantedScore: z.int(), timeoutMs: z.int() }),
      output: fingerCapture,
    },
  },
  events: { guide: z.object({ callId: z.string(), step: z.enum(['place', 'hold', 'lift']) }) },
});
