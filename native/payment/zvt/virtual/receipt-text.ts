/** Receipts of a virtual terminal: shaped like real ones, and marked as worthless in their first line. */

import type { Apdu } from '../codec/apdu.ts';
import { encodeBmp } from '../codec/bmp.ts';
import { encodeCp437, utf8 } from '../codec/charset.ts';
import { resultCodeText } from '../codec/result-code.table.ts';
import { encodeTlv } from '../codec/tlv.ts';
import { virtualCards } from './behaviour.ts';
import type { Turnover } from './turnover-store.ts';

export const receiptHeader = 'VIRTUELLES TERMINAL – KEIN BELEG';

export type ReceiptKind = 'merchant' | 'customer' | 'administration';

const kindNumbers: Readonly<Record<ReceiptKind, number>> = { merchant: 1, customer: 2, administration: 3 };
const titles: Readonly<Record<Turnover['kind'], string>> = {
  payment: 'Kartenzahlung',
  reversal: 'Storno',
  refund: 'Gutschrift',
};

export function euros(amountCents: number): string {
  return `${Math.floor(amountCents / 100)},${String(amountCents % 100).padStart(2, '0')}`;
}

export function transactionLines(turnover: Turnover, terminalId: string, kind: ReceiptKind): string[] {
  const card = virtualCards[turnover.card];
  const { at } = turnover;
  const accepted = turnover.resultCode === 0;
  const title = titles[turnover.kind];
  return [
    receiptHeader,
    kind === 'merchant' ? '* * Händlerbeleg * *' : '* * Kundenbeleg * *',
    title,
    card?.name ?? '',
    '',
    `Betrag EUR ${euros(turnover.amountCents).padStart(15)}`,
    `Datum ${at.slice(6, 8)}.${at.slice(4, 6)}.${at.slice(0, 4)}  ${at.slice(8, 10)}:${at.slice(10, 12)} Uhr`,
    `Beleg-Nr. ${String(turnover.receiptNumber).padStart(4, '0')}`,
    `Trace-Nr. ${String(turnover.traceNumber).padStart(6, '0')}`,
    `Terminal-ID ${terminalId}`,
    `Kartennr. ${(card?.panMasked ?? '').replace(/F$/, '').replaceAll('E', '#')}`,
    '',
    `${title.replace('Kartenz', 'Z')} ${accepted ? '' : 'nicht '}erfolgt`,
    ...(accepted ? [] : [resultCodeText(turnover.resultCode)]),
  ];
}

/** One block `06 D3`, closed by its last attribute; its charset is told inside. */
export function encodeReceiptBlock(lines: readonly string[], kind: ReceiptKind): Apdu {
  const texts = lines.flatMap((line) =>
    line === ''
      ? [encodeTlv(0x09, [0xff])]
      : [encodeTlv(0x09, [0x80]), encodeTlv(0x07, new TextEncoder().encode(line))],
  );
  const content = [
    encodeTlv(0x1f07, [kindNumbers[kind]]),
    encodeTlv(0x14, [utf8]),
    encodeTlv(0x25, [...texts, encodeTlv(0x09, [0x81])]),
  ];
  return { control: 0x06d3, data: encodeBmp(0x06, Buffer.concat(content)) };
}

/** The same as lines `06 D1` in CP437, which has no dash of this length. */
export function encodeReceiptLines(lines: readonly string[]): Apdu[] {
  const texts = lines.map((line) => ({
    control: 0x06d1,
    data: Uint8Array.of(line === receiptHeader ? 0x40 : 0x00, ...encodeCp437(line.replaceAll('–', '-'))),
  }));
  return [...texts, { control: 0x06d1, data: Uint8Array.of(0x81) }];
}
