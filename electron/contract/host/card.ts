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

export const hostCardContract = defineContract({
  name: 'host-card',
  calls: {
    /** Waits for a card up to `timeoutMs`, then inspects it. */
    inspect: { input: deviceCall.extend({ timeoutMs: z.int() }), output: chipInspection },
  },
  events: {},
});
