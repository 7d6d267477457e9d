/** Messages a virtual terminal builds: Status-Information, intermediate status, its device name, its totals. */
import type { Apdu } from '../codec/apdu.ts';
import { encodeBcd } from '../codec/bcd.ts';
import { encodeBmp } from '../codec/bmp.ts';
import { encodeCp437 } from '../codec/charset.ts';
import { intermediateStatusText } from '../codec/intermediate-status.table.ts';
import { resultCodeText } from '../codec/result-code.table.ts';
import { encodeTlv } from '../codec/tlv.ts';
import { encodeTotals, totalsSchemes } from '../codec/totals.ts';
import { type Behaviour, virtualCards } from './behaviour.ts';
import type { TerminalMemory, Turnover } from './turnover-store.ts';

export const deviceName = 'VIRTUELLES TERMINAL';
export const deviceVersion = '1.0.0';

/** Tag E4: how the device calls itself; this is where it says that it is software. */
export function deviceObject(): Uint8Array {
  return encodeTlv(0xe4, [
    encodeTlv(0x1f40, encodeCp437(deviceName)),
    encodeTlv(0x1f41, encodeCp437(deviceVersion)),
    encodeTlv(0x1f42, encodeCp437('VIRTUELL-1')),
    encodeTlv(0x1f43, [0]),
  ]);
}

export function transactionMessage(
  turnover: Turnover,
  memory: TerminalMemory,
  { bare, booking }: Pick<Behaviour, 'bare' | 'booking'>,
): Apdu {
  const result = encodeBmp(0x27, [turnover.resultCode]);
  if (bare) return { control: 0x040f, data: result };
  const card = virtualCards[turnover.card];
  const parts = [
    result,
    encodeBmp(0x04, encodeBcd(turnover.amountCents, 6)),
    ...(memory.currency ? [encodeBmp(0x49, [0x09, 0x78])] : []),
    encodeBmp(0x0b, encodeBcd(turnover.traceNumber, 3)),
    ...(turnover.originalTrace === undefined ? [] : [encodeBmp(0x37, encodeBcd(turnover.originalTrace, 3))]),
    encodeBmp(0x0c, digits(turnover.at.slice(8))),
    encodeBmp(0x0d, digits(turnover.at.slice(4, 8))),
    encodeBmp(0x19, [0x70]),
    encodeBmp(0x22, digits(card?.panMasked ?? '')),
    encodeBmp(0x29, digits(memory.terminalId)),
    encodeBmp(0x2a, encodeCp437('VIRTUELL       ')),
    encodeBmp(0x3b, encodeCp437('VIRTUELL')),
    encodeBmp(0x87, encodeBcd(turnover.receiptNumber, 2)),
    encodeBmp(0x88, encodeBcd(turnover.traceNumber, 3)),
    encodeBmp(0x8a, [card?.typeId ?? 0]),
    encodeBmp(0x8b, encodeCp437(`${card?.name ?? ''}\0`)),
  ];
  if (turnover.resultCode !== 0) parts.push(encodeBmp(0x3c, encodeCp437(resultCodeText(turnover.resultCode))));
  // Unique transaction identifier: the mark of booking model B (PA00P015 ch. 4).
  if (booking === 'B' && memory.tlv)
    parts.push(encodeBmp(0x06, encodeTlv(0x1f1f, encodeBcd(turnover.receiptNumber, 2))));
  return { control: 0x040f, data: Buffer.concat(parts) };
}

/** The text in tag 24 only for registers that speak TLV (PA00P015 §9). */
export function intermediateMessage(code: number, memory: TerminalMemory): Apdu {
  const text = encodeTlv(0x24, encodeTlv(0x07, encodeCp437(intermediateStatusText(code))));
  const data = memory.tlv ? [code, 0x00, ...encodeBmp(0x06, text)] : [code];
  return { control: 0x04ff, data: Uint8Array.from(data) };
}

export interface BatchSum {
  totalCents: number;
  perScheme: { scheme: string; count: number; amountCents: number }[];
}

/** Reversed payments count for nothing, refunds are taken off. */
export function sumBatch(batch: readonly Turnover[]): BatchSum {
  const standing = batch.filter((entry) => entry.kind !== 'reversal' && !entry.reversed);
  const perScheme = totalsSchemes.map((scheme) => {
    const entries = standing.filter((entry) => virtualCards[entry.card]?.scheme === scheme);
    const cents = entries.reduce((sum, entry) => sum + signedCents(entry), 0);
    return { scheme, count: entries.length, amountCents: Math.max(0, cents) };
  });
  const totalCents = Math.max(
    0,
    standing.reduce((sum, entry) => sum + signedCents(entry), 0),
  );
  return { totalCents, perScheme };
}

export function totalsMessage(memory: TerminalMemory, traceNumber: number, at: string): Apdu {
  const { totalCents, perScheme } = sumBatch(memory.batch);
  const totals = encodeTotals({
    fromReceipt: memory.batch[0]?.receiptNumber ?? 0,
    toReceipt: memory.batch.at(-1)?.receiptNumber ?? 0,
    perScheme,
  });
  const parts = [
    encodeBmp(0x27, [0]),
    encodeBmp(0x04, encodeBcd(totalCents, 6)),
    encodeBmp(0x0b, encodeBcd(traceNumber, 3)),
    encodeBmp(0x0c, digits(at.slice(8))),
    encodeBmp(0x0d, digits(at.slice(4, 8))),
    encodeBmp(0x29, digits(memory.terminalId)),
    encodeBmp(0x60, totals),
  ];
  return { control: 0x040f, data: Buffer.concat(parts) };
}

export function abortMessage(resultCode: number, memory: TerminalMemory): Apdu {
  const text = encodeBmp(0x06, encodeTlv(0x1f17, encodeCp437(resultCodeText(resultCode))));
  return { control: 0x061e, data: Uint8Array.of(resultCode, ...(memory.tlv ? text : [])) };
}

export function completion(data: Uint8Array = new Uint8Array()): Apdu {
  return { control: 0x060f, data };
}

export function digits(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function signedCents(entry: Turnover): number {
  return entry.kind === 'refund' ? -entry.amountCents : entry.amountCents;
}
