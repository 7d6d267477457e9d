/** Object identifiers between DER content bytes and dotted text (ITU-T X.690 §8.19). */
import { ByteWriter } from '../../core/byte-writer.ts';
import { DeviceError } from '../../core/device-error.ts';

const arcMax = 32;

export function decodeObjectIdentifier(bytes: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  let open = true;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) throw new DeviceError('card.garbled', 'object identifier arc is too large');
    open = (byte & 0x80) !== 0;
    if (open) continue;
    if (arcs.length === 0) {
      const root = Math.min(Math.floor(value / 40), 2);
      arcs.push(root, value - root * 40);
    } else arcs.push(value);
    if (arcs.length > arcMax) throw new DeviceError('card.garbled', 'object identifier is too long');
    value = 0;
  }
  if (open) throw new DeviceError('card.garbled', 'object identifier is cut off');
  return arcs.join('.');
}

export function encodeObjectIdentifier(dotted: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const writer = new ByteWriter();
  for (const arc of [root * 40 + second, ...rest]) {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) + 128);
    writer.bytes(digits);
  }
  return writer.build();
}
