/** Frames of vpcd: 2-byte big-endian length and body, in any fragmentation (vsmartcard, virtualsmartcard README). */
import { ByteReader } from '../../../core/byte-reader.ts';
import { ByteWriter } from '../../../core/byte-writer.ts';

/** A body of one byte is one of these; every longer one is a command. Only `atr` is answered. */
export const vpcdControl = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, atr: 0x04 } as const;

export function encodeVpcdFrame(body: Uint8Array): Uint8Array {
  return new ByteWriter().u16be(body.length).bytes(body).build();
}

/** Collects received bytes; `push` gives the bodies that are complete by now. */
export class VpcdFrames {
  #received = new Uint8Array(0);

  push(chunk: Uint8Array): Uint8Array[] {
    const all = new Uint8Array(this.#received.length + chunk.length);
    all.set(this.#received);
    all.set(chunk, this.#received.length);
    const bodies: Uint8Array[] = [];
    let reader = new ByteReader(all);
    while (reader.remaining >= 2) {
      const length = new ByteReader(all, reader.offset).u16be();
      if (reader.remaining < 2 + length) break;
      bodies.push(all.slice(reader.offset + 2, reader.offset + 2 + length));
      reader = new ByteReader(all, reader.offset + 2 + length);
    }
    this.#received = all.slice(reader.offset);
    return bodies;
  }
}
