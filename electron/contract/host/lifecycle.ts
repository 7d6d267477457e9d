/** Main → device host: opening, checking and closing devices. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceClass } from '../devices.ts';

export const modelOptions = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const deviceInfo = z.object({
  model: z.string(),
  label: z.string(),
  serial: z.string(),
  firmware: z.string(),
  virtual: z.boolean(),
});
export type HostDeviceInfo = z.infer<typeof deviceInfo>;

export const hostLifecycleContract = defineContract({
  name: 'host',
  calls: {
    open: {
      input: z.object({
        deviceId: z.string(),
        deviceClass,
        model: z.string(),
        options: modelOptions,
        /** Folder for the wire trace of this device; null records none. Traces hold personal data of fictive persons only: training. */
        traceFile: z.string().nullable(),
      }),
      output: deviceInfo,
    },
    check: { input: z.object({ deviceId: z.string() }), output: z.object({}) },
    close: { input: z.object({ deviceId: z.string() }), output: z.object({}) },
    /** Fires the abort signal of a running call; unknown ids are ignored. */
    abort: { input: z.object({ callId: z.string() }), output: z.object({}) },
    memory: { input: z.object({}), output: z.object({ residentBytes: z.number() }) },
  },
  events: {},
});

/** What every call on a device carries. */
export const deviceCall = z.object({ deviceId: z.string(), callId: z.string() });
