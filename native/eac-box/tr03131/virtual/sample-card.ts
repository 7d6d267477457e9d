/** Cards the virtual box can be given: synthetic persons, data groups in the form of TR-03110-4 §2.2.3. */
import { ByteWriter } from '../../../core/byte-writer.ts';

export const cardKinds = ['id-card', 'passport', 'bac-passport'] as const;
export type CardKind = (typeof cardKinds)[number];

export interface SampleCard {
  kind: CardKind;
  /** 2 with PACE and the eID application, 1 for passports. */
  eacVersion: 1 | 2;
  /** A document with BAC alone wants its MRZ. */
  needsMrz: boolean;
  can: string;
  pin: string;
  puk: string;
  /** Tries left for the PIN: 3, 2, 1 suspended, 0 blocked. */
  pinTries: number;
  eidActive: boolean;
  files: ReadonlyMap<string, Map<string, Uint8Array>>;
}

/** Tag of data group n: application class, constructed. */
const tagOfGroup = (group: number) => 0x60 + group;

export function createSampleCard(kind: CardKind): SampleCard {
  const travel = new Map([
    ['EF-COM', tlv(0x60, tlv(0x5f01, ascii('0107')))],
    ['EF-SOD', tlv(0x77, tlv(0x04, ascii('VIRTUAL SOD')))],
    ['DG1', tlv(0x61, tlv(0x5f1f, ascii(machineReadable(kind))))],
    ['DG2', tlv(0x75, tlv(0x04, ascii('VIRTUAL FACE')))],
  ]);
  const files = new Map([['ePassport', travel]]);
  if (kind === 'id-card') files.set('eID', identityGroups());
  return {
    kind,
    eacVersion: kind === 'id-card' ? 2 : 1,
    needsMrz: kind === 'bac-passport',
    can: '500540',
    pin: '123456',
    puk: '9876543210',
    pinTries: 3,
    eidActive: true,
    files,
  };
}

function identityGroups(): Map<string, Uint8Array> {
  const group = (index: number, inner: Uint8Array): [string, Uint8Array] => [
    `DG${index}`,
    tlv(tagOfGroup(index), inner),
  ];
  const utf8 = (text: string) => tlv(0x0c, new TextEncoder().encode(text));
  const printable = (text: string) => tlv(0x13, ascii(text));
  const numeric = (text: string) => tlv(0x12, ascii(text));
  const address = [
    tlv(0xaa, utf8('Musterweg 5')),
    tlv(0xab, utf8('Mainz')),
    tlv(0xad, printable('D')),
    tlv(0xae, printable('55116')),
  ];
  return new Map([
    group(1, printable('ID')),
    group(2, printable('D')),
    group(3, numeric('20330131')),
    group(4, utf8('Lena')),
    group(5, utf8('Probst')),
    group(8, numeric('19840229')),
    group(9, tlv(0xa1, utf8('Mainz'))),
    group(17, tlv(0x30, join(address))),
    // Germany 0276, then the official municipality key of Mainz in its BCD grouping (TR-03127 table 2).
    group(18, tlv(0x04, Uint8Array.of(0x02, 0x76, 0x07, 0x03, 0x15, 0x00, 0x00))),
  ]);
}

/** TD1 or TD3 with fillers only: no check digits that anybody could take for real ones. */
function machineReadable(kind: CardKind): string {
  return kind === 'id-card' ? 'IDD<<VIRTUAL'.padEnd(90, '<') : 'P<D<<VIRTUAL'.padEnd(88, '<');
}

function tlv(tag: number, value: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  if (tag > 0xff) writer.u16be(tag);
  else writer.u8(tag);
  if (value.length > 0x7f) writer.u8(0x81);
  return writer.u8(value.length).bytes(value).build();
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return parts.reduce((writer, part) => writer.bytes(part), new ByteWriter()).build();
}
