/** Where people sign and where the Dienstsiegel goes; a seal and the single signature after it stand side by side. */
import { colors, mm, page, styles, textWidth } from '../page-layout.ts';
import type { Paper } from '../paper.ts';

/** Kleines Landessiegel: 35 mm. */
const sealDiameter = mm(35);
const lineWidth = mm(72);
const roomToSign = mm(15);
const columnGap = textWidth - 2 * lineWidth;

export function drawSignatureLines(paper: Paper, captions: readonly string[]): void {
  for (let index = 0; index < captions.length; index += 2) {
    const pair = captions.slice(index, index + 2);
    paper.need(roomToSign + 3 * styles.caption.leading);
    paper.y += roomToSign;
    paper.y += Math.max(
      ...pair.map((caption, column) => drawLine(paper, caption, page.left + column * (lineWidth + columnGap))),
    );
    paper.y += 10;
  }
}

export function drawSealField(paper: Paper, sealNumber: string | undefined, signature?: string): void {
  paper.need(sealDiameter + 8);
  paper.y += 6;
  const top = paper.y;
  const left = page.left + mm(6);
  const radius = sealDiameter / 2;
  const figure = paper.tag('Figure', {
    alt: 'Siegelfeld: leerer Kreis von 35 mm Durchmesser für das Dienstsiegel',
    bbox: [left, top, left + sealDiameter, top + sealDiameter],
  });
  figure.add(() => {
    paper.pdf
      .circle(left + radius, top + radius, radius)
      .lineWidth(0.6)
      .strokeColor(colors.rule)
      .stroke();
  });
  figure.end();
  const words = paper.tag('P');
  const centre = { x: left, width: sealDiameter };
  drawCentred(paper, words, 'Dienstsiegel', top + radius - styles.caption.leading / 2, centre);
  words.end();
  if (sealNumber !== undefined) {
    const number = paper.tag('P');
    paper.writeLine(number, `Siegel Nr. ${sealNumber}`, top + sealDiameter - styles.caption.leading, styles.caption, {
      x: left + sealDiameter + mm(4),
      width: mm(34),
    });
    number.end();
  }
  if (signature !== undefined) {
    paper.y = top + sealDiameter - mm(13);
    drawLine(paper, signature, page.right - lineWidth);
  }
  paper.y = top + sealDiameter + 14;
}

/** Returns the height of the caption. */
function drawLine(paper: Paper, caption: string, x: number): number {
  paper.rule(paper.y, colors.line, x, x + lineWidth);
  const tag = paper.tag('P');
  const lines = paper.lines(caption, styles.caption, lineWidth);
  for (const [index, line] of lines.entries()) {
    const y = paper.y + 3 + index * styles.caption.leading;
    paper.writeLine(tag, line, y, styles.caption, { x, width: lineWidth });
  }
  tag.end();
  return 3 + lines.length * styles.caption.leading;
}

function drawCentred(
  paper: Paper,
  tag: ReturnType<Paper['tag']>,
  text: string,
  y: number,
  { x, width }: { x: number; width: number },
): void {
  paper.use(styles.caption);
  const own = paper.pdf.widthOfString(text);
  paper.writeLine(tag, text, y, styles.caption, { x: x + (width - own) / 2, width: own });
}
