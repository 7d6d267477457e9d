/** Decorates HID reports: features set and input reports as they are, a feature read as its id going out and the report coming back. */
import type { TraceListener } from './trace.ts';
import type { Reports } from './transport.ts';

export function recordReports(inner: Reports, trace: TraceListener): Reports {
  inner.onInput((bytes) => trace({ kind: 'from-device', bytes }));
  inner.onClose(() => trace({ kind: 'closed' }));
  return {
    async getFeature(reportId, length) {
      trace({ kind: 'to-device', bytes: Uint8Array.of(reportId) });
      const report = await inner.getFeature(reportId, length);
      trace({ kind: 'from-device', bytes: report });
      return report;
    },
    setFeature(report) {
      trace({ kind: 'to-device', bytes: report });
      return inner.setFeature(report);
    },
    onInput: (listener) => inner.onInput(listener),
    onClose: (listener) => inner.onClose(listener),
    close: () => inner.close(),
  };
}
