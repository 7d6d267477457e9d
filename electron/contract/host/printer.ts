/** Main → device host: the printer. The PDF crosses as base64. */
import { z } from 'zod';
import { defineContract } from '../define-contract.ts';
import { deviceCall } from './lifecycle.ts';

export const printJobState = z.object({
  jobId: z.int(),
  jobName: z.string(),
  phase: z.enum(['pending', 'held', 'printing', 'stopped', 'cancelled', 'aborted', 'completed']),
  reasons: z.array(z.string()),
});
export type HostPrintJobState = z.infer<typeof printJobState>;

export const printOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('printer-says-done'), job: printJobState }),
  z.object({
    kind: z.literal('rejected'),
    code: z.enum(['printer.rejected', 'printer.format', 'device.busy', 'device.unreachable']),
    text: z.string(),
  }),
  z.object({ kind: z.literal('stopped'), job: printJobState }),
  z.object({ kind: z.literal('unknown'), text: z.string() }),
]);
export type HostPrintOutcome = z.infer<typeof printOutcome>;

export const printerSupplies = z.object({
  reasons: z.array(z.string()),
  mediaReady: z.array(z.string()),
  markers: z.array(z.object({ name: z.string(), level: z.number().nullable(), low: z.number() })),
});
export type HostPrinterSupplies = z.infer<typeof printerSupplies>;

export const hostPrinterContract = defineContract({
  name: 'host-printer',
  calls: {
    print: {
      input: deviceCall.extend({ jobName: z.string(), pdfBase64: z.string(), media: z.string(), copies: z.int() }),
      output: printOutcome,
    },
    supplies: { input: deviceCall, output: printerSupplies },
    findJob: { input: deviceCall.extend({ jobName: z.string() }), output: z.object({ job: printJobState.nullable() }) },
  },
  events: {
    state: z.object({ callId: z.string(), job: printJobState, printerReasons: z.array(z.string()) }),
  },
});
