/** Device host side of the printer. */
import type { Printer, PrintJobState } from '../../../native/printer/port.ts';
import { type HostPrintJobState, hostPrinterContract } from '../../contract/host/printer.ts';
import { type ReportBug, serve } from '../../ipc/serve.ts';
import type { OpenDevices } from './open-devices.ts';
import type { RunningCalls } from './running-calls.ts';

export function servePrinter(devices: OpenDevices, calls: RunningCalls, reportBug: ReportBug) {
  const printer = (deviceId: string) => devices.get<Printer>(deviceId, 'printer');
  const served = serve(
    hostPrinterContract,
    {
      print: ({ deviceId, callId, jobName, pdfBase64, media, copies }) =>
        calls.run(
          callId,
          async (signal) => {
            const outcome = await printer(deviceId).print(
              { jobName, pdf: new Uint8Array(Buffer.from(pdfBase64, 'base64')), media, copies },
              {
                onState: (job, printerReasons) =>
                  served.emit('state', { callId, job: plainJob(job), printerReasons: [...printerReasons] }),
              },
              signal,
            );
            return 'job' in outcome ? { ...outcome, job: plainJob(outcome.job) } : outcome;
          },
          true,
        ),
      async supplies({ deviceId }) {
        const { reasons, mediaReady, markers } = await printer(deviceId).supplies();
        return {
          reasons: [...reasons],
          mediaReady: [...mediaReady],
          markers: markers.map((marker) => ({ ...marker })),
        };
      },
      findJob: async ({ deviceId, jobName }) => {
        const job = await printer(deviceId).findJob(jobName);
        return { job: job === null ? null : plainJob(job) };
      },
    },
    reportBug,
  );
  return served;
}

function plainJob(job: PrintJobState): HostPrintJobState {
  return { ...job, reasons: [...job.reasons] };
}
