/** Measures of the paper, in points unless the name says otherwise; margins after DIN 5008 form B. */

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export const page = {
  width: mm(210),
  height: mm(297),
  left: mm(25),
  right: mm(210 - 20),
  top: mm(20),
  /** Where text begins from the second page on. */
  continuedTop: mm(32),
  /** Nothing of the text below; the footer stands under it. */
  bottom: mm(297 - 28),
  footer: mm(297 - 20),
} as const;

export const textWidth = page.right - page.left;

export interface TextStyle {
  font: 'regular' | 'bold' | 'mono';
  size: number;
  leading: number;
  color: string;
}

const ink = '#1a1a1a';
const quiet = '#55585c';

export const styles = {
  authority: { font: 'bold', size: 14, leading: 18, color: ink },
  ortsverwaltung: { font: 'regular', size: 10.5, leading: 14, color: ink },
  address: { font: 'regular', size: 8, leading: 11, color: quiet },
  title: { font: 'bold', size: 16, leading: 21, color: ink },
  heading: { font: 'bold', size: 11.5, leading: 16, color: ink },
  body: { font: 'regular', size: 10.5, leading: 15.5, color: ink },
  strong: { font: 'bold', size: 10.5, leading: 15.5, color: ink },
  label: { font: 'regular', size: 9.5, leading: 15.5, color: quiet },
  caption: { font: 'regular', size: 8, leading: 11, color: quiet },
  verbatim: { font: 'mono', size: 8.5, leading: 12, color: ink },
  training: { font: 'bold', size: 9.5, leading: 14, color: '#a3231b' },
} as const satisfies Record<string, TextStyle>;

export const colors = { rule: '#b9bdc2', hairline: '#dcdfe3', line: ink, watermark: '#f6d5d2' } as const;
