/** Explains HID reports of a Wacom STU, one per line in hex; the first byte is the report id. */
import { DeviceError } from '../../native/core/device-error.ts';
import { decodeHex, encodeHex } from '../../native/core/hex.ts';
import { decodeReport } from '../../native/signature/wacom-stu/codec/stu-report.ts';

/** `{ report, name, …fields }`, or `{ error }` when the line is no hex or no known report. */
export function decodeStuReport(hexLine: string): object {
  try {
    const { id, name, fields } = decodeReport(decodeHex(hexLine));
    const readable = Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Uint8Array ? encodeHex(value) : value,
    ]);
    return { report: encodeHex(Uint8Array.of(id)).toLowerCase(), name, ...Object.fromEntries(readable) };
  } catch (error) {
    if (error instanceof DeviceError) return { error: error.detail };
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}
