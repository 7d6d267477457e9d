/** Blocks that are filled in by hand: ruled rows, boxes to tick, and a new page under its own title. */
import { colors, mm, page, styles, textWidth } from '../page-layout.ts';
import type { Paper } from '../paper.ts';

const labelWidth = mm(56);
const valueX = page.left + labelWidth + mm(4);
/** Room for handwriting. */
const rowHeight = mm(10);
const box = mm(3.6);
const indent = mm(7);

export function drawFillIn(paper: Paper, rows: readonly { label: string; value?: string }[]): void {
  const table = paper.tag('Table');
  for (const { label, value } of rows) {
    const labels = paper.lines(label, styles.label, labelWidth);
    const height = Math.max(rowHeight, labels.length * styles.label.leading + 4);
    paper.need(height);
    const row = paper.tag('TR', {}, table);
    const head = paper.tag('TH', { scope: 'Row' }, row);
    const cell = paper.tag('TD', {}, row);
    const bottom = paper.y + height;
    const base = bottom - styles.label.leading - 2;
    for (const [index, line] of labels.entries()) {
      paper.writeLine(head, line, base - (labels.length - 1 - index) * styles.label.leading, styles.label, {
        width: labelWidth,
      });
    }
    const written = value === undefined ? [] : paper.lines(value, styles.body, page.right - valueX);
    if (written[0] !== undefined) paper.writeLine(cell, written[0], base, styles.body, { x: valueX });
    paper.rule(bottom - 2, colors.line, valueX, page.right);
    row.end();
    paper.y = bottom;
  }
  table.end();
  paper.y += 10;
}

export function drawChecklist(paper: Paper, items: readonly string[]): void {
  const list = paper.tag('L');
  for (const item of items) {
    const entry = paper.tag('LI', {}, list);
    paper.need(styles.body.leading);
    const top = paper.y + (styles.body.leading - box) / 2 + 0.5;
    paper.artifact(() => paper.pdf.rect(page.left, top, box, box).lineWidth(0.8).strokeColor(colors.line).stroke());
    const body = paper.tag('LBody', {}, entry);
    paper.write(body, item, styles.body, { x: page.left + indent, width: textWidth - indent });
    paper.y += 4;
  }
  list.end();
  paper.y += 6;
}

export function drawPageBreak(paper: Paper, title: string): void {
  paper.breakPage();
  const tag = paper.tag('H1');
  paper.write(tag, title, styles.title);
  tag.end();
  paper.y += 8;
}
