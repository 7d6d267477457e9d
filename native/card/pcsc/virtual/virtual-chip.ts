/** The chip itself: selects, reads and refuses as ISO/IEC 7816-4 and TR-03110 ask before any channel is open. */
import { DeviceError } from '../../../core/device-error.ts';
import { encodeHex } from '../../../core/hex.ts';
import { type CommandApdu, decodeCommand, encodeResponse } from '../apdu.ts';
import { virtualCardAtr } from '../atr.ts';
import {
  type ChipApplication,
  type ChipFile,
  type ChipProfile,
  chipProfiles,
  type ProfileName,
} from './chip-profile.ts';

export interface ChipQuirks {
  /** The chip never gives more bytes than this per read, though it has them. */
  readMax?: number;
  /** Answers 6Cxx to an Le that differs from what is there. */
  exactLength?: boolean;
  /** Announces data with 61xx and hands it out by GET RESPONSE. */
  getResponse?: boolean;
}

const masterFileId = 0x3f00;
const none = new Uint8Array(0);
const sw = {
  done: 0x9000,
  endOfFile: 0x6282,
  wrongLength: 0x6700,
  security: 0x6982,
  conditions: 0x6985,
  noFileSelected: 0x6986,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongParameters: 0x6a86,
  behindEnd: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

interface Answer {
  data: Uint8Array;
  status: number;
}

export class VirtualChip {
  readonly atr = virtualCardAtr;
  readonly #profile: ChipProfile;
  readonly #quirks: ChipQuirks;
  #application: ChipApplication | undefined;
  #file: ChipFile | undefined;
  #pending: Uint8Array = none;

  constructor(profile: ProfileName, quirks: ChipQuirks = {}) {
    this.#profile = chipProfiles[profile];
    this.#quirks = quirks;
  }

  /** Power on, power off and reset are one to the chip: the master file is current again. */
  reset(): void {
    this.#application = undefined;
    this.#file = undefined;
    this.#pending = none;
  }

  /** Any bytes get an answer. */
  transmit(bytes: Uint8Array): Uint8Array {
    let command: CommandApdu;
    try {
      command = decodeCommand(bytes);
    } catch (error) {
      if (error instanceof DeviceError) return encodeResponse({ data: none, status: sw.wrongLength });
      throw error;
    }
    const answer = this.#inSteps(command, this.#answer(command));
    return encodeResponse(answer);
  }

  #answer(command: CommandApdu): Answer {
    // Secure messaging without a channel: the object is there, but there is no key for it.
    if ((command.cla & 0x0c) === 0x0c) return refuse(sw.security);
    if ((command.cla & 0xef) !== 0) return refuse(sw.unknownClass);
    switch (command.ins) {
      case 0xa4:
        return this.#select(command);
      case 0xb0:
        return this.#read(command);
      case 0xc0:
        return this.#giveRest(command);
      // PACE and BAC: this card knows no password, so that no channel can be opened.
      case 0x22:
      case 0x82:
      case 0x84:
      case 0x86:
        return refuse(sw.conditions);
      case 0xd6:
      case 0x2c:
        return refuse(sw.security);
      default:
        return refuse(sw.unknownInstruction);
    }
  }

  #select({ p1, p2, data }: CommandApdu): Answer {
    if (p2 !== 0x0c && p2 !== 0x00) return refuse(sw.wrongParameters);
    if (p1 === 0x04) {
      const found = this.#profile.applications.find((application) => application.identifier === encodeHex(data));
      if (found === undefined) return refuse(sw.notFound);
      this.#application = found;
      this.#file = undefined;
      return accept();
    }
    if (p1 !== 0x00 && p1 !== 0x02) return refuse(sw.wrongParameters);
    if (p1 === 0x00 && data.length === 0) return this.#selectMaster();
    if (data.length !== 2) return refuse(sw.wrongData);
    const fid = (data[0] ?? 0) * 256 + (data[1] ?? 0);
    if (p1 === 0x00) return fid === masterFileId ? this.#selectMaster() : refuse(sw.notFound);
    return this.#open((file) => file.fid === fid) ?? accept();
  }

  #selectMaster(): Answer {
    // A chip without any file has no master file either.
    if (this.#profile.master.length === 0) return refuse(sw.notFound);
    this.reset();
    return accept();
  }

  #read({ p1, p2, data, le }: CommandApdu): Answer {
    if (data.length > 0 || le === undefined) return refuse(sw.wrongLength);
    const byShortId = (p1 & 0x80) !== 0;
    if (byShortId) {
      if ((p1 & 0x60) !== 0) return refuse(sw.wrongParameters);
      const refused = this.#open((file) => file.sfi === (p1 & 0x1f));
      if (refused) return refused;
    }
    if (this.#file === undefined) return refuse(sw.noFileSelected);
    const { content } = this.#file;
    const offset = byShortId ? p2 : p1 * 256 + p2;
    if (offset >= content.length) return refuse(sw.behindEnd);
    const left = content.length - offset;
    if (this.#quirks.exactLength && le > left) return refuse(0x6c00 | (left & 0xff));
    const given = Math.min(le, left, this.#quirks.readMax ?? le);
    const part = content.subarray(offset, offset + given);
    return { data: part, status: given < le && given === left ? sw.endOfFile : sw.done };
  }

  /** Makes the file current, or gives the refusal. */
  #open(fits: (file: ChipFile) => boolean): Answer | undefined {
    const files = this.#application?.files ?? this.#profile.master;
    const found = files.find(fits);
    this.#file = undefined;
    if (found === undefined) return refuse(sw.notFound);
    if (found.access === 'locked') return refuse(sw.security);
    this.#file = found;
    return undefined;
  }

  #inSteps(command: CommandApdu, answer: Answer): Answer {
    if (!this.#quirks.getResponse || command.ins === 0xc0 || answer.data.length === 0) return answer;
    this.#pending = answer.data;
    return { data: none, status: 0x6100 | (answer.data.length & 0xff) };
  }

  #giveRest({ le }: CommandApdu): Answer {
    if (this.#pending.length === 0) return refuse(sw.conditions);
    const data = this.#pending.subarray(0, le ?? 256);
    this.#pending = this.#pending.subarray(data.length);
    return { data, status: this.#pending.length === 0 ? sw.done : 0x6100 | (this.#pending.length & 0xff) };
  }
}

function accept(): Answer {
  return { data: none, status: sw.done };
}

function refuse(status: number): Answer {
  return { data: none, status };
}
