import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAppError } from '../../contract/app-error.ts';
import { decodeCalendar, maxCalendarBytes } from './decode-calendar.ts';
import { appointmentsOfDay, readCalendarFile } from './read-calendar.ts';

const day = '2026-11-23';
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Stadt//Termine//DE', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const onDay = (text: string | string[], of = day) => appointmentsOfDay([text].flat().map(readCalendarFile), of);
/** `09:30 Titel`, called-off ones marked, in the counter's time. */
const shown = (text: string | string[], of = day): string[] => {
  const time = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
  return onDay(text, of).appointments.map(
    ({ startsAtMs, title, isCancelled }) => `${time.format(startsAtMs)} ${title}${isCancelled ? ' (abgesagt)' : ''}`,
  );
};

describe('times', () => {
  it('reads UTC, floating, Berlin without and with a description, names of Windows, and a zone only the file knows', () => {
    const zone = (tzid: string) => [
      ...['BEGIN:VTIMEZONE', `TZID:${tzid}`, 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200'],
      ...['TZOFFSETTO:+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD', 'BEGIN:DAYLIGHT'],
      ...[
        'DTSTART:16010101T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      ],
      ...['END:DAYLIGHT', 'END:VTIMEZONE'],
    ];
    const own = zone('Eigene Zone').map((line) => line.replace('1601', '1970'));
    const text = calendar(
      ...zone('W. Europe Standard Time'),
      ...own,
      ...event('UID:1', 'DTSTART:20261123T073000Z', 'SUMMARY:UTC'),
      ...event('UID:2', 'DTSTART:20261123T090000', 'SUMMARY:ohne Zone'),
      ...event('UID:3', 'DTSTART;TZID=Europe/Berlin:20261123T093000', 'SUMMARY:Berlin'),
      ...event('UID:4', 'DTSTART;TZID=W. Europe Standard Time:20261123T100000', 'SUMMARY:Windows'),
      ...event('UID:5', 'DTSTART;TZID=Eigene Zone:20261123T103000', 'SUMMARY:eigene'),
      ...event(
        'UID:6',
        'DTSTART;TZID="/freeassociation.sourceforge.net/Europe/London":20261123T100000',
        'SUMMARY:London',
      ),
    );
    expect(shown(text)).toEqual([
      '08:30 UTC',
      '09:00 ohne Zone',
      '09:30 Berlin',
      '10:00 Windows',
      '10:30 eigene',
      '11:00 London',
    ]);
    const summer = calendar(...own, ...event('UID:5', 'DTSTART;TZID=Eigene Zone:20260706T103000', 'SUMMARY:eigene'));
    expect(shown(summer, '2026-07-06')).toEqual(['10:30 eigene']);
  });

  it('keeps the clock time of a series over the change of clocks, and takes the first of two half past twos', () => {
    const series = calendar(
      ...event('UID:s', 'DTSTART;TZID=Europe/Berlin:20261019T090000', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Reihe'),
    );
    expect(shown(series, '2026-10-19')).toEqual(['09:00 Reihe']);
    expect(shown(series, '2026-10-26')).toEqual(['09:00 Reihe']);
    const night = calendar(
      ...event('UID:a', 'DTSTART;TZID=Europe/Berlin:20261025T023000', 'SUMMARY:doppelt'),
      ...event('UID:b', 'DTSTART;TZID=Europe/Berlin:20260329T023000', 'SUMMARY:keine'),
    );
    expect(onDay(night, '2026-10-25').appointments.map(({ startsAtMs }) => startsAtMs)).toEqual([
      Date.UTC(2026, 9, 25, 0, 30),
    ]);
    expect(onDay(night, '2026-03-29').appointments.map(({ startsAtMs }) => startsAtMs)).toEqual([
      Date.UTC(2026, 2, 29, 1, 30),
    ]);
  });

  it('has the day of the counter, not that of Greenwich', () => {
    const text = calendar(
      ...event('UID:1', 'DTSTART:20261122T233000Z', 'SUMMARY:nach Mitternacht'),
      ...event('UID:2', 'DTSTART:20261123T233000Z', 'SUMMARY:morgen'),
    );
    expect(shown(text)).toEqual(['00:30 nach Mitternacht']);
  });

  it('takes days without a time for no appointment', () => {
    const text = calendar(...event('UID:1', 'DTSTART;VALUE=DATE:20261123', 'SUMMARY:Personalversammlung'));
    expect(onDay(text)).toEqual({ appointments: [], allDay: 1, uncounted: 0 });
  });

  it('reads how long it lasts', () => {
    const text = calendar(
      ...event('UID:1', 'DTSTART:20261123T080000Z', 'DTEND:20261123T082000Z'),
      ...event('UID:2', 'DTSTART:20261123T090000Z', 'DURATION:PT1H30M'),
      ...event('UID:3', 'DTSTART:20261123T100000Z'),
      ...event('UID:4', 'DTSTART:20261123T110000Z', 'DTEND:20261123T100000Z'),
    );
    const minutes = onDay(text).appointments.map((each) => (each.endsAtMs - each.startsAtMs) / 60_000);
    expect(minutes).toEqual([20, 90, 15]);
    expect(readCalendarFile(text).unreadable).toEqual([18]);
  });
});

describe('versions', () => {
  const base = ['UID:1', 'DTSTART:20261123T080000Z', 'SUMMARY:alt', 'SEQUENCE:1', 'DTSTAMP:20261101T080000Z'];

  it('takes the highest sequence, then the newest, whatever order and file they stand in', () => {
    const moved = event('UID:1', 'DTSTART:20261123T090000Z', 'SUMMARY:neu', 'SEQUENCE:2', 'DTSTAMP:20261101T080000Z');
    for (const text of [calendar(...event(...base), ...moved), [calendar(...moved), calendar(...event(...base))]]) {
      expect(shown(text)).toEqual(['10:00 neu']);
    }
    const later = event(
      'UID:1',
      'DTSTART:20261123T100000Z',
      'SUMMARY:später',
      'SEQUENCE:1',
      'DTSTAMP:20261102T080000Z',
    );
    expect(shown([calendar(...later), calendar(...event(...base))])).toEqual(['11:00 später']);
    expect(shown(calendar(...event(...base), ...event(...base)))).toEqual(['09:00 alt']);
  });

  it('shows what is called off as called off, by its status or by the whole file, and what moved away not at all', () => {
    expect(shown(calendar(...event(...base, 'STATUS:CANCELLED')))).toEqual(['09:00 alt (abgesagt)']);
    expect(shown([calendar(...event(...base)), calendar('METHOD:CANCEL', ...event(...base))])).toEqual([
      '09:00 alt (abgesagt)',
    ]);
    const away = event('UID:1', 'DTSTART:20261124T080000Z', 'SUMMARY:neu', 'SEQUENCE:2');
    expect(shown([calendar(...event(...base)), calendar(...away)])).toEqual([]);
  });

  it('expands a series with what was left out, added, moved and called off', () => {
    const text = calendar(
      ...event(
        ...['UID:r', 'DTSTART;TZID=Europe/Berlin:20261116T090000', 'DURATION:PT20M', 'SUMMARY:Reihe'],
        ...['RRULE:FREQ=DAILY;UNTIL=20261127T080000Z', 'EXDATE;TZID=Europe/Berlin:20261124T090000'],
        'RDATE;TZID=Europe/Berlin:20261123T150000',
      ),
      ...event(
        'UID:r',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261125T090000',
        'DTSTART;TZID=Europe/Berlin:20261123T113000',
        'SUMMARY:vorgezogen',
      ),
      ...event(
        'UID:r',
        'RECURRENCE-ID:20261126T080000Z',
        'DTSTART:20261126T080000Z',
        'SUMMARY:Reihe',
        'STATUS:CANCELLED',
      ),
    );
    expect(shown(text)).toEqual(['09:00 Reihe', '11:30 vorgezogen', '15:00 Reihe']);
    expect(shown(text, '2026-11-24')).toEqual([]);
    expect(shown(text, '2026-11-25')).toEqual([]);
    expect(shown(text, '2026-11-26')).toEqual(['09:00 Reihe (abgesagt)']);
    expect(shown(text, '2026-11-27')).toEqual(['09:00 Reihe']); // ends by UTC at that very minute
    expect(shown(text, '2026-11-28')).toEqual([]);
    const ids = onDay(text).appointments.map(({ recurrenceId }) => recurrenceId);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('what programs write', () => {
  it('reads a file as Outlook exports it', () => {
    const text = [
      ...[
        'BEGIN:VCALENDAR',
        'PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN',
        'VERSION:2.0',
        'METHOD:PUBLISH',
      ],
      ...['X-CALSTART:20261123T080000Z', 'X-WR-RELCALID:{0000002E-9F33-2A1C-8FD5-1B7C1D2E3F40}', 'BEGIN:VTIMEZONE'],
      ...['TZID:W. Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16011028T030000'],
      ...['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD'],
      ...['END:VTIMEZONE', 'BEGIN:VEVENT', 'CLASS:PUBLIC', 'CATEGORIES:Ausweis,Bürgerbüro', 'CREATED:20261101T070000Z'],
      ...['DESCRIPTION: \\n', 'DTEND;TZID="W. Europe Standard Time":20261123T094500', 'DTSTAMP:20261101T070000Z'],
      ...['DTSTART;TZID="W. Europe Standard Time":20261123T093000', 'PRIORITY:5', 'SEQUENCE:0'],
      ...['SUMMARY;LANGUAGE=de:Personalausweis \\, Beispiel\\; Ay', ' lin', 'TRANSP:OPAQUE'],
      ...[
        'UID:040000008200E00074C5B7101A82E008000000000000000000000000000000000000',
        ' 0000310000007643616C2D556964',
        'X-ALT-DESC;FMTTYPE=text/html:<html><body>x: "y</body></html>',
      ],
      ...[
        'X-MICROSOFT-CDO-BUSYSTATUS:BUSY',
        'BEGIN:VALARM',
        'TRIGGER:-PT15M',
        'ACTION:DISPLAY',
        'END:VALARM',
        'END:VEVENT',
        'END:VCALENDAR',
      ],
    ].join('\r\n');
    const { appointments } = onDay(text);
    expect(shown(text)).toEqual(['09:30 Personalausweis , Beispiel; Aylin']);
    expect(appointments[0]?.categories).toEqual(['Ausweis', 'Bürgerbüro']);
    expect(appointments[0]?.uid).toHaveLength(96);
  });

  it('reads a file as Nextcloud exports it, and never keeps who was invited or what was noted', () => {
    const text = calendar(
      ...['CALSCALE:GREGORIAN', 'X-WR-CALNAME:Bürgerservice', 'X-APPLE-CALENDAR-COLOR:#0082c9'],
      ...event(
        ...['CREATED:20261101T070000Z', 'DTSTAMP:20261101T070100Z', 'LAST-MODIFIED:20261101T070100Z', 'SEQUENCE:2'],
        ...['UID:2f1c2d7e-6f0e-4a52-9a3c-aaaaaaaaaaaa', 'DTSTART;TZID=Europe/Berlin:20261123T101500'],
        ...['DTEND;TZID=Europe/Berlin:20261123T103000', 'STATUS:CONFIRMED', 'SUMMARY:Meldebescheinigung Muster'],
        ...[
          'ATTENDEE;CN="Muster, Kim";RSVP=TRUE;X-NC-GROUP-ID=1:mailto:kim@example.invalid',
          'DESCRIPTION:Telefon 06131 000000',
        ],
      ),
    );
    expect(shown(text)).toEqual(['10:15 Meldebescheinigung Muster']);
    expect(JSON.stringify(readCalendarFile(text))).not.toMatch(/kim@|06131|Muster, Kim/);
  });

  it('reads UTF-8 with a byte order mark, Windows-1252, UTF-16 and line ends of any kind', () => {
    const text = calendar(...event('UID:1', 'DTSTART:20261123T080000Z', 'SUMMARY:Müller – Paß'));
    const encoded = (bytes: Uint8Array) => shown(decodeCalendar(bytes));
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const single = Uint8Array.from(text, (letter) => (letter === '–' ? 0x96 : letter.charCodeAt(0)));
    for (const bytes of [Buffer.from(text), Buffer.from(`\uFEFF${text}`), wide, Buffer.from(wide).swap16(), single]) {
      expect(encoded(bytes)).toEqual(['09:00 Müller – Paß']);
    }
    for (const end of ['\n', '\r']) expect(shown(text.replaceAll('\r\n', end))).toEqual(['09:00 Müller – Paß']);
  });
});

describe('bad files', () => {
  const refused = (text: string) => {
    try {
      readCalendarFile(text);
    } catch (error) {
      if (isAppError(error)) return { code: error.code, ...error.params };
      throw error;
    }
    return null;
  };

  it('are refused whole, with the line where it begins to be wrong', () => {
    const good = event('UID:1', 'DTSTART:20261123T080000Z');
    expect(refused('')).toEqual({ code: 'appointments.not-a-calendar' });
    expect(refused('<html><title>Anmelden</title>')).toEqual({ code: 'appointments.not-a-calendar' });
    expect(refused('BEGIN:VCARD\nEND:VCARD')).toEqual({ code: 'appointments.not-a-calendar' });
    for (const cut of [15, 17, 22, 27, 40]) {
      expect(refused(calendar(...good).slice(0, -cut)), String(cut)).toEqual({ code: 'appointments.cut-off' });
    }
    expect(refused(calendar(...good, 'kein Doppelpunkt'))).toEqual({ code: 'appointments.broken-line', line: 8 });
    expect(refused(calendar('BEGIN:VEVENT', 'END:VTODO'))).toEqual({ code: 'appointments.broken-line', line: 5 });
    expect(refused(calendar(...good).replace('END:VCALENDAR', 'END:VCALENDAR\r\nUID:2'))).toMatchObject({ line: 9 });
    expect(refused(calendar(...event('UID:1', `SUMMARY:${'x'.repeat(5_000)}`)))).toEqual({
      code: 'appointments.broken-line',
      line: 6,
    });
    expect(refused(calendar(...Array.from({ length: 20_001 }, () => good).flat()))).toMatchObject({
      code: 'appointments.too-many',
    });
    expect(() => decodeCalendar(new Uint8Array(maxCalendarBytes + 1))).toThrow('appointments.too-large');
  });

  it('lose single events that nobody can read, and say at which line', () => {
    const text = calendar(
      ...event('UID:1', 'DTSTART:20261123T080000Z', 'SUMMARY:gut'),
      ...event('UID:2', 'DTSTART:20261131T080000Z'),
      ...event('UID:3', 'DTSTART;TZID=Mars/Olympus:20261123T080000'),
      ...event('UID:4'),
      ...event('DTSTART:20261123T080000Z'),
      ...event('UID:6', 'DTSTART:20261123T080000Z', 'RRULE:FREQ=SECONDLY'),
      ...event('UID:7', 'DTSTART:20261123T250000Z'),
    );
    expect(shown(text)).toEqual(['09:00 gut']);
    expect(readCalendarFile(text).unreadable).toEqual([9, 13, 17, 20, 23, 28]);
  });

  it('never make anything but an expected error, nor take long', () => {
    const seed = calendar(
      ...event(
        'UID:1',
        'DTSTART;TZID=Europe/Berlin:20261123T080000',
        'RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=9',
        'SUMMARY:a\\,b',
      ),
      ...event(
        'UID:1',
        'RECURRENCE-ID:20261214T070000Z',
        'DTSTART:20261123T080000Z',
        'DURATION:PT5M',
        'EXDATE:20261123T080000Z',
      ),
      ...[
        'BEGIN:VTIMEZONE',
        'TZID:x',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETTO:+0100',
        'END:STANDARD',
        'END:VTIMEZONE',
      ],
    );
    const words = seed.split(/(?<=[:;=,\r\n])/);
    const piece = fc.oneof(
      fc.constantFrom(...words),
      fc.string({ maxLength: 12 }),
      fc.constantFrom('\r\n ', '"', '^n', '\0', '99999999999', '-'),
    );
    const mutated = fc.array(fc.tuple(fc.nat(words.length - 1), fc.nat(3), piece), { maxLength: 8 }).map((changes) => {
      const copy = [...words];
      for (const [at, remove, put] of changes) copy.splice(at, remove, put);
      return copy.join('');
    });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ maxLength: 300 })), (text) => {
        try {
          onDay(text);
        } catch (error) {
          if (!isAppError(error)) throw error;
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('are read in bounded time even at full size', () => {
    const series = event(
      'UID:x',
      'DTSTART;TZID=Europe/Berlin:19970101T080000',
      'RRULE:FREQ=DAILY;COUNT=99999;BYMONTH=2',
      'SUMMARY:y',
    );
    const text = calendar(
      ...Array.from({ length: 14_000 }, (_each, index) =>
        series.map((line) => line.replace('UID:x', `UID:${index}`)),
      ).flat(),
    );
    const begun = performance.now();
    onDay(decodeCalendar(Buffer.from(text)), '2026-02-03');
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});
