/** The clerks of a seat: their PINs checked one at a time, wrong ones counted over restarts, every attempt in the journal. */
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import { type ClerkView, role } from '../contract/session.ts';
import { checkPin, hashPin, pinHash } from './pin-hash.ts';
import type { Clerks, SignInJournal } from './port.ts';
import { WrongPins } from './wrong-pins.ts';

const settingName = 'clerks';
const clerkRecord = z.object({ userName: z.string(), displayName: z.string(), role, pin: pinHash });
type ClerkRecord = z.infer<typeof clerkRecord>;
const clerkRecords = z.record(z.string(), clerkRecord);

/** Names are typed at the counter: case and stray blanks do not matter. */
export const foldUserName = (userName: string): string => userName.normalize('NFC').trim().toLowerCase();

const viewOf = ({ userName, displayName, role: itsRole }: ClerkRecord): ClerkView => ({
  userName,
  displayName,
  role: itsRole,
});

export function createClerks(journal: SignInJournal, clock: { nowMs(): number }): Clerks {
  const wrongPins = new WrongPins(journal, clock);
  const records = (): Map<string, ClerkRecord> =>
    new Map(Object.entries(clerkRecords.parse(journal.setting(settingName) ?? {})));
  const write = (kind: string, actor: string, body: JsonObject): void => {
    journal.append({ kind, scope: 'seat', actor, body });
  };

  // One after the other: attempts made at once would all see the count before any of them.
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    put: ({ pin, ...clerk }) =>
      inTurn(async () => {
        const name = foldUserName(clerk.userName);
        const before = records().get(name);
        const same = before && JSON.stringify(viewOf(before)) === JSON.stringify(viewOf({ ...before, ...clerk }));
        if (same && (await checkPin(pin, before.pin))) return;
        const record = clerkRecord.parse({ ...clerk, pin: await hashPin(pin) });
        journal.putSetting(settingName, Object.fromEntries(records().set(name, record)));
        wrongPins.clear(name);
        write('clerk-put', 'seat', { userName: clerk.userName, role: clerk.role });
      }),

    list: () => [...records().values()].map(viewOf),

    verify: ({ userName, pin }) =>
      inTurn(async () => {
        const name = foldUserName(userName);
        const record = records().get(name);
        // Whoever mistypes may have put the PIN into the field of the name: unknown names are written nowhere.
        const actor = record?.userName ?? 'seat';
        const locked = wrongPins.minutesLocked(name);
        if (locked > 0) {
          write('sign-in-refused', actor, { reason: 'locked', known: record !== undefined });
          throw new AppError('session.locked', { minutes: locked });
        }
        // Counted before the check: pulling the plug in between is no free attempt.
        const left = wrongPins.count(name, record !== undefined);
        if (record && (await checkPin(pin, record.pin))) {
          wrongPins.clear(name);
          write('clerk-signed-in', actor, { role: record.role });
          return viewOf(record);
        }
        if (!record) await checkPin(pin, undefined);
        write('sign-in-refused', actor, { reason: 'wrong-pin', known: record !== undefined, left });
        if (left === 0) throw new AppError('session.locked', { minutes: wrongPins.minutesLocked(name) });
        throw new AppError('session.wrong-pin', { left });
      }),
  };
}
