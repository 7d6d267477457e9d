/** A tagged PDF/A-2a being written from top to bottom: a cursor, page breaks, text lines and the structure tree. */
import PDFDocument from 'pdfkit';
import { assertPrintable, selectedFont } from './assert-printable.ts';
import { breakLines, cutLine } from './break-lines.ts';
import { fontFile, fontNames } from './fonts.ts';
import { colors, page, type TextStyle, textWidth } from './page-layout.ts';

export type Tag = PDFKit.PDFStructureElement;

export interface PaperInfo {
  title: string;
  author: string;
  createdAt: Date;
  /** Draws what stands under the text of every page; called inside an artifact. */
  background?: (pdf: PDFKit.PDFDocument) => void;
}

export interface LineOptions {
  x?: number;
  width?: number;
  align?: 'left' | 'right';
}

export class Paper {
  readonly pdf: PDFKit.PDFDocument;
  readonly #root: Tag;
  readonly #info: PaperInfo;
  readonly #bytes: Promise<Uint8Array>;
  /** Top edge of what comes next. */
  y: number = page.top;

  constructor(info: PaperInfo) {
    this.#info = info;
    this.pdf = new PDFDocument({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      lang: 'de-DE',
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      info: {
        Title: plainMetadata(info.title),
        Author: plainMetadata(info.author),
        Creator: 'Zweitplatz',
        Producer: 'Zweitplatz mit PDFKit',
        CreationDate: info.createdAt,
      },
    });
    this.#bytes = collect(this.pdf);
    for (const name of fontNames) this.pdf.registerFont(name, fontFile(name));
    this.#root = this.pdf.struct('Document', { title: info.title });
    this.pdf.addStructure(this.#root);
    this.#addPage();
  }

  /** A structure element at the end of its parent, or of the document. */
  tag(
    type: string,
    options: { alt?: string; scope?: 'Row'; bbox?: [number, number, number, number] } = {},
    parent = this.#root,
  ): Tag {
    const element = this.pdf.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Content that belongs to no element: rules, margins, repeated heads. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.pdf.markContent('Artifact', { type });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Fixed-width text keeps its blanks, all other is broken at them. */
  lines(text: string, style: TextStyle, width = textWidth): string[] {
    this.use(style);
    assertPrintable(text, selectedFont(this.pdf));
    const layLines = style.font === 'mono' ? cutLine : breakLines;
    return layLines(text, width, (part) => this.pdf.widthOfString(part));
  }

  /** Writes text at the cursor and moves it down; goes on over as many pages as it takes. */
  write(tag: Tag, text: string, style: TextStyle, options: LineOptions = {}): void {
    for (const line of this.lines(text, style, options.width)) {
      this.need(style.leading);
      this.writeLine(tag, line, this.y, style, options);
      this.y += style.leading;
    }
  }

  /** One line that is known to fit, at a height of the caller's choice. */
  writeLine(
    tag: Tag,
    line: string,
    y: number,
    style: TextStyle,
    { x = page.left, width = textWidth, align }: LineOptions = {},
  ): void {
    tag.add(() => {
      this.use(style);
      const left = align === 'right' ? x + width - this.pdf.widthOfString(line.trimEnd()) : x;
      this.pdf.fillColor(style.color).text(line, left, y + textTop(style), { lineBreak: false });
    });
  }

  use(style: TextStyle): void {
    this.pdf.font(style.font).fontSize(style.size);
  }

  /** Begins a new page unless so much height is left. */
  need(height: number): void {
    if (this.y + height > page.bottom && this.y > page.continuedTop) this.#addPage();
  }

  /** Begins a new page, unless this one is still empty. */
  breakPage(): void {
    if (this.y > page.continuedTop) this.#addPage();
  }

  rule(y: number, color: string = colors.rule, left: number = page.left, right: number = page.right): void {
    this.artifact(() => this.pdf.moveTo(left, y).lineTo(right, y).lineWidth(0.6).strokeColor(color).stroke());
  }

  async finish(): Promise<Uint8Array> {
    this.#root.end();
    this.pdf.end();
    return this.#bytes;
  }

  #addPage(): void {
    const first = this.pdf.bufferedPageRange().count === 0;
    this.pdf.addPage();
    this.y = first ? page.top : page.continuedTop;
    if (this.#info.background) this.artifact(() => this.#info.background?.(this.pdf), 'Pagination');
  }
}

/** Lines of one leading share their baseline whatever their size; 0.928 is DejaVu's ascent. */
function textTop({ leading, size }: TextStyle): number {
  return leading * 0.76 - size * 0.928;
}

/** pdfkit writes these into XML as they are. */
function plainMetadata(text: string): string {
  return text.replace(/&/g, '+').replace(/</g, '‹').replace(/>/g, '›');
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    pdf.on('error', reject);
  });
}
