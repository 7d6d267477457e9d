import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../electron/contract/app-error.table.ts';
import { deviceErrorCodes } from '../../native/core/device-error.table.ts';
import errors from '../../resources/locales/de/errors.json';
import { errorText } from './error-text.ts';

/** Values that the thrower of a code promises. */
const promised: Record<string, string[]> = {
  'session.wrong-pin': ['left'],
  'session.locked': ['minutes'],
  'session.directory-too-old': ['hours'],
  'staff-card.wrong-pin': ['left'],
  'clerks.wrong-old-pin': ['left'],
  'journal.key-exposed': ['mode'],
  'policy.invalid': ['field', 'problem'],
  'appointments.broken-line': ['line'],
  'appointments.too-many': ['max'],
  'appointments.taken': ['seat'],
  'stock.number-known': ['number'],
  'stock.number-not-here': ['number'],
  'stock.not-enough': ['available'],
  'keys.generation-missing': ['generation'],
  'keys.package-old': ['generation'],
  'till.item-claimed': ['seat', 'seat'],
  'till.claim-too-young': ['seat', 'seat'],
  'till.item-paid-elsewhere': ['seat'],
};

describe('error texts', () => {
  it('are complete and hold nothing besides', () => {
    expect(Object.keys(errors).sort()).toEqual([...appErrorCodes, ...deviceErrorCodes].sort());
  });

  it('say title, text and remedy in whole German sentences and ask only for promised values', () => {
    for (const [code, entry] of Object.entries(errors)) {
      expect(Object.keys(entry).sort(), code).toEqual(['remedy', 'text', 'title']);
      expect(entry.title.length, code).toBeLessThanOrEqual(60);
      for (const sentence of [entry.text, entry.remedy]) expect(sentence, code).toMatch(/^[A-ZÄÖÜ].{9,}[.:]$/s);
      const asked = [...`${entry.title}${entry.text}${entry.remedy}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(asked, code).toEqual(promised[code] ?? []);
    }
  });

  it('fills values in and never shows a brace', () => {
    expect(errorText({ code: 'session.wrong-pin', params: { left: 3 } }).text).toContain('Versuche: 3.');
    expect(errorText({ code: 'session.locked' }).text).not.toMatch(/[{}]/);
  });
});
