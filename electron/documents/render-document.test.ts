/** Papers as other programs read them: qpdf, poppler and MuPDF; equal bytes, page breaks, letters, the marks of a training paper. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DocumentBlock, DocumentDefinition } from '../contract/document.ts';
import { encodeGreyPng } from './grey-png.ts';
import { renderDocument } from './render-document.ts';
import { specimenLetters, specimenSequences } from './specimen-letters.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-papers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const paper = (blocks: DocumentBlock[], more: Partial<DocumentDefinition> = {}): DocumentDefinition => ({
  title: 'Meldebescheinigung',
  authority: 'Landeshauptstadt Mainz',
  ortsverwaltung: 'Ortsverwaltung Musterstadtteil',
  addressLines: ['Musterstraße 1', '55116 Mainz'],
  placeAndDay: 'Mainz, 22. November 2026',
  reference: 'OV 2026/000001',
  createdAt: '2026-11-22T10:00:00Z',
  training: false,
  blocks,
  ...more,
});

const sentence = 'Die Abschrift stimmt mit der vorgelegten Urschrift überein; sie ist ohne Dienstsiegel unwirksam. ';
const everything: DocumentBlock[] = [
  { kind: 'heading', text: 'Person' },
  {
    kind: 'table',
    rows: [
      { label: 'Familienname', value: 'Mustermann' },
      { label: 'Anschrift', value: sentence.repeat(3) },
    ],
  },
  { kind: 'list', items: ['Erstens', sentence.repeat(4)] },
  { kind: 'verbatim', caption: 'Beleg des Terminals', lines: ['  EUR      46,00', 'TA-Nr.  000123'] },
  { kind: 'paragraph', text: sentence.repeat(60), bold: true },
  { kind: 'image', pngBase64: pngBase64(), alt: 'Graues Feld', widthMm: 20, heightMm: 20 },
  { kind: 'signature-line', captions: ['Antragsteller', 'Gesetzliche Vertreterin', 'Amtsperson'] },
  { kind: 'seal-field', sealNumber: '17' },
  { kind: 'signature-line', captions: ['Unterschrift'] },
];

function pngBase64(): string {
  return Buffer.from(encodeGreyPng(4, 4, new Uint8Array(16).fill(128))).toString('base64');
}

async function file(definition: DocumentDefinition, name: string): Promise<string> {
  const target = path.join(folder, name);
  writeFileSync(target, await renderDocument(definition));
  return target;
}
const run = (command: string, ...options: string[]) =>
  execFileSync(command, options, { encoding: 'utf8', stdio: 'pipe' });
const dense = (text: string) => text.normalize('NFC').replace(/\s/g, '');

test('two renders are equal to the byte, and another day makes another file', async () => {
  const digest = async (definition: DocumentDefinition) =>
    createHash('sha256')
      .update(await renderDocument(definition))
      .digest('hex');
  const one = await digest(paper(everything));
  expect(await digest(paper(everything))).toBe(one);
  expect(await digest(paper(everything, { createdAt: '2026-11-23T10:00:00Z' }))).not.toBe(one);
});

test('a letter no font has, and a picture that is none, are refused by name', async () => {
  const refusal = (block: DocumentBlock) => expect(renderDocument(paper([block]))).rejects;
  await refusal({ kind: 'paragraph', text: '漢' }).toMatchObject({
    code: 'document.not-printable',
    params: { codePoint: 'U+6F22' },
  });
  const picture = { kind: 'image', pngBase64: 'AAAA', alt: '', widthMm: 1, heightMm: 1 } as const;
  await refusal(picture).toMatchObject({ code: 'document.not-printable' });
});

describe.runIf(process.platform === 'linux')('read by other programs', () => {
  test('is a sound, tagged PDF/A-2a that names its parts and counts its pages', async () => {
    const target = await file(paper(everything, { title: 'Auszug & <Vermerk>' }), 'all.pdf');
    run('qpdf', '--check', target);
    expect(run('pdfinfo', target)).toMatch(/Tagged:\s+yes[\s\S]*Pages:\s+3/);
    const metadata = run('pdfinfo', '-meta', target);
    expect(metadata).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(metadata).toContain('Auszug + ‹Vermerk›');
    const structure = run('pdfinfo', '-struct-text', target);
    for (const tag of ['H1', 'H2', 'P ', 'Table', 'TR', 'TH', 'TD', 'L ', 'LBody', 'Figure'])
      expect(structure).toContain(tag);
    expect(dense(structure.replace(/"/g, ''))).toContain(dense(sentence.repeat(60)));
    expect(run('qpdf', '--qdf', '--object-streams=disable', target, '-')).toContain('/Alt (');
    expect(structure).toContain('"  EUR      46,00"');
    const text = run('pdftotext', target, '-');
    for (const page of ['Seite 1 von 3', 'Seite 3 von 3', 'Aktenzeichen OV 2026/000001', 'Siegel Nr. 17']) {
      expect(text).toContain(page);
    }
    expect(text).not.toContain('SCHULUNG');
    expect(
      run('pdffonts', target)
        .split('\n')
        .slice(2, -1)
        .every((line) => /yes yes yes/.test(line)),
    ).toBe(true);
  });

  test('a training paper says so across every page and in its text', async () => {
    const target = await file(paper(everything, { training: true }), 'training.pdf');
    const [first = '', second = '', third = ''] = run('mutool', 'draw', '-q', '-F', 'txt', target).split('\f');
    for (const page of [first, second, third]) expect(dense(page)).toContain('SCHULUNG–UNGÜLTIG');
    expect(run('pdfinfo', '-struct-text', target)).toContain('Schulungsdokument, ungültig');
  });

  test(`gives back ${specimenLetters.length} letters and ${specimenSequences.length} sequences as they were written`, async () => {
    expect(specimenLetters.length + specimenSequences.length).toBeGreaterThan(800);
    const words = [...specimenLetters, ...specimenSequences];
    const blocks = Array.from({ length: Math.ceil(words.length / 40) }, (_, index): DocumentBlock => {
      const text = words.slice(index * 40, index * 40 + 40).join(' ');
      return { kind: 'paragraph', text: `<${text}>`, bold: index % 2 === 1 };
    });
    const target = await file(paper(blocks), 'letters.pdf');
    const written = words.join('').normalize('NFC');
    const read = (text: string) => dense([...dense(text).matchAll(/<([^>]*)>/g)].map((match) => match[1]).join(''));
    expect(read(run('mutool', 'draw', '-q', '-F', 'txt', target))).toBe(written);
    // Poppler moves some marks to the next line; letters that need none are read back whole.
    const plain = read(run('pdftotext', target, '-'));
    expect(plain.slice(0, specimenLetters.join('').length)).toBe(specimenLetters.join('').normalize('NFC'));
  });
});
