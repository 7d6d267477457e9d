/** Main → virtual counter: the process that plays the devices of a training seat on their real wires. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceClass } from '../devices.ts';
import { jsonObject, jsonValue } from '../json.ts';
import { modelOptions } from './lifecycle.ts';

export const virtualCounterContract = defineContract({
  name: 'virtual-counter',
  calls: {
    start: {
      input: z.object({
        deviceId: z.string(),
        deviceClass,
        model: z.string(),
        port: z.int().min(0).max(65535),
        storeDir: z.string().nullable(),
        seed: z.int(),
        /** 1 = as slow as a person, 0 = no pauses. */
        pace: z.number().min(0).max(1),
      }),
      output: z.object({
        /** Options that let the device host reach it. */
        endpoint: modelOptions,
        /** Environment the device host needs for this wire (virtual kernel HID). */
        environment: z.record(z.string(), z.string()),
      }),
    },
    act: {
      input: z.object({ deviceId: z.string(), action: z.string(), parameters: jsonObject }),
      output: jsonValue,
    },
  },
  events: {},
});
