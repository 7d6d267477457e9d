/** Extended data blocks behind the image of an ISO/IEC 19794-4:2011 representation: kept whole, never needed. */
import { ByteReader } from '../../core/byte-reader.ts';
import type { ByteWriter } from '../../core/byte-writer.ts';

export interface ExtendedBlock {
  /** 1 segmentation, 2 annotation, 3 and above comments; 0 = bytes no reading fits. */
  id: number;
  data: Uint8Array;
}

/** Some writers count id and length into the length, some do not: the reading that ends exactly is taken. */
export function decodeExtendedBlocks(bytes: Uint8Array): ExtendedBlock[] {
  if (bytes.length === 0) return [];
  return readBlocks(bytes, 4) ?? readBlocks(bytes, 0) ?? [{ id: 0, data: bytes }];
}

export function encodeExtendedBlock(writer: ByteWriter, block: ExtendedBlock): void {
  writer
    .u16be(block.id)
    .u16be(block.data.length + 4)
    .bytes(block.data);
}

function readBlocks(bytes: Uint8Array, counted: number): ExtendedBlock[] | undefined {
  const reader = new ByteReader(bytes);
  const blocks: ExtendedBlock[] = [];
  while (reader.remaining >= 4) {
    const id = reader.u16be();
    const length = reader.u16be() - counted;
    if (id === 0 || length < 0 || length > reader.remaining) return undefined;
    blocks.push({ id, data: reader.take(length) });
  }
  return reader.remaining === 0 ? blocks : undefined;
}
