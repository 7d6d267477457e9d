/**
 * Message sequence ids (tag 1F73, PA00P015 ch. 5): each side numbers its messages 000001 … 999999, an answer echoes the
 * number of what it answers, a repeat keeps it. Offered and accepted in the registration as 000000.
 */
import { ByteWriter } from '../../../core/byte-writer.ts';
import type { Apdu } from './apdu.ts';
import { encodeBcd, readBcd } from './bcd.ts';
import { decodeBmps, encodeBmp, findTag } from './bmp.ts';
import { decodeMessage } from './message.ts';
import { encodeTlv, findTlv } from './tlv.ts';

const tag = 0x1f73;
export const highestMessageId = 999_999;

/** The object that offers or accepts the numbering. */
export const messageIdOffer: Uint8Array = encodeTlv(tag, [0, 0, 0]);

/** The number a message carries; undefined without one and for 000000, which numbers nothing. */
export function readMessageId(apdu: Apdu): number | undefined {
  const message = decodeMessage(apdu);
  const object = message.rest ? appendedObject(message.rest) : findTag(message.bmps, tag)?.value;
  return readBcd(object) || undefined;
}

/** Puts the number into the container 06 that ends the message, or appends one. */
export function withMessageId(apdu: Apdu, id: number): Apdu {
  const object = encodeTlv(tag, encodeBcd(id, 3));
  const last = decodeMessage(apdu).bmps.fields.at(-1);
  const { data } = apdu;
  const writer = new ByteWriter();
  if (last?.bmp === 0x06 && data.byteOffset + data.length === last.value.byteOffset + last.value.length) {
    const header = encodeBmp(0x06, last.value).length;
    writer.bytes(data.subarray(0, data.length - header)).bytes(encodeBmp(0x06, Buffer.concat([last.value, object])));
  } else {
    writer.bytes(data);
    // TLV needs the timeout byte before it (PA00P015 §3.7).
    if (apdu.control === 0x04ff && data.length === 1) writer.u8(0);
    writer.bytes(encodeBmp(0x06, object));
  }
  return { control: apdu.control, data: writer.build() };
}

/** A print line has text, and behind it at most a container. */
function appendedObject(rest: Uint8Array): Uint8Array | undefined {
  for (let i = rest.indexOf(6); i >= 0; i = rest.indexOf(6, i + 1)) {
    const list = decodeBmps(rest.subarray(i));
    if (list.stoppedAt === undefined && list.tlvComplete && list.fields.length === 1)
      return findTlv(list.tlv, tag)?.value;
  }
  return undefined;
}
