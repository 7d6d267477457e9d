/** `decode mrz`: the lines of a machine-readable zone as hex, joined by line feeds, become its fields. */
import { decodeMrz } from '../../electron/contract/mrz/decode-mrz.ts';
import { decodeHex } from '../../native/core/hex.ts';

/** Longest zone: TD1 with two carriage returns and line feeds between and one behind; anything far beyond is none. */
const maxBytes = 128;

export function decodeMrzLine(hexLine: string): object {
  try {
    const bytes = decodeHex(hexLine);
    if (bytes.length > maxBytes) return { error: `${bytes.length} bytes are too many for a zone` };
    const lines = new TextDecoder('latin1')
      .decode(bytes)
      .replace(/(\r?\n)+$/, '')
      .split(/\r?\n/);
    return decodeMrz(lines);
  } catch (error) {
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}
