/** What every printer model must do, run against its software printer: outcomes, reconciliation and faults. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VirtualDevice } from '../core/model.ts';
import type { Printer, PrintHooks, PrintOrder } from './port.ts';
import { specimenPdf } from './specimen-pdf.ts';

export interface PrinterBench {
  printer: Printer;
  device: VirtualDevice;
}

const quiet: PrintHooks = { onState() {} };
const never = new AbortController().signal;
const order = (jobName: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  jobName,
  pdf: specimenPdf(2),
  media: 'iso_a4_210x297mm',
  copies: 1,
  ...more,
});

export function describePrinterConformance(name: string, open: () => Promise<PrinterBench>): void {
  describe(`${name} as a printer of the seat`, () => {
    let bench: PrinterBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(async () => {
      await bench.printer.close();
      await bench.device.close();
    });
    const jobs = async () => (await bench.device.act('jobs')) as { id: number; name: string; sheetsOut: number }[];
    const fault = (kind: string, more: object = {}) => bench.device.act('set-fault', { kind, ...more });

    test('prints the very bytes once and says so', async () => {
      const states: string[] = [];
      const hooks: PrintHooks = { onState: (state) => states.push(state.phase) };
      const outcome = await bench.printer.print(order('VG-1/quittung/1', { copies: 2 }), hooks, never);
      expect(outcome).toMatchObject({ kind: 'printer-says-done', job: { jobName: 'VG-1/quittung/1' } });
      expect(states.at(-1)).toBe('completed');
      const [job, ...others] = await jobs();
      expect([job?.sheetsOut, others]).toEqual([4, []]);
      const document = (await bench.device.act('document', { jobId: job?.id })) as { sha256: string };
      expect(document.sha256).toBe(createHash('sha256').update(specimenPdf(2)).digest('hex'));
      expect(bench.printer.info.virtual).toBe(true);
      await bench.printer.check();
    });

    test('a lost or cut answer is settled by the name: one job, never two', async () => {
      for (const [index, kind] of ['lost-answer', 'truncated-answer'].entries()) {
        await fault(kind, { times: 1 });
        const one = order(`VG-2/bescheinigung/${index}`);
        expect(await bench.printer.print(one, quiet, never)).toMatchObject({ kind: 'printer-says-done' });
        expect(await bench.printer.print(one, quiet, never)).toMatchObject({ kind: 'printer-says-done' });
        expect((await jobs()).filter((job) => job.name === one.jobName)).toHaveLength(1);
        expect(await bench.printer.findJob(one.jobName)).toMatchObject({ phase: 'completed' });
      }
      expect(await bench.printer.findJob('VG-2/bescheinigung/9')).toBeNull();
    });

    test('refusals before the document say that nothing came out', async () => {
      await fault('busy');
      expect(await bench.printer.print(order('VG-3/a/1'), quiet, never)).toMatchObject({ code: 'device.busy' });
      await fault('reject');
      expect(await bench.printer.print(order('VG-3/a/2'), quiet, never)).toMatchObject({ code: 'printer.rejected' });
      await expect(bench.printer.check()).rejects.toMatchObject({ code: 'printer.rejected' });
      await fault('none');
      const odd = order('VG-3/a/3', { media: 'jpn_hagaki_100x148mm' });
      expect(await bench.printer.print(odd, quiet, never)).toMatchObject({ kind: 'rejected', code: 'printer.format' });
      await bench.device.close();
      expect(await bench.printer.print(order('VG-3/a/4'), quiet, never)).toMatchObject({ code: 'device.unreachable' });
    });

    test('an empty tray waits, names the reason and goes on after the refill', async () => {
      await bench.device.act('set-media', { sheets: 1 });
      const reasons: string[] = [];
      const hooks: PrintHooks = {
        onState(state, printerReasons) {
          reasons.push(...printerReasons);
          if (state.phase === 'printing' && printerReasons.includes('media-empty-error')) {
            void bench.device.act('set-media', { sheets: 50 });
          }
        },
      };
      expect(await bench.printer.print(order('VG-4/a/1'), hooks, never)).toMatchObject({ kind: 'printer-says-done' });
      expect(reasons).toContain('media-empty-error');
      await bench.device.act('set-media', { sheets: 0 });
      await expect(bench.printer.check()).rejects.toMatchObject({ code: 'printer.media-empty' });
      await bench.device.act('jam');
      await expect(bench.printer.check()).rejects.toMatchObject({ code: 'printer.jam' });
    });

    test('a job broken off by the printer or by the clerk may have left a sheet', async () => {
      await fault('abort');
      expect(await bench.printer.print(order('VG-5/a/1'), quiet, never)).toMatchObject({
        kind: 'stopped',
        job: { phase: 'aborted' },
      });
      await fault('cancel-with-sheet');
      await bench.device.act('stop');
      const stop = new AbortController();
      const hooks: PrintHooks = { onState: () => stop.abort() };
      expect(await bench.printer.print(order('VG-5/a/2'), hooks, stop.signal)).toMatchObject({
        kind: 'stopped',
        job: { phase: 'cancelled' },
      });
      expect((await jobs()).map((job) => job.sheetsOut)).toEqual([1, 1]);
      await expect(bench.printer.check()).rejects.toMatchObject({ code: 'printer.stopped' });
      await expect(bench.printer.print(order('VG-5/a/3'), quiet, stop.signal)).rejects.toMatchObject({
        code: 'device.cancelled',
      });
      await expect(bench.printer.cancel(2)).rejects.toMatchObject({ code: 'device.refused' });
    });
  });
}
