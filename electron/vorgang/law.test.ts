import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { loadLaw } from './law.ts';

const fees = path.join(import.meta.dirname, '../../resources/fees');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'law-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

function codeOf(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof AppError ? { code: error.code, ...error.params } : error;
  }
}

const row = {
  key: 'a.b',
  value: 100,
  unit: 'cents',
  validFrom: '2026-01-01',
  validTo: null,
  legalBasis: 'x',
  source: 'x',
  checkedOn: '2026-01-01',
  confidence: 'H',
};

test.each([
  ['personalausweis.fee.from-24', '2026-02-06', 3700, 'M'],
  ['personalausweis.fee.from-24', '2026-02-07', 4600, 'H'],
  ['personalausweis.fee.under-24', '2026-02-06', 2280, 'M'],
  ['personalausweis.fee.under-24', '2026-02-07', 2760, 'H'],
  ['meldebescheinigung.fee.electronic', '2026-11-22', 0, 'H'],
  ['beglaubigung.fee.public-signature', '2026-11-22', 1500, 'M'],
])('%s on %s is %i (%s)', (key, day, value, confidence) => {
  expect(loadLaw(fees, { training: false }).row(key, day)).toMatchObject({ value, confidence });
});

test('amounts Mainz has not published exist in training only, marked unverified', () => {
  const live = loadLaw(fees, { training: false });
  const training = loadLaw(fees, { training: true });
  const examples = training.rows().filter((entry) => !live.rows().some((known) => known.key === entry.key));
  expect(examples.map((entry) => entry.key).sort()).toEqual([
    'beglaubigung.fee.official-copy',
    'beglaubigung.fee.official-signature',
    'meldebescheinigung.fee.paper',
  ]);
  for (const entry of examples)
    expect(entry).toMatchObject({ confidence: 'U', note: expect.stringContaining('Schulung') });
  expect(live.rows().filter((entry) => entry.unit === 'cents' && entry.confidence === 'U')).toEqual([]);
  expect(codeOf(() => live.row('meldebescheinigung.fee.paper', '2026-11-22'))).toEqual({
    code: 'fee.not-configured',
    key: 'meldebescheinigung.fee.paper',
  });
});

test('no row answers for days before its first one', () => {
  expect(
    codeOf(() => loadLaw(fees, { training: false }).row('personalausweis.fee.from-24', '2020-12-31')),
  ).toMatchObject({ code: 'fee.not-configured' });
});

test.each([
  ['no JSON', 'nonsense'],
  ['two rows on one day', [row, { ...row, validFrom: '2026-05-01' }]],
  [
    'touching rows',
    [
      { ...row, validTo: '2026-05-01' },
      { ...row, validFrom: '2026-05-01' },
    ],
  ],
  ['a day that does not exist', [{ ...row, validFrom: '2026-02-29' }]],
  ['a row that ends before it begins', [{ ...row, validTo: '2025-12-31' }]],
  ['half a cent', [{ ...row, value: 0.5 }]],
  ['an unknown field', [{ ...row, amount: 1 }]],
])('refuses %s', (_, content) => {
  expect(codeOf(() => loadLaw(folderWith({ 'x.json': content }), { training: false }))).toMatchObject({
    code: 'policy.invalid',
  });
});

test('rows that follow one another are fine, also over files', () => {
  const folder = folderWith({
    'a.json': [{ ...row, validTo: '2026-05-01' }],
    'b.json': [{ ...row, validFrom: '2026-05-02', value: 200 }],
  });
  const law = loadLaw(folder, { training: false });
  expect(['2026-05-01', '2026-05-02'].map((day) => law.row('a.b', day).value)).toEqual([100, 200]);
});
