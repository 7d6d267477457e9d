/** Turns a declared paper into a tagged PDF/A-2a; the same declaration gives the same bytes. */
import { type DocumentBlock, type DocumentDefinition, documentDefinition } from '../contract/document.ts';
import { drawChecklist, drawFillIn, drawPageBreak } from './blocks/draw-form.ts';
import { drawImage } from './blocks/draw-image.ts';
import { drawSealField, drawSignatureLines } from './blocks/draw-signing.ts';
import { drawTable } from './blocks/draw-table.ts';
import { drawHeading, drawList, drawParagraph, drawVerbatim } from './blocks/draw-text.ts';
import { drawFeet, drawHead, drawTrainingMark } from './letterhead.ts';
import { Paper } from './paper.ts';

/** Throws AppError `document.not-printable` when a letter is missing in the font or a picture is no PNG. */
export async function renderDocument(definition: DocumentDefinition): Promise<Uint8Array> {
  const document = documentDefinition.parse(definition);
  const paper = new Paper({
    title: document.title,
    author: `${document.authority}, ${document.ortsverwaltung}`,
    createdAt: new Date(document.createdAt),
    ...(document.training ? { background: drawTrainingMark } : {}),
  });
  drawHead(paper, document);
  const { blocks } = document;
  for (let index = 0; index < blocks.length; index += 1) {
    const block = blocks[index];
    const next = blocks[index + 1];
    if (block?.kind === 'seal-field' && next?.kind === 'signature-line' && next.captions.length === 1) {
      drawSealField(paper, block.sealNumber, next.captions[0]);
      index += 1;
    } else if (block) {
      drawBlock(paper, block);
    }
  }
  drawFeet(paper, document);
  return paper.finish();
}

function drawBlock(paper: Paper, block: DocumentBlock): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(paper, block.text);
      break;
    case 'paragraph':
      drawParagraph(paper, block.text, block.bold === true);
      break;
    case 'table':
      drawTable(paper, block.rows);
      break;
    case 'list':
      drawList(paper, block.items);
      break;
    case 'verbatim':
      drawVerbatim(paper, block.caption, block.lines);
      break;
    case 'fill-in':
      drawFillIn(paper, block.rows);
      break;
    case 'checklist':
      drawChecklist(paper, block.items);
      break;
    case 'page-break':
      drawPageBreak(paper, block.title);
      break;
    case 'signature-line':
      drawSignatureLines(paper, block.captions);
      break;
    case 'seal-field':
      drawSealField(paper, block.sealNumber);
      break;
    case 'image':
      drawImage(paper, block);
      break;
  }
}
