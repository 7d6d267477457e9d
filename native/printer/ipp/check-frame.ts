/**
 * Walks the tags and lengths of an IPP message before the decoder sees it (RFC 8010 §3.1): the decoder trusts
 * lengths, reads them as signed and can run in a circle on hostile ones.
 */
import { ByteReader } from '../../core/byte-reader.ts';
import { DeviceError } from '../../core/device-error.ts';
import { groupTags, valueTags } from './ipp.table.ts';

const maxAttributes = 20_000;
const headBytes = 8;

/** Lengths that the syntax fixes, RFC 8010 §3.9; ends with 0 where any length is allowed. */
const fixedLength: Readonly<Record<number, number>> = {
  [valueTags.integer]: 4,
  [valueTags.boolean]: 1,
  [valueTags.enum]: 4,
  [valueTags.dateTime]: 11,
  [valueTags.resolution]: 9,
  [valueTags.rangeOfInteger]: 8,
};

/** Returns where the attributes end and the document begins; throws `device.garbled` on anything malformed. */
export function checkFrame(bytes: Uint8Array): number {
  const reader = new ByteReader(bytes);
  reader.take(headBytes);
  let tag = groupTag(reader.u8());
  let attributes = 0;
  while (tag !== groupTags.end) {
    let named = false;
    for (tag = reader.u8(); tag > 0x0f; tag = reader.u8()) {
      attributes += 1;
      if (attributes > maxAttributes || tag > 0x7f) throw garbled(reader, 'value tag');
      const nameLength = text(reader);
      if (nameLength === 0 && !named) throw garbled(reader, 'value without a name');
      named = true;
      value(reader, tag);
    }
    groupTag(tag);
  }
  return reader.offset;
}

function value(reader: ByteReader, tag: number): void {
  const wanted = fixedLength[tag];
  if (tag === valueTags.textWithLanguage || tag === valueTags.nameWithLanguage) {
    const inner = new ByteReader(reader.take(length(reader)));
    text(inner);
    text(inner);
    if (inner.remaining !== 0) throw garbled(reader, 'length of a text with language');
    return;
  }
  const actual = text(reader);
  if (wanted !== undefined && actual !== wanted) throw garbled(reader, 'length of a value');
}

function text(reader: ByteReader): number {
  const count = length(reader);
  reader.take(count);
  return count;
}

/** RFC 8010 §3.1: SIGNED-SHORT, so more than 32767 is negative. */
function length(reader: ByteReader): number {
  const count = reader.u16be();
  if (count > 0x7fff) throw garbled(reader, 'negative length');
  return count;
}

function groupTag(tag: number): number {
  if (tag === 0 || tag > 0x0f) throw new DeviceError('device.garbled', `IPP group tag ${tag}`);
  return tag;
}

function garbled(reader: ByteReader, what: string): DeviceError {
  return new DeviceError('device.garbled', `IPP ${what} at byte ${reader.offset}`);
}
