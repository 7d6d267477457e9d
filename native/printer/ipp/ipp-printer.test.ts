/** The IPP driver against its software printer, and what the suite of the class does not reach: silence, lost jobs, store. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ModelOptions, VirtualOptions } from '../../core/model.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import { describePrinterConformance } from '../conformance.ts';
import { printerModels } from '../index.ts';
import type { PrintOrder } from '../port.ts';
import { specimenPdf } from '../specimen-pdf.ts';

const [model] = printerModels;
if (model === undefined) throw new Error('no printer model');
const context = { clock: systemClock, random: systemRandom, log: silentLog };
const never = new AbortController().signal;

async function bench(options: ModelOptions = {}, virtual: Partial<VirtualOptions> = {}) {
  if (model === undefined) throw new Error('no printer model');
  const device = await model.startVirtual({ port: 0, ...virtual });
  const printer = await model.open({ ...device.endpoint, pollMs: 5, ...options }, context);
  return { device, printer };
}

describePrinterConformance('ipp', () => bench());

const order: PrintOrder = { jobName: 'VG-7/a/1', pdf: specimenPdf(), media: 'iso_a4_210x297mm', copies: 1 };

test('a job that never ends becomes unknown, not done', async () => {
  const { device, printer } = await bench({ jobTimeoutMs: 100 });
  onTestFinished(() => device.close());
  await device.act('set-media', { sheets: 0 });
  expect(await printer.print(order, { onState() {} }, never)).toMatchObject({ kind: 'unknown' });
  expect(await printer.findJob(order.jobName)).toMatchObject({ phase: 'printing' });
});

test('a printer cut off from power remembers its jobs and adopts the same attempt', async () => {
  const storeDir = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-printer-'));
  onTestFinished(() => rmSync(storeDir, { recursive: true }));
  const first = await bench({}, { storeDir });
  await first.device.act('set-media', { sheets: 0 });
  const stop = new AbortController();
  const hanging = first.printer.print(order, { onState: () => void first.device.close() }, stop.signal);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const second = await bench({}, { storeDir });
  onTestFinished(() => second.device.close());
  expect(await second.printer.findJob(order.jobName)).toMatchObject({ phase: 'aborted' });
  expect(await second.printer.print(order, { onState() {} }, never)).toMatchObject({ kind: 'stopped' });
  expect(await second.device.act('jobs')).toHaveLength(1);
  expect(await second.device.act('document', { jobId: 1 })).toMatchObject({
    base64: Buffer.from(order.pdf).toString('base64'),
  });
  // The port of the first device is gone for good; the driver gives up by its own bound, later than this test.
  void hanging;
});

test('orders that no caller may make, and unknown actions, are errors of ours', async () => {
  const { device, printer } = await bench();
  onTestFinished(() => device.close());
  for (const wrong of [
    { jobName: 'Müller' },
    { jobName: '' },
    { copies: 0 },
    { media: 'A4' },
    { pdf: new Uint8Array(9) },
  ]) {
    await expect(printer.print({ ...order, ...wrong }, { onState() {} }, never)).rejects.toThrow(RangeError);
  }
  await expect(device.act('dance')).rejects.toThrow(RangeError);
  await expect(model.open({ url: 'ftp://printer/' }, context)).rejects.toThrow();
});

test('a slow printer still answers in time, a virtual mark comes from its name', async () => {
  const { device, printer } = await bench();
  onTestFinished(() => device.close());
  await device.act('set-fault', { kind: 'slow', delayMs: 60 });
  const outcome = await printer.print(order, { onState() {} }, never);
  expect(outcome.kind).toBe('printer-says-done');
  expect(printer.info).toMatchObject({ model: 'ipp', label: 'Zweitplatz virtueller Drucker', virtual: true });
});
