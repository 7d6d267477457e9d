/** Commands of the cash register to the terminal (PA00P015 ch. 2). */
import { ByteWriter } from '../../../core/byte-writer.ts';
import type { Apdu } from './apdu.ts';
import { encodeBcd } from './bcd.ts';
import { encodeBmp } from './bmp.ts';
import { messageIdOffer } from './message-id.ts';
import { encodeTlv } from './tlv.ts';

/** Six digits as three bytes. */
export type Password = string;

/** ISO 4217 number of the euro in BMP 49 and in the registration. */
const euro = [0x09, 0x78];

/** Service bits of a repeat receipt: bit 0 sends the Status-Information, bit 1 suppresses printing (PA00P015 §2.11). */
export const repeatService = { statusWithoutPrint: 0x03, printOnly: 0x00 } as const;

export interface Registration {
  password: Password;
  configByte: number;
  serviceByte?: number;
  /** Commands the register can process; once given, the terminal must not send others (PA00P015 §2.1, tag 26). */
  permittedCommands: readonly number[];
  /** Tag 14, valid only if the terminal echoes it. */
  charset?: number;
  printerWidth?: number;
  /** Offers message sequence ids; they are used only when the terminal echoes them. */
  messageIds?: boolean;
}

export function encodeRegistration(registration: Registration): Apdu {
  const tlv = new ByteWriter();
  if (registration.printerWidth !== undefined) tlv.bytes(encodeTlv(0x12, encodeBcd(registration.printerWidth, 1)));
  if (registration.charset !== undefined) tlv.bytes(encodeTlv(0x14, [registration.charset]));
  if (registration.permittedCommands.length > 0) {
    const commands = registration.permittedCommands.map((control) => encodeTlv(0x0a, [control >> 8, control & 0xff]));
    tlv.bytes(encodeTlv(0x26, commands));
  }
  if (registration.messageIds) tlv.bytes(messageIdOffer);
  const writer = passwordBytes(registration.password).u8(registration.configByte).bytes(euro);
  if (registration.serviceByte !== undefined) writer.bytes(encodeBmp(0x03, [registration.serviceByte]));
  return { control: 0x0600, data: writer.bytes(encodeBmp(0x06, tlv.build())).build() };
}

export function encodeAuthorisation(amountCents: number, options: { answerSeconds?: number } = {}): Apdu {
  const writer = new ByteWriter().bytes(encodeBmp(0x04, encodeBcd(amountCents, 6))).bytes(encodeBmp(0x49, euro));
  if (options.answerSeconds !== undefined) writer.bytes(encodeBmp(0x01, [options.answerSeconds]));
  return { control: 0x0601, data: writer.build() };
}

export function encodeReversal(password: Password, receiptNumber: number, amountCents: number): Apdu {
  const writer = passwordBytes(password)
    .bytes(encodeBmp(0x87, encodeBcd(receiptNumber, 2)))
    .bytes(encodeBmp(0x04, encodeBcd(amountCents, 6)))
    .bytes(encodeBmp(0x49, euro));
  return { control: 0x0630, data: writer.build() };
}

export function encodeRefund(password: Password, amountCents: number): Apdu {
  const writer = passwordBytes(password)
    .bytes(encodeBmp(0x04, encodeBcd(amountCents, 6)))
    .bytes(encodeBmp(0x49, euro));
  return { control: 0x0631, data: writer.build() };
}

/** `receiptId` is tag 1F01: 1 last, 2 merchant, 3 customer, 4 end of day. */
export function encodeRepeatReceipt(password: Password, serviceByte: number, receiptId?: number): Apdu {
  const writer = passwordBytes(password).bytes(encodeBmp(0x03, [serviceByte]));
  if (receiptId !== undefined) writer.bytes(encodeBmp(0x06, encodeTlv(0x1f01, [receiptId])));
  return { control: 0x0620, data: writer.build() };
}

export function encodeEndOfDay(password: Password): Apdu {
  return { control: 0x0650, data: passwordBytes(password).build() };
}

export function encodeTotalsRequest(password: Password): Apdu {
  return { control: 0x0610, data: passwordBytes(password).build() };
}

/** Bit 2 of the service byte asks for TLV objects: terminal time, device, locks (PA00P015 §2.55). */
export function encodeStatusEnquiry(password: Password): Apdu {
  return {
    control: 0x0501,
    data: passwordBytes(password)
      .bytes(encodeBmp(0x03, [0x05]))
      .build(),
  };
}

/** Tag 1B: 1 line, 2 extended, 3 configuration, 4 EMV. */
export function encodeDiagnosis(kind?: 1 | 2 | 3 | 4): Apdu {
  return { control: 0x0670, data: kind === undefined ? new Uint8Array() : encodeBmp(0x06, encodeTlv(0x1b, [kind])) };
}

export function encodeInitialisation(password: Password): Apdu {
  return { control: 0x0693, data: passwordBytes(password).build() };
}

/** Receipt numbers of the turnover store (PA00P015 §2.12). */
export function encodeReprint(password: Password, from: number, to?: number): Apdu {
  const writer = passwordBytes(password).bytes(encodeBcd(from, 2));
  if (to !== undefined) writer.bytes(encodeBcd(to, 2));
  return { control: 0x0612, data: writer.build() };
}

/** Numbers of PA00P015 §2.35. */
const languages = { de: 0x00, en: 0x01, fr: 0x02, it: 0x03, pl: 0x0a } as const;

export function encodeSelectLanguage(language: keyof typeof languages): Apdu {
  return { control: 0x0830, data: Uint8Array.of(languages[language]) };
}

export function encodeAbort(): Apdu {
  return { control: 0x06b0, data: new Uint8Array() };
}

export function encodeLogOff(): Apdu {
  return { control: 0x0602, data: new Uint8Array() };
}

function passwordBytes(password: Password): ByteWriter {
  if (!/^[0-9]{6}$/.test(password)) throw new RangeError('the password has six digits');
  return new ByteWriter().bytes(Buffer.from(password, 'hex'));
}
