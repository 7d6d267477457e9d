/** Label and value side by side, a hairline under each row; a row moves to the next page as a whole while it fits one. */
import { colors, mm, page, styles, textWidth } from '../page-layout.ts';
import type { Paper } from '../paper.ts';

const labelWidth = mm(56);
const gap = mm(4);
const valueX = page.left + labelWidth + gap;
const valueWidth = textWidth - labelWidth - gap;
const padding = 3;

export function drawTable(paper: Paper, rows: readonly { label: string; value: string }[]): void {
  const table = paper.tag('Table');
  for (const { label, value } of rows) {
    const labels = paper.lines(label, styles.label, labelWidth);
    const values = paper.lines(value, styles.body, valueWidth);
    const count = Math.max(labels.length, values.length);
    paper.need(Math.min(count * styles.body.leading + 2 * padding, page.bottom - page.continuedTop));
    paper.y += padding;
    const row = paper.tag('TR', {}, table);
    const head = paper.tag('TH', { scope: 'Row' }, row);
    const cell = paper.tag('TD', {}, row);
    for (let index = 0; index < count; index += 1) {
      paper.need(styles.body.leading);
      const [left, right] = [labels[index], values[index]];
      if (left !== undefined) paper.writeLine(head, left, paper.y, styles.label);
      if (right !== undefined) {
        paper.writeLine(cell, right, paper.y, styles.body, { x: valueX, width: valueWidth });
      }
      paper.y += styles.body.leading;
    }
    row.end();
    paper.y += padding;
    paper.rule(paper.y, colors.hairline);
  }
  table.end();
  paper.y += 12;
}
