/** Rounds: grouped and in order, only what is still to be visited, printed by name and journalled by number. */
import { expect, test } from 'vitest';
import { personsFor } from '../../tests/support/persons.ts';
import { contextOn, walk } from '../../tests/support/walk-service.ts';
import { AppError } from '../contract/app-error.ts';
import type { DocumentDefinition } from '../contract/document.ts';
import { hausbesuch } from '../services/hausbesuch/hausbesuch.ts';
import { type PlannedVisit, plannedVisit } from '../services/hausbesuch/visit-facts.ts';
import { createVisitsRoom, type VisitsParts } from './visits-room.ts';

const today = '2026-11-22';

function factsOf(id: string, without: readonly string[] = []) {
  const person = personsFor('hausbesuch', today).find((candidate) => candidate.id === id);
  const { facts } = walk(hausbesuch, person?.values ?? {}, contextOn(today));
  return Object.fromEntries(Object.entries(facts).filter(([step]) => !without.includes(step)));
}

function open(planned: (PlannedVisit & { vorgangId: string; number: string })[], over: Partial<VisitsParts> = {}) {
  const papers: DocumentDefinition[] = [];
  const events: object[] = [];
  const room = createVisitsRoom({
    journal: { append: (event) => events.push(event) as never },
    seat: {
      ...{ id: 'SCH', authority: 'Mainz', ortsverwaltung: 'Ebersheim', authorityAddress: [], place: 'Mainz' },
      training: true,
    },
    planned: () => planned,
    devices: { print: async () => ({ kind: 'printer-says-done' }) as never },
    async pdf(definition) {
      papers.push(definition);
      return new Uint8Array(8);
    },
    nowIso: () => `${today}T09:00:00.000Z`,
    clerk: () => ({ userName: 'berger', displayName: 'Jana Berger', role: 'clerk' }),
    ...over,
  });
  return { room, papers, events };
}
const visit = (id: string, changes: Partial<PlannedVisit> = {}) => {
  const planned = plannedVisit(factsOf(id, ['result']));
  if (!planned) throw new Error(`${id} is not planned`);
  return { ...planned, ...changes, vorgangId: id, number: `SCH-2026-${id}` };
};

test('a visit is on the list from its plan until the person was met or it is over', () => {
  expect(plannedVisit(factsOf('adele', ['result', 'packing']))?.ready).toBe(false);
  expect(plannedVisit(factsOf('adele', ['result']))).toMatchObject({
    ready: true,
    person: 'Adèle Groß',
    address: 'Seniorenstift am Rhein, Zimmer 12, Lindenplatz 7, 55129 Mainz',
    contact: 'Björn Vogel, Sohn, 06131 555 0199, Empfang fragen',
    clerks: 'Jana Berger und Deniz Yılmaz',
    tasks: ['Unterschrift amtlich beglaubigen', 'Unterschrift öffentlich beglaubigen'],
  });
  for (const id of ['adele', 'piet', 'erika']) expect(plannedVisit(factsOf(id)), id).toBeNull();
  const again = { ...factsOf('piet'), result: { met: 'not-met', next: 'again' } };
  expect(plannedVisit(again)?.person).toBe('Piet Østergård');
});

test('rounds come by day, then by name; visits by their place in the round', async () => {
  const later = visit('piet', { day: '2026-12-01' });
  const { room } = open([later, visit('hoa'), visit('adele')]);
  const rounds = await room.rounds({}, null);
  expect(rounds.map(({ day, visits }) => [day, visits.map(({ vorgangId }) => vorgangId)])).toEqual([
    ['2026-11-22', ['adele', 'hoa']],
    ['2026-12-01', ['piet']],
  ]);
});

test('the list is printed with names; the journal gets numbers only', async () => {
  const { room, papers, events } = open([visit('adele'), visit('hoa')]);
  await room.print({ day: today, round: 'Ebersheim Süd' }, null);
  const text = JSON.stringify(papers);
  for (const part of ['Adèle Groß', 'Thị Hoa Nguyễn', 'Besuchsliste: Ebersheim Süd', '2 Besuche', 'vernichtet']) {
    expect(text).toContain(part);
  }
  expect(events).toEqual([
    {
      ...{ kind: 'visit-list-printed', scope: 'seat', actor: 'berger' },
      body: { day: today, visits: ['SCH-2026-adele', 'SCH-2026-hoa'] },
    },
  ]);
});

test('a round that is no more, and a printer that refuses, are told', async () => {
  const gone = open([visit('adele')]);
  await expect(gone.room.print({ day: '2026-11-23', round: 'Ebersheim Süd' }, null)).rejects.toMatchObject({
    code: 'vorgang.not-found',
  });
  expect(gone.events).toEqual([]);
  const refused = open([visit('adele')], {
    devices: { print: async () => ({ kind: 'rejected', code: 'printer.rejected' }) as never },
  });
  await expect(refused.room.print({ day: today, round: 'Ebersheim Süd' }, null)).rejects.toBeInstanceOf(AppError);
});
