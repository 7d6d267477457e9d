/** The kit as the clerk sees it: every device with its state, and in training what the citizen does with it. */
import { z } from 'zod';
import { errorCode } from './app-error.ts';
import { defineContract } from './define-contract.ts';
import { jsonObject, jsonValue } from './json.ts';

export const deviceClasses = ['payment', 'signature', 'fingerprint', 'card', 'eac-box', 'printer'] as const;
export const deviceClass = z.enum(deviceClasses);
export type DeviceClass = z.infer<typeof deviceClass>;

export const deviceView = z.object({
  /** Id from the policy file, for example `terminal-1`. */
  id: z.string(),
  deviceClass,
  /** German name of the class, for example `EC-Terminal`. */
  title: z.string(),
  model: z.string(),
  /** What the device says about itself; empty before the first contact. */
  label: z.string(),
  firmware: z.string(),
  virtual: z.boolean(),
  state: z.enum(['starting', 'ready', 'in-use', 'fault']),
  /** Set in state `fault`. */
  error: errorCode.nullable(),
  /** ISO time of the last change of state. */
  since: z.string(),
});
export type DeviceView = z.infer<typeof deviceView>;

export const devicesContract = defineContract({
  name: 'devices',
  calls: {
    list: { input: z.object({}), output: z.array(deviceView) },
    /** Tries at once instead of waiting for the next attempt. */
    retry: { input: z.object({ id: z.string() }), output: z.array(deviceView) },
    /** Training only: lets the citizen or a fault act on a virtual device. */
    act: {
      input: z.object({ id: z.string(), action: z.string().max(64), parameters: jsonObject }),
      output: jsonValue,
    },
  },
  events: { changed: z.array(deviceView) },
});
