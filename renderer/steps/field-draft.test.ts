import { describe, expect, it } from 'vitest';
import type { FieldView } from '../../electron/contract/field.ts';
import { readDraft, showValue } from './field-draft.ts';

const field = (id: string, type: FieldView['type'], required = true): FieldView => ({ id, label: id, type, required });

describe('field drafts', () => {
  const fields = [
    field('name', 'name'),
    field('birth', 'partial-date'),
    field('day', 'date'),
    field('height', 'number', false),
    field('consent', 'checkbox', false),
    field('pass', 'document-number', false),
  ];

  it('turns what was typed into values of the contract', () => {
    const draft = {
      name: ' Łūkàs\u0307 ',
      birth: 'XX.XX.1980',
      day: '2.11.2026',
      height: '172',
      consent: true,
      pass: 'l01x 00t47',
    };
    expect(readDraft(fields, draft)).toEqual({
      values: { name: 'Łūkàṡ', birth: '1980-XX-XX', day: '2026-11-02', height: 172, consent: true, pass: 'L01X00T47' },
      problems: [],
    });
  });

  it('leaves empty optional fields out and names every problem at once', () => {
    const { values, problems } = readDraft(fields, { birth: '1.1.80', height: 'groß' });
    expect(values).toEqual({ consent: false });
    expect(problems.map((problem) => problem.fieldId)).toEqual(['name', 'birth', 'day', 'height']);
  });

  it('shows what main holds', () => {
    expect(showValue(field('day', 'date'), '2026-11-02')).toBe('02.11.2026');
    expect(showValue(field('height', 'number'), 172)).toBe('172');
    expect(showValue(field('consent', 'checkbox'), undefined)).toBe(false);
  });
});
