/** Main → device host: the change terminal. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

export const eacBoxState = z.object({
  phase: z.enum(['locked', 'initialized', 'ready', 'unknown']),
  card: z.enum(['none', 'eac1', 'eac2', 'pin-blocked', 'pin-suspended', 'pin-deactivated', 'unknown']),
  tokenConnected: z.boolean(),
  hardwareVersion: z.string(),
  softwareVersion: z.string(),
  boxTime: z.string(),
});
export type HostEacBoxState = z.infer<typeof eacBoxState>;

export const hostEacBoxContract = defineContract({
  name: 'host-eac-box',
  calls: { state: { input: deviceCall, output: eacBoxState } },
  events: {},
});
