/** Breaks text into lines at blanks; a word wider than the line is cut between letters, never inside one. */

const letters = new Intl.Segmenter('de', { granularity: 'grapheme' });

export type MeasureWidth = (text: string) => number;

/**
 * Line ends in the text stay; no-break spaces hold; returns at least one line. A line broken at a blank keeps the blank,
 * so that readers who join lines keep the words apart.
 */
export function breakLines(text: string, width: number, measure: MeasureWidth): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, measure));
}

function breakParagraph(paragraph: string, width: number, measure: MeasureWidth): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/[ \t]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(`${line} `);
    const pieces = cutLine(word, width, measure);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

/** Keeps every blank; cuts between letters, and only where the line is full. */
export function cutLine(word: string, width: number, measure: MeasureWidth): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of letters.segment(word)) {
    if (piece !== '' && measure(piece + segment) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...pieces, piece];
}
