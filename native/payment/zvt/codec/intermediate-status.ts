/** `04 FF`: what happens at the terminal now, and for how long the register should be patient (PA00P015 §3.7). */
import type { Apdu } from './apdu.ts';
import { readBcd } from './bcd.ts';
import { findTag } from './bmp.ts';
import { type Charset, decodeText } from './charset.ts';
import { intermediateStatusText } from './intermediate-status.table.ts';
import { decodeMessage } from './message.ts';

export interface IntermediateStatus {
  code: number;
  /** Neutral German text of the table; the terminal's own text is for the clerk only and may be in any language. */
  text: string;
  terminalText?: string;
  /** New T4 in minutes. */
  minutes?: number;
}

export function decodeIntermediateStatus(apdu: Apdu, charset: Charset): IntermediateStatus {
  const message = decodeMessage(apdu);
  const code = message.prefix.get('status')?.[0] ?? 0xff;
  const status: IntermediateStatus = { code, text: intermediateStatusText(code) };
  const minutes = readBcd(message.prefix.get('timeout'));
  if (minutes) status.minutes = minutes;
  const container = findTag(message.bmps, 0x24);
  const lines = (container?.children ?? []).filter((object) => object.tag === 0x07);
  const terminalText = lines
    .map((line) => decodeText(line.value, charset).trim())
    .filter((line) => line !== '')
    .join(' ');
  if (terminalText !== '') status.terminalText = terminalText;
  return status;
}
