/** `06 D0`: what the terminal asks a person, as far as its text can be read (PA00P015 §3.10, tags 24 and 07). */
import { decodeBmps, findTag } from './bmp.ts';
import { type Charset, decodeText } from './charset.ts';

const maximumLength = 200;

/** Undefined when the message holds no text. */
export function decodeMenuText(data: Uint8Array, charset: Charset): string | undefined {
  const list = decodeBmps(data);
  const objects = findTag(list, 0x24)?.children ?? list.tlv;
  const lines = objects
    .filter((object) => object.tag === 0x07)
    .map((object) => decodeText(object.value, charset).trim());
  const text = lines
    .filter((line) => line !== '')
    .join(' ')
    .slice(0, maximumLength);
  return text === '' ? undefined : text;
}
