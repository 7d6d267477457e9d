/** `npm run decode -- zvt|stu|mrz|vds|iso19794|apdu`: hex, one frame a line, on standard input; one JSON object a line comes out. */
import { createInterface } from 'node:readline';
import { decodeApduLine } from './decode-apdu.ts';
import { decodeIso19794Line } from './decode-iso19794.ts';
import { decodeMrzLine } from './decode-mrz.ts';
import { decodeStuReport } from './decode-stu.ts';
import { decodeVdsLine } from './decode-vds.ts';
import { decodeZvtFrame } from './decode-zvt.ts';

const decoders: Record<string, (hexLine: string) => object> = {
  zvt: decodeZvtFrame,
  stu: decodeStuReport,
  mrz: decodeMrzLine,
  vds: decodeVdsLine,
  iso19794: decodeIso19794Line,
  apdu: decodeApduLine,
};

const wanted = process.argv[2] ?? '';
const decode = decoders[wanted];
if (!decode) {
  console.error(`Aufruf: npm run decode -- ${Object.keys(decoders).join('|')} < zeilen.txt`);
  process.exit(2);
}
// A reader that closes early (head) is no fault of ours.
process.stdout.on('error', () => process.exit(0));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  const hex = line.trim();
  if (hex === '') continue;
  let result: object;
  try {
    result = decode(hex);
  } catch (error) {
    result = { error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
