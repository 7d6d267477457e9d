/** What frames the text: the authority's head, title, feet with Aktenzeichen and page numbers, the mark of a training paper. */
import type { DocumentDefinition } from '../contract/document.ts';
import { colors, mm, page, styles, textWidth } from './page-layout.ts';
import type { Paper } from './paper.ts';

const addressWidth = mm(72);
const watermarkText = 'SCHULUNG – UNGÜLTIG';
const watermarkSize = 54;

export function drawHead(paper: Paper, definition: DocumentDefinition): void {
  const { authority, ortsverwaltung, addressLines, placeAndDay, title, training } = definition;
  const top = paper.y;
  const nameWidth = textWidth - addressWidth - mm(8);
  const sender = paper.tag('P');
  paper.write(sender, authority, styles.authority, { width: nameWidth });
  paper.write(sender, ortsverwaltung, styles.ortsverwaltung, { width: nameWidth });
  sender.end();
  const senderEnd = paper.y;
  paper.y = top + 3;
  const address = paper.tag('P');
  for (const line of addressLines) {
    paper.write(address, line, styles.address, { x: page.right - addressWidth, width: addressWidth, align: 'right' });
  }
  address.end();
  paper.y = Math.max(senderEnd, paper.y) + 8;
  paper.rule(paper.y);
  paper.y += mm(9);
  const place = paper.tag('P');
  paper.write(place, placeAndDay, styles.body, { align: 'right' });
  place.end();
  paper.y += mm(5);
  const heading = paper.tag('H1');
  paper.write(heading, title, styles.title);
  heading.end();
  paper.y += 8;
  if (!training) return;
  const note = paper.tag('Note');
  paper.write(note, 'Schulungsdokument, ungültig: zu Übungszwecken erzeugt, ohne Rechtswirkung.', styles.training);
  note.end();
  paper.y += 8;
}

/** Drawn last, when the number of pages is known. */
export function drawFeet(paper: Paper, { authority, title, reference }: DocumentDefinition): void {
  const { pdf } = paper;
  const { count } = pdf.bufferedPageRange();
  const { caption } = styles;
  const write = (text: string, y: number, right: boolean) => {
    const shown = (paper.lines(text, caption, textWidth * 0.8)[0] ?? '').trimEnd();
    const x = right ? page.right - pdf.widthOfString(shown) : page.left;
    pdf.fillColor(caption.color).text(shown, x, y, { lineBreak: false });
  };
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    if (index > 0) {
      paper.artifact(() => write(`${title} · ${authority}`, page.top, false), 'Pagination');
      paper.rule(page.top + caption.leading + 4, colors.hairline);
    }
    paper.rule(page.footer - 6);
    paper.artifact(() => {
      write(`Aktenzeichen ${reference}`, page.footer, false);
      write(`Seite ${index + 1} von ${count}`, page.footer, true);
    }, 'Pagination');
  }
}

export function drawTrainingMark(pdf: PDFKit.PDFDocument): void {
  pdf.save();
  pdf.rotate(-52, { origin: [page.width / 2, page.height / 2] });
  pdf.font('bold').fontSize(watermarkSize).fillColor(colors.watermark);
  const x = (page.width - pdf.widthOfString(watermarkText)) / 2;
  pdf.text(watermarkText, x, (page.height - watermarkSize) / 2, { lineBreak: false });
  pdf.restore();
}
