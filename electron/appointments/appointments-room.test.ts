import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { base64, calendarOf, dayOfTitles, nineMs, openTestRoom } from './appointments-fixture.ts';
import { CalendarSource } from './calendar-source.ts';
import { timeRecordedKind } from './service-times.ts';

const minute = 60_000;
const three = dayOfTitles(
  '09:00 Personalausweis – Muster',
  '09:15 Meldebescheinigung – Vorlage',
  '09:30 Termin – Probe',
);

describe('the list of the day', () => {
  it('comes from a file the clerk chose, with the service where its words tell it', async () => {
    const { room, journal } = openTestRoom();
    expect(await room.view({}, null)).toMatchObject({ entries: [], calendar: { kind: 'none' }, nextId: null });
    const { entries, calendar } = await room.importFile({ content: three }, null);
    expect(entries.map(({ title, serviceId, state, number }) => ({ title, serviceId, state, number }))).toEqual([
      { title: 'Personalausweis – Muster', serviceId: 'personalausweis', state: 'expected', number: null },
      { title: 'Meldebescheinigung – Vorlage', serviceId: 'meldebescheinigung', state: 'expected', number: null },
      { title: 'Termin – Probe', serviceId: null, state: 'expected', number: null },
    ]);
    expect(calendar.kind).toBe('file');
    expect(journal.events.map(({ kind, body }) => ({ kind, body }))).toEqual([
      { kind: 'appointments-imported', body: { day: '2026-11-23', entries: 3 } },
    ]);
  });

  it('keeps what was good when a file is bad', async () => {
    const { room, entry } = openTestRoom();
    await room.importFile({ content: three }, null);
    await expect(
      room.importFile({ content: base64('BEGIN:VCALENDAR\nkaputt\nEND:VCALENDAR') }, null),
    ).rejects.toMatchObject({
      code: 'appointments.broken-line',
      params: { line: 2 },
    });
    expect(await entry('Muster')).toBeTruthy();
  });

  it('keeps states over an update of the calendar, and shows who was served though the calendar lost them', async () => {
    const { room, entry, view } = openTestRoom();
    await room.importFile({ content: three }, null);
    const { id } = await entry('Muster');
    await room.arrive({ id }, null);
    const moved = [['UID:0', 'DTSTART:20261123T090000Z', 'SUMMARY:Personalausweis – Muster', 'SEQUENCE:1']];
    await room.importFile({ content: base64(calendarOf(...moved)) }, null);
    expect((await view()).entries).toMatchObject([
      { id, state: 'here', number: 1, startsAt: '2026-11-23T09:00:00.000Z' },
    ]);
    await room.importFile({ content: base64(calendarOf()) }, null);
    expect((await view()).entries).toMatchObject([{ id, state: 'here', number: 1, title: '', startsAt: null }]);
  });

  it('is gone with the day, in memory and in what is kept', async () => {
    const { room, journal, clock, view } = openTestRoom();
    await room.importFile({ content: three }, null);
    expect(JSON.stringify([...journal.settings])).toContain('Muster');
    room.start();
    await clock.advance(16 * 60 * minute);
    expect(await view()).toMatchObject({ day: '2026-11-24', entries: [] });
    expect(JSON.stringify([...journal.settings])).not.toContain('Muster');
    expect(JSON.stringify(journal.events)).not.toMatch(/Muster|Vorlage|Probe/);
    room.stop();
  });

  it('goes when a clerk signs out after the last appointment, and not before', async () => {
    const { room, journal, clock } = openTestRoom();
    await room.importFile({ content: three }, null);
    room.signedOut();
    expect(JSON.stringify([...journal.settings])).toContain('Muster');
    await clock.advance(3 * 60 * minute);
    room.signedOut();
    expect(JSON.stringify([...journal.settings])).not.toContain('Muster');
  });

  it('survives a restart in the middle of the day', async () => {
    const first = openTestRoom();
    await first.room.importFile({ content: three }, null);
    await first.room.callNext({}, null);
    const second = openTestRoom({ journal: first.journal.port });
    expect((await second.view()).entries[0]).toMatchObject({
      title: 'Personalausweis – Muster',
      state: 'called',
      number: 1,
    });
  });

  it('is invented on a training seat, unless a calendar is brought', async () => {
    const { room, view } = openTestRoom({ training: true });
    const { entries, calendar } = await view();
    expect(calendar.kind).toBe('training');
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.some(({ state }) => state === 'cancelled')).toBe(true);
    await room.callNext({}, null);
    expect((await openTestRoom({ training: false }).view()).entries).toEqual([]);
  });
});

describe('a configured calendar', () => {
  const folderWith = (files: Record<string, string>) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'zweitplatz-termine-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return folder;
  };
  const event = (uid: string, title: string, ...more: string[]) =>
    calendarOf([`UID:${uid}`, 'DTSTART:20261123T080000Z', `SUMMARY:${title}`, ...more]);
  const open = (target: string) => openTestRoom({ source: new CalendarSource(target, { after: () => () => {} }) });

  it('is looked into again and again: new, changed, broken, mended, gone', async () => {
    const folder = folderWith({ 'a.ics': event('a', 'Alt'), 'b.ics': event('b', 'Bleibt'), 'c.txt': 'nichts' });
    try {
      const { room } = open(folder);
      const titles = async () => (await room.reread({}, null)).entries.map(({ title }) => title).sort();
      expect(await titles()).toEqual(['Alt', 'Bleibt']);
      const put = (text: string, at: number) => {
        writeFileSync(path.join(folder, 'a.ics.new'), text);
        utimesSync(path.join(folder, 'a.ics.new'), at, at);
        renameSync(path.join(folder, 'a.ics.new'), path.join(folder, 'a.ics'));
      };
      put(event('a', 'Neu', 'SEQUENCE:1'), 1_000);
      expect(await titles()).toEqual(['Bleibt', 'Neu']);
      put(event('a', 'Halb').slice(0, -20), 2_000);
      expect(await titles()).toEqual(['Bleibt', 'Neu']);
      expect((await room.view({}, null)).calendar.problems).toEqual([
        { file: 'a.ics', error: { code: 'appointments.cut-off', params: {} } },
      ]);
      put(event('a', 'Ganz'), 3_000);
      expect(await titles()).toEqual(['Bleibt', 'Ganz']);
      expect((await room.view({}, null)).calendar.problems).toEqual([]);
      rmSync(path.join(folder, 'a.ics'));
      expect(await titles()).toEqual(['Bleibt']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps the list when the drive is gone, and says so', async () => {
    const folder = folderWith({ 'a.ics': event('a', 'Da') });
    const { room } = open(folder);
    await room.reread({}, null);
    rmSync(folder, { recursive: true });
    const { entries, calendar } = await room.reread({}, null);
    expect(entries.map(({ title }) => title)).toEqual(['Da']);
    expect(calendar.problems).toEqual([{ file: '', error: { code: 'appointments.source-missing' } }]);
    mkdirSync(folder);
    expect((await room.reread({}, null)).entries).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('takes a single file, and refuses one that is too large', async () => {
    const folder = folderWith({ 'a.ics': event('a', 'Da'), 'big.ics': `${event('b', 'x')}${' '.repeat(3_000_000)}` });
    expect((await open(path.join(folder, 'a.ics')).view()).entries).toHaveLength(1);
    expect((await open(path.join(folder, 'big.ics')).view()).calendar.problems).toMatchObject([
      { file: 'big.ics', error: { code: 'appointments.too-large' } },
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe('calling', () => {
  it('shows a number and a time, never a name, and calls one citizen however often the key is pressed', async () => {
    const { room, shown, view } = openTestRoom();
    await room.importFile({ content: three }, null);
    await Promise.all([room.callNext({}, null), room.callNext({}, null), room.callNext({}, null)]);
    const { entries, calledId } = await view();
    expect(entries.filter(({ state }) => state === 'called')).toMatchObject([
      { id: calledId, number: 1, calls: 3, title: 'Personalausweis – Muster' },
    ]);
    expect(shown.at(-1)).toEqual({ number: 1, startsAt: '2026-11-23T08:00:00.000Z' });
    expect(JSON.stringify(shown)).not.toContain('Muster');
    await room.putBack({ id: calledId ?? '' }, null);
    expect(shown.at(-1)).toBeNull();
    expect((await view()).entries[0]).toMatchObject({ state: 'expected', calls: 0 });
  });

  it('says that nobody waits, refuses a second call beside the first, and steps that the state does not allow', async () => {
    const { room, entry } = openTestRoom();
    await expect(room.callNext({}, null)).rejects.toMatchObject({ code: 'appointments.nobody-waiting' });
    await room.importFile({ content: three }, null);
    const [first, second] = [await entry('Muster'), await entry('Vorlage')];
    await room.call({ id: first.id }, null);
    await expect(room.call({ id: second.id }, null)).rejects.toMatchObject({ code: 'appointments.wrong-state' });
    await expect(room.arrive({ id: first.id }, null)).rejects.toMatchObject({ code: 'appointments.wrong-state' });
    await expect(room.undo({ id: first.id }, null)).rejects.toMatchObject({ code: 'appointments.wrong-state' });
    await expect(room.cancel({ id: 'no-such' }, null)).rejects.toMatchObject({ code: 'appointments.unknown-entry' });
  });

  it('takes walk-ins by number, in turn with the appointments, unless the office takes appointments only', async () => {
    const { room, clock, view } = openTestRoom();
    await room.importFile({ content: dayOfTitles('10:30 Personalausweis – Muster') }, null);
    await room.walkIn({ serviceId: 'meldebescheinigung' }, null);
    await clock.advance(10 * minute);
    const { entries } = await room.callNext({}, null);
    expect(entries[0]).toMatchObject({
      kind: 'walk-in',
      number: 1,
      state: 'called',
      waitMinutes: 10,
      title: '',
      serviceTitle: 'Meldebescheinigung',
    });
    expect(await view()).toMatchObject({ waiting: 0, walkIns: true });
    await expect(openTestRoom({ walkIns: false }).room.walkIn({ serviceId: null }, null)).rejects.toMatchObject({
      code: 'appointments.wrong-state',
    });
    await expect(room.walkIn({ serviceId: 'mond' }, null)).rejects.toMatchObject({
      code: 'appointments.service-needed',
    });
  });

  it('marks who did not come, and takes it back', async () => {
    const { room, clock, entry } = openTestRoom();
    await room.importFile({ content: three }, null);
    await clock.advance(16 * minute);
    const { id, late } = await entry('Muster');
    expect(late).toBe(true);
    await room.noShow({ id }, null);
    expect(await entry('Muster')).toMatchObject({ state: 'no-show', late: false, canUndo: true });
    await room.undo({ id }, null);
    expect(await entry('Muster')).toMatchObject({ state: 'expected', canUndo: false });
    await room.cancel({ id }, null);
    expect(await entry('Muster')).toMatchObject({ state: 'cancelled', canUndo: true });
  });
});

describe('times without a person', () => {
  const recorded = (events: readonly { kind: string; body: unknown; actor: string }[]) =>
    events.filter(({ kind }) => kind === timeRecordedKind);

  it('count from the call to the end, without what was parked in between', async () => {
    const { room, clock, ends, entry, journal } = openTestRoom();
    room.start();
    await room.importFile({ content: three }, null);
    await clock.advance(5 * minute);
    await room.callNext({}, null); // 9:05, five minutes late
    await clock.advance(2 * minute);
    const first = await room.startVorgang({ id: (await entry('Muster')).id }, null);
    expect(await entry('Muster')).toMatchObject({ state: 'serving', vorgangId: first.summary.id });
    await clock.advance(3 * minute);
    room.turnedTo(null); // parked at 9:10
    await clock.advance(10 * minute);
    await room.callNext({}, null);
    const second = await room.startVorgang({ id: (await entry('Vorlage')).id }, null);
    await clock.advance(4 * minute);
    ends.set(second.summary.id, clock.nowMs());
    room.turnedTo(first.summary.id);
    await clock.advance(minute);
    ends.set(first.summary.id, clock.nowMs());
    room.turnedTo(first.summary.id);
    await clock.advance(minute);
    expect(recorded(journal.events)).toMatchObject([
      {
        actor: 'seat',
        body: {
          serviceId: 'meldebescheinigung',
          kind: 'appointment',
          bucket: 18,
          waitSeconds: 300,
          serviceSeconds: 240,
        },
      },
      {
        actor: 'seat',
        body: { serviceId: 'personalausweis', kind: 'appointment', bucket: 18, waitSeconds: 300, serviceSeconds: 360 },
      },
    ]);
    expect((await entry('Muster')).state).toBe('done');
    await clock.advance(60 * minute);
    expect(recorded(journal.events)).toHaveLength(2);
    room.stop();
  });

  it('are written once for a Vorgang that ended while the seat was off, without a service time nobody measured', async () => {
    const first = openTestRoom();
    await first.room.importFile({ content: three }, null);
    const { summary } = await first.room.startVorgang({ id: (await first.entry('Muster')).id }, null);
    const second = openTestRoom({ journal: first.journal.port });
    second.ends.set(summary.id, nineMs + 5 * minute);
    second.room.start();
    await second.clock.advance(10 * minute);
    second.room.stop();
    const third = openTestRoom({ journal: first.journal.port });
    third.room.start();
    await third.clock.advance(minute);
    third.room.stop();
    expect(recorded(first.journal.events)).toMatchObject([{ body: { waitSeconds: 0, serviceSeconds: null } }]);
  });

  it('leave a citizen called when the Vorgang cannot be begun', async () => {
    const test = openTestRoom();
    await test.room.importFile({ content: three }, null);
    await test.room.callNext({}, null);
    test.failStart = true;
    const { id } = await test.entry('Muster');
    await expect(test.room.startVorgang({ id }, null)).rejects.toThrow('disk full');
    expect(await test.entry('Muster')).toMatchObject({ state: 'called', mine: true });
    test.failStart = false;
    await test.room.startVorgang({ id }, null);
    expect(await test.entry('Muster')).toMatchObject({ state: 'serving' });
  });

  it('need a service before the Vorgang, which the clerk names', async () => {
    const { room, entry } = openTestRoom();
    await room.importFile({ content: three }, null);
    const { id } = await entry('Probe');
    await expect(room.startVorgang({ id }, null)).rejects.toMatchObject({ code: 'appointments.service-needed' });
    await room.startVorgang({ id, serviceId: 'personalausweis' }, null);
    expect(await entry('Probe')).toMatchObject({ state: 'serving', serviceId: 'personalausweis' });
  });

  it('count who did not come when the day is over, once, and nobody for whom it was taken back', async () => {
    const { room, clock, entry, journal } = openTestRoom();
    room.start();
    await room.importFile({ content: three }, null);
    await clock.advance(20 * minute);
    const [a, b] = [await entry('Muster'), await entry('Vorlage')];
    for (const { id } of [a, b]) await room.noShow({ id }, null);
    await room.undo({ id: b.id }, null);
    expect(recorded(journal.events)).toEqual([]);
    await clock.advance(16 * 60 * minute);
    expect(recorded(journal.events)).toMatchObject([
      { body: { kind: 'no-show', day: '2026-11-23', bucket: 18, serviceId: 'personalausweis', waitSeconds: null } },
    ]);
    await clock.advance(24 * 60 * minute);
    expect(recorded(journal.events)).toHaveLength(1);
    room.stop();
  });

  it('are for a lead, hide cells of fewer than five, and hold no name, no number and no clerk', async () => {
    const test = openTestRoom();
    const { room, clock, journal, files } = test;
    const times = Array.from(
      { length: 6 },
      (_each, index) => `09:${String(index).padStart(2, '0')} Personalausweis – Geheim ${index}`,
    );
    await room.importFile({ content: dayOfTitles(...times, '09:40 Meldebescheinigung – Einzeln') }, null);
    for (let index = 0; index < 7; index += 1) {
      await clock.advance(minute);
      const { calledId } = await room
        .callNext({}, null)
        .catch(() => room.call({ id: '' }, null).catch(() => test.view()));
      if (calledId === null) break;
      await clock.advance(2 * minute);
      await room.finish({ id: calledId }, null);
    }
    await expect(room.times({ from: '2026-11-23', to: '2026-11-23' }, null)).rejects.toMatchObject({
      code: 'session.forbidden',
    });
    await clock.advance(20 * minute);
    const { calledId } = await room.callNext({}, null);
    await room.finish({ id: calledId ?? '' }, null);
    test.role = 'lead';
    const period = { from: '2026-11-23', to: '2026-11-23' };
    const view = await room.times(period, null);
    expect(view.allSeats).toBe(false);
    expect(view.services).toMatchObject([
      { serviceTitle: 'Meldebescheinigung', count: null, wait: null, service: null, noShowShare: null },
      {
        serviceTitle: 'Personalausweis beantragen',
        count: 6,
        service: { medianSeconds: 120, p90Seconds: 120 },
        noShowShare: 0,
      },
    ]);
    expect(view.halfHours).toMatchObject([
      { bucket: 18, count: 6 },
      { bucket: 19, count: null, wait: null },
    ]);
    expect(await room.exportTimes(period, null)).toEqual({
      file: '/export/wartezeiten-DRA-1-2026-11-23-2026-11-23.csv',
      rows: 4,
    });
    const csv = [...files.values()].join();
    expect(csv).toContain('nach Leistung;Drais;Meldebescheinigung;unter 5;unter 5;unter 5;unter 5;unter 5;unter 5');
    expect(csv).toContain('nach Leistung;Drais;Personalausweis beantragen;6;');
    for (const text of [csv, JSON.stringify(view), JSON.stringify(recorded(journal.events))]) {
      expect(text).not.toMatch(/Geheim|Einzeln|berger|[0-9a-f]{64}/i);
    }
    expect(await room.times({ from: '2026-11-24', to: '2026-11-30' }, null)).toMatchObject({
      services: [],
      halfHours: [],
    });
  });
});
