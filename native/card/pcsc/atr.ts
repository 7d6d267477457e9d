/** Answer to reset: interface bytes, historical bytes and what they announce (ISO/IEC 7816-3 §8.2, 7816-4 §12.1.1). */
import { ByteReader } from '../../core/byte-reader.ts';
import { DeviceError } from '../../core/device-error.ts';

export interface Atr {
  /** Transmission protocols named, in order; [0] when none is. */
  protocols: readonly number[];
  historical: Uint8Array;
  /** False when the check byte is there and wrong. */
  checked: boolean;
  /** Card capabilities of compact-TLV tag 7, third byte; absent when not stated. */
  extendedLength?: boolean;
  commandChaining?: boolean;
  /** Compact-TLV tag 5, the card issuer's data. */
  issuerData?: Uint8Array;
}

/** Issuer's data by which the virtual card says that it is software. */
const virtualMark = 'ZPVIRT01';
const lengthMax = 33;

export function decodeAtr(bytes: Uint8Array): Atr {
  if (bytes.length > lengthMax) throw new DeviceError('card.garbled', `ATR of ${bytes.length} bytes`);
  const reader = new ByteReader(bytes);
  const initial = reader.u8();
  if (initial !== 0x3b && initial !== 0x3f) throw new DeviceError('card.garbled', 'ATR starts with neither 3B nor 3F');
  const format = reader.u8();
  const protocols: number[] = [];
  for (let more = format >> 4; more !== 0; ) {
    for (const bit of [1, 2, 4]) if ((more & bit) !== 0) reader.u8();
    if ((more & 8) === 0) break;
    const next = reader.u8();
    protocols.push(next & 0x0f);
    more = next >> 4;
  }
  const historical = reader.take(format & 0x0f);
  // The check byte is there unless T=0 is the only protocol (ISO/IEC 7816-3 §8.2.5).
  const wantsCheck = protocols.some((protocol) => protocol !== 0);
  const xor = bytes.subarray(1, reader.offset + 1).reduce((sum, byte) => sum ^ byte, 0);
  if (wantsCheck) reader.u8();
  if (reader.remaining > 0) throw new DeviceError('card.garbled', 'bytes behind the ATR');
  return {
    protocols: protocols.length === 0 ? [0] : protocols,
    historical,
    checked: !wantsCheck || xor === 0,
    ...compactObjects(historical),
  };
}

/** Contactless form of PC/SC part 3 §3.1.3.2.3: `3B 8n 80 01`, historical bytes, check byte. */
export function encodeContactlessAtr(historical: Uint8Array): Uint8Array {
  if (historical.length > 15) throw new RangeError('more than 15 historical bytes');
  const body = [0x80 | historical.length, 0x80, 0x01, ...historical];
  return Uint8Array.from([0x3b, ...body, body.reduce((sum, byte) => sum ^ byte, 0)]);
}

/** Category 80, capabilities 73 F7 41 E0 (chaining and extended length), issuer's data `ZPVIRT01`. */
export const virtualCardAtr = encodeContactlessAtr(
  Uint8Array.from([0x80, 0x73, 0xf7, 0x41, 0xe0, 0x50 | virtualMark.length, ...Buffer.from(virtualMark, 'latin1')]),
);

export function isVirtualAtr(atr: Atr): boolean {
  return atr.issuerData !== undefined && Buffer.from(atr.issuerData).toString('latin1') === virtualMark;
}

function compactObjects(historical: Uint8Array): Pick<Atr, 'extendedLength' | 'commandChaining' | 'issuerData'> {
  const found: { extendedLength?: boolean; commandChaining?: boolean; issuerData?: Uint8Array } = {};
  if (historical[0] !== 0x80) return found;
  for (let at = 1; at < historical.length; ) {
    const head = historical[at] ?? 0;
    const value = historical.subarray(at + 1, at + 1 + (head & 0x0f));
    const features = value[2];
    if (head >> 4 === 7 && features !== undefined) {
      found.commandChaining = (features & 0x80) !== 0;
      found.extendedLength = (features & 0x40) !== 0;
    }
    if (head >> 4 === 5) found.issuerData = value;
    at += 1 + (head & 0x0f);
  }
  return found;
}
