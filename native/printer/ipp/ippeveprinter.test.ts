/** The driver against a printer that is not ours: CUPS' ippeveprinter. Fails where Linux lacks it (packages cups-ipp-utils, dbus, avahi-daemon). */
import { afterEach, expect, test } from 'vitest';
import {
  type RunningIppeveprinter,
  startIppeveprinter,
} from '../../../tests/support/ippeveprinter/start-ippeveprinter.ts';
import { DeviceError } from '../../core/device-error.ts';
import { encodeHex } from '../../core/hex.ts';
import { silentLog, systemClock, systemRandom } from '../../core/system-context.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { httpExchange } from '../../transport/http.ts';
import type { PrintHooks, PrintOrder } from '../port.ts';
import { specimenPdf } from '../specimen-pdf.ts';
import { ippOptions } from './ipp-options.ts';
import { IppPrinter } from './ipp-printer.ts';

const onLinux = test.runIf(process.platform === 'linux');
const quiet: PrintHooks = { onState() {} };
const never = new AbortController().signal;
const order = (jobName: string, more: Partial<PrintOrder> = {}): PrintOrder => ({
  jobName,
  pdf: specimenPdf(),
  media: 'iso_a4_210x297mm',
  copies: 1,
  ...more,
});

let running: RunningIppeveprinter | undefined;
afterEach(() => running?.close());

/** Without a command the program plays a slow printer of its own. */
const atOnce = '#!/bin/sh\nexit 0\n';

async function open(printCommand: string, transport: HttpExchange = httpExchange): Promise<IppPrinter> {
  running = await startIppeveprinter(printCommand);
  const options = ippOptions.parse({ url: running.url, user: 'sitz-2', pollMs: 50 });
  return IppPrinter.open({ transport, clock: systemClock, random: systemRandom, log: silentLog }, options);
}

onLinux(
  'prints the very bytes, is found again, refuses foreign paper and is not taken for a virtual printer',
  async () => {
    const printer = await open(atOnce);
    await printer.check();
    expect(printer.info).toMatchObject({ label: 'Example Printer', virtual: false });
    expect(await printer.print(order('VG-1/a/1'), quiet, never)).toMatchObject({ kind: 'printer-says-done' });
    expect(running?.documents().map(encodeHex)).toEqual([encodeHex(specimenPdf())]);
    expect(await printer.findJob('VG-1/a/1')).toMatchObject({ phase: 'completed' });
    expect(await printer.findJob('VG-1/a/2')).toBeNull();
    const foreign = order('VG-1/a/3', { media: 'roc_16k_7.75x10.75in' });
    expect(await printer.print(foreign, quiet, never)).toMatchObject({ kind: 'rejected', code: 'printer.format' });
  },
);

onLinux('an answer lost behind the whole document is settled by the name, without a second job', async () => {
  let lost = 0;
  const printer = await open(atOnce, async (request) => {
    const answer = await httpExchange(request);
    const isPrintJob = request.body[3] === 2;
    if (!isPrintJob || lost > 0) return answer;
    lost += 1;
    throw new DeviceError('device.disconnected');
  });
  expect(await printer.print(order('VG-2/a/1'), quiet, never)).toMatchObject({ kind: 'printer-says-done' });
  expect(await printer.print(order('VG-2/a/1'), quiet, never)).toMatchObject({ kind: 'printer-says-done' });
  expect(lost).toBe(1);
  expect(running?.documents()).toHaveLength(1);
});

onLinux('an empty tray is reported while the job goes on; a failing device aborts; a cancel ends the job', async () => {
  const states: string[] = [];
  const hooks: PrintHooks = { onState: ({ phase }, reasons) => states.push([phase, ...reasons].join(' ')) };
  const printer = await open(`#!/bin/sh
case "$IPP_JOB_NAME" in
  *empty*) echo 'STATE: +media-empty-error' >&2; sleep 0.6; echo 'STATE: -media-empty-error' >&2; sleep 0.3;;
  *jam*) exit 1;;
  *long*) sleep 3;;
esac
`);
  expect(await printer.print(order('VG-3/empty/1'), hooks, never)).toMatchObject({ kind: 'printer-says-done' });
  expect(states.some((state) => /^printing .*media-empty/.test(state))).toBe(true);
  expect(await printer.print(order('VG-3/jam/1'), quiet, never)).toMatchObject({
    kind: 'stopped',
    job: { phase: 'aborted' },
  });
  const stop = new AbortController();
  const abortOnce: PrintHooks = { onState: ({ phase }) => phase === 'printing' && stop.abort() };
  const cancelled = printer.print(order('VG-3/long/1'), abortOnce, stop.signal);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await printer.print(order('VG-3/b/1'), quiet, never)).toMatchObject({ kind: 'rejected', code: 'device.busy' });
  expect(await cancelled).toMatchObject({ kind: 'stopped', job: { phase: 'cancelled' } });
});
