/** The printer models of the seat. */
import type { Model } from '../core/model.ts';
import { recordHttp } from '../core/record-exchange.ts';
import { ippOptions } from './ipp/ipp-options.ts';
import { IppPrinter } from './ipp/ipp-printer.ts';
import { VirtualIppPrinter } from './ipp/virtual/virtual-ipp-printer.ts';
import type { Printer } from './port.ts';

/** Answers are lists of jobs and attributes; the largest seen has 9 kB. */
const maxAnswerBytes = 4 * 1024 * 1024;

export const printerModels: readonly Model<Printer>[] = [
  {
    id: 'ipp',
    title: 'Drucker im Netz (IPP)',
    async open(options, { trace, ...context }) {
      const { pinnedSha256, ...parsed } = ippOptions.parse(options);
      const { createHttpExchange } = await import('../transport/http.ts');
      const http = createHttpExchange({
        maxBodyBytes: maxAnswerBytes,
        ...(pinnedSha256 === undefined ? {} : { tls: { pinnedSha256 } }),
      });
      return IppPrinter.open({ ...context, transport: trace ? recordHttp(http, trace) : http }, parsed);
    },
    startVirtual: (options) => VirtualIppPrinter.start(options),
  },
];
