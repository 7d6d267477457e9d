/** Print texts: single lines `06 D1` and blocks `06 D3`, and the way from them to whole receipts (PA00P015 §§3.5, 3.6). */
import type { TerminalReceipt } from '../../port.ts';
import { decodeBmps } from './bmp.ts';
import { type Charset, decodeText } from './charset.ts';
import { findTlv, type Tlv } from './tlv.ts';

export interface PrintPiece {
  lines: string[];
  /** The receipt ends here. */
  last: boolean;
  kind?: TerminalReceipt['kind'];
}

/** Attribute FF feeds as many lines as the byte after it says; more than this is no receipt. */
const maximumFeed = 20;

/** Bit 7 of an attribute ends the receipt; 80 alone is "normal" and FF is a line feed. */
function endsReceipt(attribute: number): boolean {
  return (attribute & 0x80) !== 0 && attribute !== 0x80 && attribute !== 0xff;
}

export function decodePrintLine(data: Uint8Array, charset: Charset): PrintPiece {
  const attribute = data[0];
  if (attribute === undefined) return { lines: [''], last: false };
  if (attribute === 0xff) {
    return { lines: Array<string>(Math.min(data[1] ?? 1, maximumFeed)).fill(''), last: false };
  }
  const last = endsReceipt(attribute);
  const text = data.subarray(1);
  // `06 D1 01 81` only cuts: there is nothing to print.
  if (last && text.length === 0) return { lines: [], last };
  return { lines: [decodeText(withoutAppendedTlv(text), charset).trimEnd()], last };
}

/** One vendor appends a TLV container to the text; a 06 that opens exactly the rest cannot be text. */
function withoutAppendedTlv(text: Uint8Array): Uint8Array {
  for (let i = text.indexOf(6); i >= 0; i = text.indexOf(6, i + 1)) {
    const list = decodeBmps(text.subarray(i));
    if (list.stoppedAt === undefined && list.tlvComplete && list.fields.length === 1) return text.subarray(0, i);
  }
  return text;
}

/** `charset` holds unless tag 14 inside the container names another one. */
export function decodePrintBlock(data: Uint8Array, charset: Charset): PrintPiece {
  const list = decodeBmps(data);
  const own = findTlv(list.tlv, 0x14)?.value[0] ?? charset;
  const piece: PrintPiece = { lines: [], last: false };
  const kind = receiptKind(findTlv(list.tlv, 0x1f07)?.value[0]);
  if (kind) piece.kind = kind;
  for (const object of list.tlv) if (object.tag === 0x25) readTexts(object.children ?? [], own, piece);
  return piece;
}

function readTexts(objects: readonly Tlv[], charset: Charset, piece: PrintPiece): void {
  for (const object of objects) {
    if (object.tag === 0x07) piece.lines.push(decodeText(object.value, charset).trimEnd());
    if (object.tag !== 0x09) continue;
    const attribute = object.value[0] ?? 0;
    if (attribute === 0xff) piece.lines.push('');
    else if (endsReceipt(attribute)) piece.last = true;
  }
}

function receiptKind(value: number | undefined): TerminalReceipt['kind'] | undefined {
  if (value === 1) return 'merchant';
  if (value === 2) return 'customer';
  return value === 3 ? 'administration' : undefined;
}

/** A receipt longer than this is cut off at the end; protects the seat, not the terminal. */
const maximumReceiptLines = 1000;

/** Collects pieces of one command into receipts. Without tag 1F07 the title tells the kind, or the order. */
export class ReceiptCollector {
  readonly #administration: boolean;
  #lines: string[] = [];
  #kind: TerminalReceipt['kind'] | undefined;
  #finished = 0;

  constructor(options: { administration: boolean }) {
    this.#administration = options.administration;
  }

  /** The receipt this piece finishes, if any. */
  add(piece: PrintPiece): TerminalReceipt | undefined {
    for (const line of piece.lines) if (this.#lines.length < maximumReceiptLines) this.#lines.push(line);
    this.#kind ??= piece.kind;
    return piece.last ? this.flush() : undefined;
  }

  /** What is left when the command ends without a last mark. */
  flush(): TerminalReceipt | undefined {
    const lines = this.#lines;
    const kind = this.#kind ?? this.#guess(lines);
    this.#lines = [];
    this.#kind = undefined;
    if (lines.length === 0) return undefined;
    this.#finished += 1;
    return { kind, lines };
  }

  #guess(lines: readonly string[]): TerminalReceipt['kind'] {
    if (this.#administration) return 'administration';
    if (lines.some((line) => /händlerbeleg|haendlerbeleg|merchant/i.test(line))) return 'merchant';
    if (lines.some((line) => /kundenbeleg|customer/i.test(line))) return 'customer';
    return this.#finished === 0 ? 'merchant' : 'customer';
  }
}
