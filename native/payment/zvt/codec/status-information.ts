/** `04 0F`: what the terminal says about a transaction, read leniently and freed from track data (PA00P015 §3.1, ch. 6). */
import { encodeHex } from '../../../core/hex.ts';
import type { PaymentRecord } from '../../port.ts';
import { type Apdu, encodeApdu } from './apdu.ts';
import { readBcd } from './bcd.ts';
import { type BmpList, decodeBmps, findBmp, findTag } from './bmp.ts';
import { cardTypeName } from './card-type.table.ts';
import { type Charset, decodeText, sevenBits } from './charset.ts';
import type { Tlv } from './tlv.ts';
import { decodeTotals, type TotalsBlock } from './totals.ts';

export interface StatusInformation {
  /** Absent when the message holds no result code at all. */
  record?: PaymentRecord;
  /** False when a BMP is unknown: what follows it is lost, and the message must not be read as a refusal. */
  understood: boolean;
  /** Digits of BMP 49, `0978` for euro. */
  currency?: string;
  totals?: TotalsBlock;
}

/** Tracks, chip data and card verification values never leave the codec (PA00P015 §6.2). */
const trackBmps: ReadonlySet<number> = new Set([0x23, 0x24, 0x2d, 0x2e, 0x3a, 0x9a, 0xaf]);
const trackTags: ReadonlySet<number> = new Set([0x1f08, 0x1f09, 0x1f0a, 0x57, 0x5a]);

/** Any data gives a value. */
export function decodeStatusInformation(apdu: Apdu, charset: Charset): StatusInformation {
  const list = decodeBmps(apdu.data);
  const information: StatusInformation = { understood: list.stoppedAt === undefined };
  const resultCode = findBmp(list, 0x27)?.[0];
  if (resultCode !== undefined) {
    information.record = withoutAbsent({
      resultCode,
      rawHex: encodeHex(encodeApdu({ control: apdu.control, data: withoutCardData(apdu.data, list) })),
      ...numbers(list),
      ...texts(list, charset),
      ...card(list),
    });
  }
  const currency = findBmp(list, 0x49);
  if (currency) information.currency = encodeHex(currency);
  const totals = findBmp(list, 0x60);
  if (totals) information.totals = readTotals(totals) ?? { fromReceipt: 0, toReceipt: 0, perScheme: [] };
  return information;
}

type Fields = Omit<PaymentRecord, 'resultCode' | 'rawHex'>;
type Details = { [Key in keyof Fields]?: Fields[Key] | undefined };

function numbers(list: BmpList): Details {
  const terminalId = findBmp(list, 0x29);
  const trace = readBcd(findBmp(list, 0x0b));
  // Terminals with longer counters send 0B = 000000 and the number in tag 1F2B (PA00P015 §9).
  const longTrace = readBcd(findTag(list, 0x1f2b)?.value);
  return {
    terminalId: terminalId && encodeHex(terminalId),
    receiptNumber: readBcd(findBmp(list, 0x87)),
    traceNumber: trace === 0 || trace === undefined ? (longTrace ?? trace) : trace,
    amountCents: readBcd(findBmp(list, 0x04)),
    turnoverNumber: readBcd(findBmp(list, 0x88)),
    date: pairs(findBmp(list, 0x0d), '-'),
    time: pairs(findBmp(list, 0x0c), ':'),
  };
}

function texts(list: BmpList, charset: Charset): Details {
  const vuNumber = findBmp(list, 0x2a);
  const attribute = findBmp(list, 0x3b);
  const additional = findBmp(list, 0x3c) ?? findTag(list, 0x1f17)?.value ?? findTag(list, 0x24, 0x07)?.value;
  return {
    vuNumber: vuNumber && plain(decodeText(vuNumber, sevenBits)),
    authorisationAttribute: attribute && plain(decodeText(attribute, sevenBits)),
    additionalText: additional && plain(decodeText(additional, charset)),
  };
}

function card(list: BmpList): Details {
  const type = findBmp(list, 0x8a)?.[0];
  const longType = readNumber(findTag(list, 0x41)?.value);
  const cardTypeId = type === 0xff ? (longType ?? type) : type;
  const name = findBmp(list, 0x8b);
  const pan = findBmp(list, 0x22);
  return {
    cardTypeId,
    cardName: name
      ? plain(decodeText(name, sevenBits))
      : cardTypeId === undefined
        ? undefined
        : cardTypeName(cardTypeId),
    panMasked: pan && maskPan(encodeHex(pan)).replace(/F+$/, ''),
    hostResultCode: findBmp(list, 0xa0)?.[0],
  };
}

/** At most the first six and the last four digits stay, of short numbers only the last four, whatever the terminal masked. */
function maskPan(nibbles: string): string {
  const separator = nibbles.search(/[DF]/);
  const end = separator < 0 ? nibbles.length : separator;
  const from = end >= 13 ? 6 : 0;
  const to = Math.max(from, end - 4);
  const middle = nibbles.slice(from, to).replace(/[0-9]/g, 'E');
  return nibbles.slice(0, from) + middle + nibbles.slice(to, end) + 'F'.repeat(nibbles.length - end);
}

function withoutCardData(data: Uint8Array, list: BmpList): Uint8Array {
  const copy = Uint8Array.from(data);
  const blank = (value: Uint8Array) =>
    copy.fill(0, value.byteOffset - data.byteOffset, value.byteOffset - data.byteOffset + value.length);
  for (const field of list.fields) {
    if (trackBmps.has(field.bmp)) blank(field.value);
    if (field.bmp === 0x06 && !list.tlvComplete) blank(field.value);
    if (field.bmp === 0x22) copy.set(Buffer.from(maskPan(encodeHex(field.value)), 'hex'), field.offset);
  }
  const visit = (objects: readonly Tlv[]) => {
    for (const object of objects) {
      if (trackTags.has(object.tag)) blank(object.value);
      visit(object.children ?? []);
    }
  };
  visit(list.tlv);
  if (list.stoppedAt !== undefined) copy.fill(0, list.stoppedAt + 1);
  return copy;
}

function readTotals(bytes: Uint8Array): TotalsBlock | undefined {
  try {
    return decodeTotals(bytes);
  } catch {
    return undefined;
  }
}

/** `1122` → `11-22`; undefined when the terminal sent no digits. */
function pairs(bytes: Uint8Array | undefined, separator: string): string | undefined {
  if (readBcd(bytes) === undefined || !bytes) return undefined;
  return (encodeHex(bytes).match(/../g) ?? []).join(separator);
}

function readNumber(bytes: Uint8Array | undefined): number | undefined {
  if (!bytes || bytes.length === 0 || bytes.length > 4) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function plain(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

function withoutAbsent(record: Details & Pick<PaymentRecord, 'resultCode' | 'rawHex'>): PaymentRecord {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(entries), resultCode: record.resultCode, rawHex: record.rawHex };
}
