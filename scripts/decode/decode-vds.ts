/** One line of hexadecimal text of a visible digital seal → its named fields as JSON; the signature is not verified. */
import { decodeHex } from '../../native/core/hex.ts';
import { decodeSeal } from './vds/decode-seal.ts';
import { SealError } from './vds/seal-error.ts';

/** Barcodes of the interoperable data format, which newer documents carry, begin with this text. */
const otherFormat = 'RDB1';

/** A broken line gives `{ error }`; nothing is thrown. */
export function decodeVdsLine(hexLine: string): object {
  if (hexLine.trim().startsWith(otherFormat)) return { error: 'format not supported: RDB1' };
  try {
    const bytes = decodeHex(hexLine);
    if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') === otherFormat) {
      return { error: 'format not supported: RDB1' };
    }
    return decodeSeal(bytes);
  } catch (error) {
    if (error instanceof SealError || error instanceof RangeError) return { error: error.message };
    throw error;
  }
}
