/** BMP 60 of an end of day: receipt range, then seven times a binary count and an amount (PA00P015 ch. 9). */
import { ByteReader } from '../../../core/byte-reader.ts';
import { ByteWriter } from '../../../core/byte-writer.ts';
import { DeviceError } from '../../../core/device-error.ts';
import { decodeBcd, encodeBcd } from './bcd.ts';

export const totalsSchemes = [
  'girocard',
  'JCB',
  'Mastercard',
  'American Express',
  'VISA',
  'Diners',
  'Sonstige',
] as const;

export interface SchemeTotal {
  scheme: string;
  /** Wraps at 255. */
  count: number;
  amountCents: number;
}

export interface TotalsBlock {
  fromReceipt: number;
  toReceipt: number;
  perScheme: SchemeTotal[];
}

export function encodeTotals(totals: TotalsBlock): Uint8Array {
  const writer = new ByteWriter().bytes(encodeBcd(totals.fromReceipt, 2)).bytes(encodeBcd(totals.toReceipt, 2));
  for (const scheme of totalsSchemes) {
    const total = totals.perScheme.find((entry) => entry.scheme === scheme);
    writer.u8((total?.count ?? 0) % 256).bytes(encodeBcd(total?.amountCents ?? 0, 6));
  }
  return writer.build();
}

/** Terminals with fewer schemes send a shorter block; a block that ends within an entry is `device.garbled`. */
export function decodeTotals(bytes: Uint8Array): TotalsBlock {
  const reader = new ByteReader(bytes);
  const totals: TotalsBlock = {
    fromReceipt: decodeBcd(reader.take(2)),
    toReceipt: decodeBcd(reader.take(2)),
    perScheme: [],
  };
  for (const scheme of totalsSchemes) {
    if (reader.remaining === 0) return totals;
    totals.perScheme.push({ scheme, count: reader.u8(), amountCents: decodeBcd(reader.take(6)) });
  }
  if (reader.remaining > 0) throw new DeviceError('device.garbled', `${reader.remaining} bytes after the totals`);
  return totals;
}
