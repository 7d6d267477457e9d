/** A recorded conversation with CUPS' ippeveprinter, replayed strictly to the byte and to the end. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Clock } from '../../core/context.ts';
import { encodeHttpTrace } from '../../core/record-exchange.ts';
import { replayExchange } from '../../core/replay.ts';
import { silentLog, systemRandom } from '../../core/system-context.ts';
import type { HttpExchange } from '../../core/transport.ts';
import { specimenPdf } from '../specimen-pdf.ts';
import { ippOptions } from './ipp-options.ts';
import { IppPrinter } from './ipp-printer.ts';

/** Waits cost nothing, and time still passes. */
function hastyClock(): Clock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    steadyMs: () => nowMs,
    after(delayMs, action) {
      let live = true;
      setImmediate(() => {
        nowMs += delayMs;
        if (live) action();
      });
      return () => {
        live = false;
      };
    },
  };
}

test('prints through an empty tray as recorded and finds the job again', async () => {
  const replay = replayExchange(
    readFileSync(path.join(import.meta.dirname, 'traces/ippeveprinter-media-empty.trace'), 'utf8'),
  );
  const transport: HttpExchange = async ({ verb, url, body, timeoutMs }) => {
    const request = encodeHttpTrace(`${verb} ${new URL(url).pathname}`, body);
    const answer = Buffer.from(await replay.link.exchange(request, { timeoutMs }));
    const bodyAt = answer.indexOf('\r\n\r\n') + 4;
    return {
      status: Number(answer.toString('latin1', 0, 3)),
      headers: {},
      body: new Uint8Array(answer.subarray(bodyAt)),
    };
  };
  const options = ippOptions.parse({ url: 'http://localhost:34515/ipp/print', user: 'sitz-2' });
  const printer = await IppPrinter.open(
    { transport, clock: hastyClock(), random: systemRandom, log: silentLog },
    options,
  );
  const seen: string[] = [];
  const outcome = await printer.print(
    { jobName: 'VG-1/meldebescheinigung/1', pdf: specimenPdf(), media: 'iso_a4_210x297mm', copies: 1 },
    { onState: ({ phase }, reasons) => seen.push([phase, ...reasons].join(' ')) },
    new AbortController().signal,
  );
  expect(outcome).toMatchObject({
    kind: 'printer-says-done',
    job: { jobId: 1, reasons: ['job-completed-successfully'] },
  });
  expect(seen.join(', ')).toMatch(/printing media-empty.*, completed$/);
  expect(await printer.findJob('VG-1/meldebescheinigung/1')).toMatchObject({ jobId: 1, phase: 'completed' });
  replay.assertEnd();
});
