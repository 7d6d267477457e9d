/** From the application to the hand-over on the virtual counter: booked in, found, handed over, and the fingerprints are gone at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FieldValues } from '../../electron/contract/field.ts';
import { checkDigit } from '../../electron/contract/mrz/check-digit.ts';
import type { StepAction } from '../../electron/contract/step-action.ts';
import type { PanelOf } from '../../electron/contract/step-panel.ts';
import type { VorgangView } from '../../electron/contract/vorgang.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';
import { driveVorgang } from '../support/drive-vorgang.ts';
import { openNodeSeat } from '../support/open-node-seat.ts';
import { personsFor } from '../support/persons.ts';
import { readJournal } from '../support/read-journal.ts';
import { type SeatCounter, startSeatCounter } from '../support/seat-counter.ts';

const today = berlinDay(Date.now());
let folder: string;
let counter: SeatCounter;
let open: Awaited<ReturnType<typeof openNodeSeat>>;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-ausgabe-'));
  counter = await startSeatCounter(folder);
  open = await openNodeSeat(path.join(folder, 'seat'), counter.policyFile);
});
afterAll(async () => {
  await open?.seat.stop();
  await counter?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Values = Readonly<Record<string, FieldValues>>;
const valuesOf = (serviceId: string, personId: string): Values => {
  const person = personsFor(serviceId, today).find(({ id }) => id === personId);
  if (!person) throw new Error(`no ${personId}`);
  return person.values;
};
async function drive(serviceId: string, values: Values): Promise<VorgangView> {
  const view = await driveVorgang(open.vorgang, await open.vorgang.start({ serviceId }), values);
  expect(view.summary.phase).toBe('done');
  return view;
}
async function act(view: VorgangView, action: StepAction): Promise<{ view: VorgangView; texts: string[] }> {
  const stepId = view.panel?.stepId ?? '';
  const answer = await open.vorgang.act({ vorgangId: view.summary.id, stepId, action });
  return { view: answer.view, texts: answer.problems.map(({ text }) => text) };
}
async function search(term: string, birthDate = ''): Promise<PanelOf<'find'>> {
  const started = await open.vorgang.start({ serviceId: 'ausgabe' });
  const { view } = await act(started, { do: 'find', term, birthDate });
  await open.vorgang.cancel({ vorgangId: view.summary.id, reason: 'nur gesucht' });
  if (view.panel?.kind !== 'find') throw new Error('not the search');
  return view.panel;
}
const biometricBodies = (vorgangId: string) =>
  readJournal(path.join(folder, 'seat'))
    .events.filter((event) => event.vorgangId === vorgangId && event.scope === 'biometrics')
    .map(({ body }) => body);
const erasedEvents = (vorgangId: string) =>
  readJournal(path.join(folder, 'seat')).events.filter(
    (event) => event.vorgangId === vorgangId && event.kind === 'erased',
  );

it('books in, finds by the scanned number, hands over with date and time, and erases at that moment', {
  timeout: 60_000,
}, async () => {
  const application = await drive('personalausweis', valuesOf('personalausweis', 'erika'));
  expect(biometricBodies(application.summary.id).some((body) => body !== null)).toBe(true);
  const { id, number } = application.summary;

  const byName = await search('Erika Łucja Çelik-Weiß');
  expect(byName.hits).toMatchObject([{ vorgangId: id, number, person: 'Erika Łucja Çelik-Weiß', refused: null }]);
  const { birthDate } = valuesOf('personalausweis', 'erika').identity ?? {};
  expect((await search('CELIK-WEISS', String(birthDate))).hits).toMatchObject([{ vorgangId: id }]);
  expect((await search(number.toLowerCase())).hits).toMatchObject([{ vorgangId: id }]);
  expect((await search('LFC11X2T4')).hits).toEqual([]);

  await drive('wareneingang', valuesOf('wareneingang', 'erika'));
  const scanned = `lfc11x2t4${checkDigit('LFC11X2T4')}`;
  const found = await search(scanned);
  expect(found.hits).toMatchObject([{ vorgangId: id, number, refused: null }]);
  expect(found.hits?.[0]?.notes.join()).toContain('Tresor, Fach 12');

  const misread = await act(await open.vorgang.start({ serviceId: 'ausgabe' }), {
    do: 'find',
    term: `LFC11X2T4${(Number(checkDigit('LFC11X2T4')) + 1) % 10}`,
    birthDate: '',
  });
  expect(misread.texts.join()).toContain('Prüfziffer');
  await open.vorgang.cancel({ vorgangId: misread.view.summary.id, reason: 'nur gesucht' });

  const values = { ...valuesOf('ausgabe', 'erika'), find: { term: scanned } };
  const before = Date.now();
  const handed: string[] = [];
  const done = await driveVorgang(open.vorgang, await open.vorgang.start({ serviceId: 'ausgabe' }), values, {
    before(panel, action) {
      if (panel.kind === 'form' && panel.stepId === 'document') expect(panel.values.serial).toBe('LFC11X2T4');
      if (action.do === 'hand-over') handed.push(action.itemId);
      // Everything is still there until the card changes hands, and nothing is the moment after.
      if (action.do === 'hand-over' && action.itemId === 'document') expect(erasedEvents(id)).toEqual([]);
      if (action.do === 'hand-over' && action.itemId !== 'document') expect(erasedEvents(id)).toHaveLength(1);
    },
  });
  expect(handed).toEqual(['document', 'blocking-password']); // the PIN letter went out with the application
  expect(done.notices.join()).toMatch(new RegExp(`${number}.*gelöscht um`));
  expect(biometricBodies(id).every((body) => body === null)).toBe(true);

  const { events, report } = readJournal(path.join(folder, 'seat'));
  expect(report).toMatchObject({ ok: true, firstBad: null });
  const finished = events.findLast(
    ({ kind, vorgangId }) => kind === 'vorgang-finished' && vorgangId === done.summary.id,
  );
  const result = (finished?.body?.result ?? {}) as Record<string, string>;
  expect(result).toMatchObject({
    outcome: 'handed-over',
    application: number,
    serial: 'LFC11X2T4',
    oldDocument: 'taken-in',
  });
  expect(Date.parse(result.documentAt ?? '')).toBeGreaterThanOrEqual(before);
  expect(Date.parse(result.blockingPasswordAt ?? '')).toBeGreaterThanOrEqual(Date.parse(result.documentAt ?? ''));
  const receipts = events.filter(
    ({ kind, vorgangId, body }) =>
      kind === 'facts-recorded' &&
      vorgangId === done.summary.id &&
      String(body?.stepId).startsWith('hand-over#receipt:'),
  );
  expect(receipts.map(({ body }) => body?.stepId)).toEqual(['hand-over#receipt:document']);

  const again = await search('LFC11X2T4');
  expect(again.hits?.[0]?.refused).toContain('Schon ausgegeben');
});

it('keeps everything when nothing is handed over, and says so at the next attempt', { timeout: 60_000 }, async () => {
  const application = await drive('personalausweis', valuesOf('personalausweis', 'piet'));
  const find = { term: application.summary.number };
  const faulty: Values = { ...valuesOf('ausgabe', 'piet'), find };
  const refused = await drive('ausgabe', {
    ...faulty,
    document: { ...faulty.document, comparison: 'faulty' },
    refusal: { next: 'complaint', complaintClass: 'Daten' },
  });
  expect(refused.notices).toEqual([]);
  expect(erasedEvents(application.summary.id)).toEqual([]);
  const again = await search(application.summary.number);
  expect(again.hits).toMatchObject([{ refused: null }]);
  expect(again.hits?.[0]?.notes.join()).toContain(`nicht ausgegeben (${refused.summary.number})`);
});

it('takes the reported delivery of a Direktversand as the hand-over, and the e-mail goes with the prints', {
  timeout: 60_000,
}, async () => {
  const application = await drive('personalausweis', valuesOf('personalausweis', 'jonas'));
  const holds = () =>
    readJournal(path.join(folder, 'seat')).events.filter(({ body }) =>
      JSON.stringify(body ?? {}).includes('jonas@example.org'),
    );
  expect(holds().map(({ scope }) => scope)).toEqual(['biometrics']);
  const values = { ...valuesOf('ausgabe', 'jonas'), find: { term: application.summary.number } };

  const early = await open.vorgang.start({ serviceId: 'ausgabe' });
  const found = await act(early, { do: 'find', term: application.summary.number, birthDate: '' });
  const chosen = await act(found.view, { do: 'choose', vorgangId: application.summary.id });
  const waiting = await act(chosen.view, { do: 'record', values: { result: 'under-way' } });
  expect(waiting.view.panel).toMatchObject({
    stepId: 'delivery',
    blocked: { legalBasis: expect.stringContaining('§ 18') },
  });
  await open.vorgang.cancel({ vorgangId: early.summary.id, reason: 'noch unterwegs' });
  expect(erasedEvents(application.summary.id)).toEqual([]);

  const delivered = await drive('ausgabe', values);
  expect(delivered.notices.join()).toContain('gelöscht um');
  expect(holds()).toEqual([]);
});

it('hands a returned consignment over at the counter, to a proxy without the PIN letter', {
  timeout: 60_000,
}, async () => {
  const application = await drive('personalausweis', valuesOf('personalausweis', 'jonas'));
  const base = valuesOf('ausgabe', 'jonas');
  const proxy = { ...base.receiver, who: 'proxy', name: 'Björn Vogel', power: 'shown' };
  const items: string[] = [];
  const view = await driveVorgang(
    open.vorgang,
    await open.vorgang.start({ serviceId: 'ausgabe' }),
    { ...base, find: { term: application.summary.number }, delivery: { result: 'returned' }, receiver: proxy },
    {
      before(panel) {
        if (panel.kind === 'hand-over') items.push(...panel.items.map(({ id }) => id));
      },
    },
  );
  expect(view.summary.phase).toBe('done');
  expect(new Set(items)).toEqual(new Set(['document', 'blocking-password']));
  expect(erasedEvents(application.summary.id)).toHaveLength(1);
});

it('every person of both services comes to the end, also without an application', { timeout: 120_000 }, async () => {
  for (const serviceId of ['wareneingang', 'ausgabe']) {
    for (const person of personsFor(serviceId, today)) await drive(serviceId, person.values);
  }
});
