/** Reads a transparent file of the master file: by short identifier, by file identifier where that is refused. */
import { DeviceError } from '../../core/device-error.ts';
import type { ResponseApdu } from './apdu.ts';
import type { CardChannel } from './card-channel.ts';
import { measureTlv } from './tlv.ts';

export interface FileId {
  /** Two-byte file identifier. */
  fid: number;
  /** Short identifier, 1 … 30; 1C … 1E mean other files inside an application. */
  sfi: number;
}

/** ICAO 9303-10 §3.11, TR-03110-3 A.1. */
export const masterFiles = {
  cardAccess: { fid: 0x011c, sfi: 0x1c },
  directory: { fid: 0x2f00, sfi: 0x1e },
} satisfies Record<string, FileId>;

const statusDone = 0x9000;
const statusEndOfFile = 0x6282;
const statusBehindEnd = 0x6b00;
/** Offsets of 15 bits (ISO/IEC 7816-4 §7.2.3); the files read here have some hundred bytes. */
const fileBytesMax = 8192;
/** The longest answer that also fits a short APDU under secure messaging with AES. */
const readBytes = 0xdf;
/** Tag and length of any object up to 65 535 bytes. */
const headerBytes = 6;
/** A chip that gives a few bytes at a time still ends somewhere. */
const commandsMax = 1024;

/**
 * `one-object` stops where the outermost object ends; `to-the-end` takes a chain of objects.
 * Undefined when the file is not there or may not be read; `card.garbled` when its content is no TLV.
 */
export async function readFile(
  channel: CardChannel,
  file: FileId,
  extent: 'one-object' | 'to-the-end',
): Promise<Uint8Array | undefined> {
  const first = await openFile(channel, file);
  if (first === undefined) return undefined;
  const content: number[] = [...first.data];
  let ended = first.status !== statusDone || first.data.length === 0;
  for (let count = 0; ; count += 1) {
    const total = extent === 'to-the-end' ? fileBytesMax : (measureTlv(Uint8Array.from(content)) ?? headerBytes);
    if (content.length >= total) return Uint8Array.from(content.slice(0, total));
    if (ended || count === commandsMax) break;
    if (total > fileBytesMax) throw new DeviceError('card.garbled', `file of ${total} bytes`);
    const le = Math.min(readBytes, total - content.length);
    const offset = content.length;
    const part = await channel.send({
      cla: 0,
      ins: 0xb0,
      p1: offset >> 8,
      p2: offset & 0xff,
      data: new Uint8Array(0),
      le,
    });
    if (!carriesData(part) && part.status !== statusBehindEnd) {
      throw new DeviceError('card.refused', `read stopped with ${part.status.toString(16)}`);
    }
    content.push(...part.data);
    ended = part.status !== statusDone || part.data.length === 0;
  }
  if (extent === 'one-object') throw new DeviceError('card.garbled', `file ends after ${content.length} bytes`);
  return Uint8Array.from(content);
}

/** Selects the file and gives its first bytes. */
async function openFile(channel: CardChannel, { fid, sfi }: FileId): Promise<ResponseApdu | undefined> {
  const none = new Uint8Array(0);
  const byShortId = await channel.send({ cla: 0, ins: 0xb0, p1: 0x80 | sfi, p2: 0, data: none, le: headerBytes });
  if (carriesData(byShortId)) return byShortId;
  const data = Uint8Array.of(fid >> 8, fid & 0xff);
  const selected = await channel.send({ cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data });
  if (selected.status !== statusDone) return undefined;
  const start = await channel.send({ cla: 0, ins: 0xb0, p1: 0, p2: 0, data: none, le: headerBytes });
  return carriesData(start) ? start : undefined;
}

function carriesData({ status }: ResponseApdu): boolean {
  return status === statusDone || status === statusEndOfFile;
}
