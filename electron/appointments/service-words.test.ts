import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { services } from '../services/index.ts';
import { serviceOf, serviceWords } from './service-words.ts';

const file = path.resolve(import.meta.dirname, '../../resources/appointments/service-words.json');
const table = serviceWords.parse(JSON.parse(readFileSync(file, 'utf8')));
const known = new Set(services.map(({ id }) => id));
const of = (title: string, ...categories: string[]) => serviceOf({ title, categories }, table, known);

it('finds the service by category first, then by title, however it is written', () => {
  expect(of('Müller, Kim', 'Personalausweis')).toBe('personalausweis');
  expect(of('MELDEBESCHEINIGUNG – Muster')).toBe('meldebescheinigung');
  expect(of('Meldebestaetigung f. Vorlage')).toBe('meldebescheinigung');
  expect(of('Meldebescheinigung Muster', 'Personalausweis')).toBe('personalausweis');
  expect(of('Unterschrift beglaubigen lassen')).toBe('unterschriftsbeglaubigung');
});

it('rather has none than the wrong one', () => {
  expect(of('Kim Muster')).toBeNull();
  expect(of('Superperson')).toBeNull();
  const both = [
    { service: 'personalausweis', words: ['Antrag'] },
    { service: 'meldebescheinigung', words: ['Antrag'] },
  ];
  expect(serviceOf({ title: 'Antrag', categories: [] }, both, known)).toBeNull();
  expect(serviceOf({ title: 'Personalausweis', categories: [] }, table, new Set())).toBeNull();
});

it('comes with words for services that exist', () => {
  expect(table.filter(({ service }) => !known.has(service))).toEqual([]);
});
