/**
 * One ZVT frame as text: hex of an APDU, or of a serial frame `10 02 … 10 03 CRC`.
 *
 * `fields` are the bytes after the length in their order. Fields with a BMP number carry it in `bmp` ("27", "04"), their
 * hex without the length digits of LLVAR and LLLVAR; the container 06 is listed in `fields` with its whole content and
 * taken apart in `tlv`. Bytes that a command has before its BMPs have no BMP number and carry a name instead:
 * `password`, `config`, `currency` (06 00), `status`, `timeout` (04 FF), `version`, `status` (06 0F of a status enquiry),
 * `attribute`, `text` (06 D1), `from-receipt`, `to-receipt` (06 12), `language` (08 30), `data` (commands without BMPs).
 * The reason of 06 1E and 84 1E has the codes of BMP 27 and is listed as "27".
 */
import { decodeHex, encodeHex } from '../../native/core/hex.ts';
import { type Apdu, controlHex, decodeApdu } from '../../native/payment/zvt/codec/apdu.ts';
import { decodeBmps } from '../../native/payment/zvt/codec/bmp.ts';
import { messageTable } from '../../native/payment/zvt/codec/message.table.ts';
import { decodeMessage, describe } from '../../native/payment/zvt/codec/message.ts';
import { decodeSerialFrame } from '../../native/payment/zvt/codec/serial-frame.ts';
import { decodeTlvList, type Tlv } from '../../native/payment/zvt/codec/tlv.ts';

export interface DecodedField {
  bmp: string;
  hex: string;
}

export interface DecodedTlv {
  tag: string;
  hex: string;
  children?: DecodedTlv[];
}

export type DecodedZvtFrame =
  | { control: string; length: number; fields: DecodedField[]; tlv: DecodedTlv[]; describe: string }
  | { error: string };

/** Never throws: what cannot be read is told in `error`. */
export function decodeZvtFrame(hexLine: string): DecodedZvtFrame {
  let bytes: Uint8Array;
  try {
    bytes = decodeHex(hexLine.replaceAll('-', ' '));
  } catch {
    return { error: 'keine Folge von Hex-Paaren' };
  }
  const serial = bytes[0] === 0x10 && bytes[1] === 0x02;
  try {
    return decodeFrame(decodeApdu(serial ? decodeSerialFrame(bytes) : bytes));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { error: serial ? `serieller Rahmen oder APDU fehlerhaft: ${detail}` : `APDU fehlerhaft: ${detail}` };
  }
}

function decodeFrame(apdu: Apdu): DecodedZvtFrame {
  const control = controlHex(apdu.control);
  const group = apdu.control >> 8;
  if (!messageTable.has(apdu.control) && group !== 0x80 && group !== 0x84) {
    return { error: `unbekanntes Kommando ${control}` };
  }
  const message = decodeMessage(apdu);
  if (!message.bmps.tlvComplete) return { error: `${control}: TLV-Behälter fehlerhaft` };
  const fields: DecodedField[] = [];
  for (const [name, value] of message.prefix) {
    fields.push({ bmp: name === 'result' ? '27' : name, hex: encodeHex(value) });
  }
  const required = messageTable.get(apdu.control)?.required ?? 0;
  if (message.prefix.size < required) return { error: `${control}: feste Felder unvollständig` };
  if (message.bmps.stoppedAt !== undefined) {
    return { error: `${control}: unbekanntes oder unvollständiges BMP an Stelle ${message.bmps.stoppedAt}` };
  }
  for (const field of message.bmps.fields) fields.push({ bmp: byteHex(field.bmp), hex: encodeHex(field.value) });
  const tlv = message.bmps.tlv.map(decodedTlv);
  if (message.rest) {
    const text = apdu.control === 0x06d1 ? splitPrintLine(message.rest) : undefined;
    fields.push({ bmp: apdu.control === 0x06d1 ? 'text' : 'data', hex: encodeHex(text?.text ?? message.rest) });
    if (text?.container) {
      fields.push({ bmp: '06', hex: encodeHex(text.container.value) });
      tlv.push(...text.container.objects.map(decodedTlv));
    }
  }
  return { control, length: apdu.data.length, fields, tlv, describe: describe(apdu) };
}

/** One vendor appends a TLV container to the text of a line. */
function splitPrintLine(rest: Uint8Array) {
  for (let i = rest.indexOf(6); i >= 0; i = rest.indexOf(6, i + 1)) {
    const list = decodeBmps(rest.subarray(i));
    const [field] = list.fields;
    if (field && list.fields.length === 1 && list.stoppedAt === undefined && list.tlvComplete) {
      return { text: rest.subarray(0, i), container: { value: field.value, objects: list.tlv } };
    }
  }
  return { text: rest };
}

function decodedTlv(object: Tlv): DecodedTlv {
  const decoded: DecodedTlv = { tag: tagHex(object.tag), hex: encodeHex(object.value) };
  if (object.children && decodeTlvList(object.value).complete) decoded.children = object.children.map(decodedTlv);
  return decoded;
}

function tagHex(tag: number): string {
  const digits = tag.toString(16).toUpperCase();
  return digits.length % 2 === 0 ? digits : `0${digits}`;
}

function byteHex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
