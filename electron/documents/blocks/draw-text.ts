/** Headings, paragraphs, lists and verbatim text. */
import { page, styles, textWidth } from '../page-layout.ts';
import type { Paper } from '../paper.ts';

const indent = 14;
const verbatimPadding = 8;

export function drawHeading(paper: Paper, text: string): void {
  paper.y += 8;
  // A heading never stands alone at the foot of a page.
  paper.need(styles.heading.leading + 3 * styles.body.leading);
  const tag = paper.tag('H2');
  paper.write(tag, text, styles.heading);
  tag.end();
  paper.y += 4;
}

export function drawParagraph(paper: Paper, text: string, bold: boolean): void {
  const tag = paper.tag('P');
  paper.write(tag, text, bold ? styles.strong : styles.body);
  tag.end();
  paper.y += 8;
}

export function drawList(paper: Paper, items: readonly string[]): void {
  const list = paper.tag('L');
  for (const item of items) {
    const entry = paper.tag('LI', {}, list);
    paper.need(styles.body.leading);
    const label = paper.tag('Lbl', {}, entry);
    paper.writeLine(label, '–', paper.y, styles.body);
    const body = paper.tag('LBody', {}, entry);
    paper.write(body, item, styles.body, { x: page.left + indent, width: textWidth - indent });
    paper.y += 2;
  }
  list.end();
  paper.y += 6;
}

export function drawVerbatim(paper: Paper, caption: string, lines: readonly string[]): void {
  paper.need(styles.caption.leading + 4 * styles.verbatim.leading);
  const head = paper.tag('P');
  paper.write(head, caption, styles.caption);
  head.end();
  paper.y += 3;
  const block = paper.tag('Div');
  const width = textWidth - verbatimPadding;
  for (const line of lines) {
    const top = paper.y;
    const row = paper.tag('P', {}, block);
    paper.write(row, line, styles.verbatim, { x: page.left + verbatimPadding, width });
    const from = paper.y > top ? top : page.continuedTop;
    paper.artifact(() => paper.pdf.rect(page.left, from, 1.5, paper.y - from).fill('#b9bdc2'));
  }
  block.end();
  paper.y += 10;
}
