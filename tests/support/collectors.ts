/** Fictive people whose documents are ready: who collects a card, and what the maker delivered. */
import { addYears } from '../../electron/contract/calendar-date.ts';
import type { Person } from './persons.ts';

/** New cards that lie ready; `find` says what the search gives a walk, and what a clerk types. */
export function collectors(today: string): Person[] {
  const born = (age: number): string => addYears(today, -age);
  const erika = { surname: 'Çelik-Weiß', givenNames: 'Erika Łucja', birthDate: born(42) };
  const jonas = { surname: 'Đorđević', givenNames: 'Jonas', birthDate: born(23) };
  const piet = { surname: 'Østergård', givenNames: 'Piet', birthDate: born(51) };
  const hoa = { surname: 'Nguyễn', givenNames: 'Thị Hoa', birthDate: '1988-11-02' };
  const card = { documentKind: 'personalausweis', comparison: 'match', pinLetter: 'given', applicant: 'holder' };
  const herself = { who: 'holder', documentKind: 'personalausweis', documentNumber: 'L01X00T47', match: 'match' };
  return [
    {
      id: 'erika',
      label: 'Erika Łucja Çelik-Weiß, holt selbst ab',
      values: {
        find: {
          ...erika,
          term: erika.surname,
          vorgangId: 'application-1',
          number: 'SCH-2026-000001',
          person: 'Erika Łucja Çelik-Weiß',
          delivery: 'pickup',
          pinLetterAt: '2026-11-01T10:00:00.000Z',
          oldDocument: 'kept',
        },
        document: { ...card, ...erika, serial: 'LFC11X2T4' },
        receiver: herself,
        'old-document': { decision: 'taken-in' },
      },
    },
    {
      id: 'jonas',
      label: 'Jonas Đorđević, Direktversand ist zugestellt',
      values: {
        find: {
          ...jonas,
          term: jonas.surname,
          vorgangId: 'application-2',
          number: 'SCH-2026-000002',
          person: 'Jonas Đorđević',
          delivery: 'direct',
          pinLetterAt: '2026-11-01T10:00:00.000Z',
          oldDocument: 'none',
        },
        delivery: { result: 'delivered', deliveredOn: today, deliveredAt: '09:30' },
        document: { ...card, ...jonas, serial: 'LFC12Y3T5' },
        receiver: { ...herself, documentKind: 'reisepass', documentNumber: 'C01X00T41' },
        'old-document': { decision: 'none' },
      },
    },
    {
      id: 'piet',
      label: 'Piet Østergård, im Fachverfahren beantragt, Chip antwortet nicht, PIN-Brief offen',
      values: {
        find: { term: 'LFC13Z4T6' },
        document: { ...card, ...piet, serial: 'LFC13Z4T6', pinLetter: 'open' },
        receiver: { ...herself, documentKind: 'reisepass', documentNumber: 'C1PYM7RT4' },
        'chip-check': { outcome: 'no-chip' },
        'chip-fault': { decision: 'hand-over' },
        'old-document': { decision: 'lost' },
      },
    },
    {
      id: 'hoa',
      label: 'Thị Hoa Nguyễn, schickt jemanden ohne Vollmacht',
      values: {
        find: { term: 'LFC14C5T7' },
        document: { ...card, ...hoa, serial: 'LFC14C5T7' },
        receiver: { ...herself, who: 'proxy', name: 'Björn Vogel', power: 'missing' },
        refusal: { next: 'later', note: 'Kommt mit Vollmacht wieder.' },
      },
    },
  ];
}

/** What the maker delivered this morning. */
export function arrivals(today: string): Person[] {
  const erika = { surname: 'Çelik-Weiß', givenNames: 'Erika Łucja', birthDate: addYears(today, -42) };
  return [
    {
      id: 'erika',
      label: 'Ausweis von Erika Łucja Çelik-Weiß, mit Antrag am Platz',
      values: {
        scan: { serial: 'LFC11X2T4', documentKind: 'personalausweis', shelf: 'Tresor, Fach 12' },
        application: {
          ...erika,
          term: erika.surname,
          vorgangId: 'application-1',
          number: 'SCH-2026-000001',
          person: 'Erika Łucja Çelik-Weiß',
        },
        holder: erika,
      },
    },
    {
      id: 'adele',
      label: 'Reisepass von Adèle Groß, im Fachverfahren beantragt',
      values: {
        scan: { serial: 'C01X00T41', documentKind: 'reisepass' },
        application: { term: 'Adèle Groß' },
        holder: { surname: 'Groß', givenNames: 'Adèle', birthDate: '1937-XX-XX' },
      },
    },
  ];
}
