/** The board of a seat that stands alone: a sealed setting, so that a restart in the middle of the day loses no number. */
import { z } from 'zod';
import { appointmentKind, appointmentState } from '../contract/appointments.ts';
import type { JsonValue } from '../contract/json.ts';
import type { Journal } from '../journal/port.ts';
import type { Board, BoardChange, BoardRow } from './port.ts';

const time = z.number().nullable();
const boardRow = z.object({
  ...{ entry: z.string(), kind: appointmentKind, number: z.int(), state: appointmentState, previous: appointmentState },
  ...{ serviceId: z.string(), seat: z.string(), calls: z.int(), version: z.int() },
  ...{ arrivedAtMs: time, calledAtMs: time, startedAtMs: time, endedAtMs: time },
});
const stored = z.object({ day: z.string(), last: z.int(), rows: z.array(boardRow) });
type Stored = z.infer<typeof stored>;

const settingName = 'appointments-board';

export function createLocalBoard(journal: Pick<Journal, 'setting' | 'putSetting'>, seat: string): Board {
  const read = (day: string): Stored => {
    const found = stored.safeParse(journal.setting(settingName)).data;
    return found?.day === day ? found : { day, last: 0, rows: [] };
  };
  const write = (value: Stored): void => journal.putSetting(settingName, value as JsonValue);
  return {
    isShared: false,
    rows: async (day) => read(day).rows,
    async put(day, change: BoardChange, version) {
      const { last, rows } = read(day);
      const before = rows.find(({ entry }) => entry === change.entry);
      if ((before?.version ?? 0) !== version) return null;
      const number = before?.number ?? last + 1;
      const row: BoardRow = { ...change, number, seat, version: version + 1 };
      write({
        day,
        last: Math.max(last, number),
        rows: [...rows.filter(({ entry }) => entry !== change.entry), row],
      });
      return row;
    },
    async forgetBefore(day) {
      const found = stored.safeParse(journal.setting(settingName)).data;
      if (found && found.day < day) write({ day, last: 0, rows: [] });
    },
  };
}
