/** A picture with its alternative text, shrunk to the text area when it is larger. */
import { AppError } from '../../contract/app-error.ts';
import { mm, page, textWidth } from '../page-layout.ts';
import type { Paper } from '../paper.ts';

const pngMark = '89504e470d0a1a0a';

export function drawImage(
  paper: Paper,
  image: { pngBase64: string; alt: string; widthMm: number; heightMm: number },
): void {
  const png = Buffer.from(image.pngBase64, 'base64');
  if (png.subarray(0, 8).toString('hex') !== pngMark) throw new AppError('document.not-printable', { picture: 'PNG' });
  const scale = Math.min(1, textWidth / mm(image.widthMm), (page.bottom - page.continuedTop) / mm(image.heightMm));
  const width = mm(image.widthMm) * scale;
  const height = mm(image.heightMm) * scale;
  paper.need(height);
  const figure = paper.tag('Figure', {
    alt: image.alt,
    bbox: [page.left, paper.y, page.left + width, paper.y + height],
  });
  figure.add(() => {
    paper.pdf.image(png, page.left, paper.y, { fit: [width, height] });
  });
  figure.end();
  paper.y += height + 10;
}
