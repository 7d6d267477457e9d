/** Main → device host: the chip reader. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

export const chipInspection = z.object({
  atrHex: z.string(),
  pace: z.array(z.object({ oid: z.string(), protocol: z.string(), parameterId: z.int().optional() })),
  hasCardAccess: z.boolean(),
  hasBiometricApplication: z.boolean(),
  hasEidApplication: z.boolean(),
});
export type HostChipInspection = z.infer<typeof chipInspection>;

/** An outcome, not an error: the card has answered. */
export const staffSignature = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed'), signatureBase64: z.base64() }),
  z.object({ kind: z.literal('wrong-pin'), left: z.int() }),
  z.object({ kind: z.literal('blocked') }),
]);

export const hostCardContract = defineContract({
  name: 'host-card',
  calls: {
    /** Waits for a card up to `timeoutMs`, then inspects it. */
    inspect: { input: deviceCall.extend({ timeoutMs: z.int() }), output: chipInspection },
    /** Certificate of the staff card that lies there now, DER. */
    readStaffCertificate: { input: deviceCall, output: z.object({ certificateBase64: z.base64() }) },
    /** Tries the PIN once, at this card only. */
    signAsStaff: {
      input: deviceCall.extend({
        pin: z.string().regex(/^\d{6,8}$/),
        digestBase64: z.base64(),
        certificateBase64: z.base64(),
      }),
      output: staffSignature,
    },
    /** Answers when no card lies there any more. */
    waitForRemoval: { input: deviceCall, output: z.object({}) },
  },
  events: {},
});
