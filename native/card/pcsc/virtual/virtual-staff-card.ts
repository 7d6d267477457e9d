/** A staff card with the PIV application (NIST SP 800-73-4), as far as signing in with it goes; its PIN blocks after three tries. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { DeviceError } from '../../../core/device-error.ts';
import { encodeHex } from '../../../core/hex.ts';
import { type CommandApdu, decodeCommand, encodeResponse, type ResponseApdu } from '../apdu.ts';
import { virtualCardAtr } from '../atr.ts';
import { piv, pivStatus, pivTags } from '../piv.table.ts';
import { decodeTlv, encodeTlv } from '../tlv.ts';
import { signDigest } from './sign-digest.ts';
import type { StaffCard } from './staff-card.table.ts';

const none = new Uint8Array(0);
const tries = 3;
const shortMax = 256;
const digestBytes = 32;
const wrongLength = 0x6700;
const unknownInstruction = 0x6d00;
const getResponse = 0xc0;

export class VirtualStaffCard {
  readonly atr = virtualCardAtr;
  readonly #key: KeyObject;
  readonly #pin: Uint8Array;
  readonly #container: Uint8Array;
  #triesLeft = tries;
  #selected = false;
  #verified = false;
  #pending: Uint8Array = none;

  constructor({ privateKey, certificate, pin }: StaffCard) {
    this.#key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
    this.#pin = new Uint8Array(piv.pinLength).fill(piv.pinPadding);
    this.#pin.set(new TextEncoder().encode(pin));
    const objects = [
      ...encodeTlv(pivTags.certificate, Buffer.from(certificate, 'base64')),
      ...encodeTlv(pivTags.certificateInfo, Uint8Array.of(0)),
      ...encodeTlv(0xfe, none), // error detection code, empty: part 1, appendix A
    ];
    this.#container = encodeTlv(pivTags.data, Uint8Array.from(objects));
  }

  /** The tries outlive it, as on a real card. */
  reset(): void {
    this.#selected = false;
    this.#verified = false;
    this.#pending = none;
  }

  transmit(bytes: Uint8Array): Uint8Array {
    try {
      return encodeResponse(this.#inParts(this.#answer(decodeCommand(bytes))));
    } catch (error) {
      if (error instanceof DeviceError) return encodeResponse(refuse(wrongLength));
      throw error;
    }
  }

  #answer(command: CommandApdu): ResponseApdu {
    if (command.ins === getResponse) return this.#pending.length === 0 ? refuse(pivStatus.conditions) : this.#rest();
    if (command.ins === piv.select) {
      const hex = encodeHex(command.data);
      const fits = command.p1 === 4 && hex.length >= piv.selectedId.length && piv.applicationId.startsWith(hex);
      this.reset();
      this.#selected = fits;
      if (!fits) return refuse(pivStatus.notFound);
      const identifier = encodeTlv(0x4f, Buffer.from(piv.applicationId.slice(10), 'hex'));
      return { data: encodeTlv(0x61, identifier), status: pivStatus.done };
    }
    if (!this.#selected) return refuse(unknownInstruction);
    switch (command.ins) {
      case piv.getData:
        return this.#getData(command);
      case piv.verify:
        return this.#verify(command);
      case piv.generalAuthenticate:
        return this.#sign(command);
      default:
        return refuse(unknownInstruction);
    }
  }

  #getData({ p1, p2, data }: CommandApdu): ResponseApdu {
    if (p1 !== 0x3f || p2 !== 0xff) return refuse(pivStatus.wrongParameters);
    const wanted = encodeTlv(pivTags.tagList, Uint8Array.from(piv.authenticationCertificate));
    if (encodeHex(data) !== encodeHex(wanted)) return refuse(pivStatus.notFound);
    return { data: this.#container, status: pivStatus.done };
  }

  #verify({ p1, p2, data }: CommandApdu): ResponseApdu {
    if (p2 !== piv.pinReference) return refuse(pivStatus.referenceNotFound);
    if (p1 !== 0) return refuse(pivStatus.wrongParameters);
    if (data.length === 0) return this.#verified ? accept() : this.#retries();
    if (this.#triesLeft === 0) return refuse(pivStatus.blocked);
    if (data.length !== piv.pinLength) return refuse(pivStatus.wrongData);
    this.#verified = encodeHex(data) === encodeHex(this.#pin);
    if (this.#verified) {
      this.#triesLeft = tries;
      return accept();
    }
    this.#triesLeft -= 1;
    return this.#retries();
  }

  /** Part 2, 3.2.1: with no try left the command says 6983 the next time, and 63C0 now. */
  #retries(): ResponseApdu {
    return refuse((pivStatus.wrongPinFamily << 4) | this.#triesLeft);
  }

  #sign({ p1, p2, data }: CommandApdu): ResponseApdu {
    if (p1 !== piv.eccP256 || p2 !== piv.authenticationKey) return refuse(pivStatus.wrongParameters);
    if (!this.#verified) return refuse(pivStatus.securityNotSatisfied);
    const template = decodeTlv(data).find(({ tag }) => tag === pivTags.template)?.children ?? [];
    const digest = template.find(({ tag }) => tag === pivTags.challenge)?.value;
    const asks = template.some(({ tag, value }) => tag === pivTags.response && value.length === 0);
    if (!asks || digest?.length !== digestBytes) return refuse(pivStatus.wrongData);
    const signature = signDigest(this.#key, digest);
    return { data: encodeTlv(pivTags.template, encodeTlv(pivTags.response, signature)), status: pivStatus.done };
  }

  #inParts(answer: ResponseApdu): ResponseApdu {
    if (answer.data.length <= shortMax) return answer;
    this.#pending = answer.data;
    return this.#rest();
  }

  #rest(): ResponseApdu {
    const data = this.#pending.subarray(0, shortMax);
    this.#pending = this.#pending.subarray(data.length);
    const more = Math.min(this.#pending.length, 0xff);
    return { data, status: more === 0 ? pivStatus.done : 0x6100 | more };
  }
}

const accept = (): ResponseApdu => ({ data: none, status: pivStatus.done });
const refuse = (status: number): ResponseApdu => ({ data: none, status });
