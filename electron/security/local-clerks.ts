/** The clerks kept at one seat alone: the fictive ones of a training seat without a centre. */
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import { type ClerkView, role } from '../contract/session.ts';
import { foldUserName } from './fold-user-name.ts';
import { checkPin, hashPin, type PinHash, pinHash } from './pin-hash.ts';
import type { ClerkRecord, ClerkRecords, NewClerk, SignInJournal } from './port.ts';

const settingName = 'clerks';
const localClerk = z.object({
  userName: z.string(),
  displayName: z.string(),
  role,
  pin: pinHash,
  card: z.string().nullable().default(null),
});
const localClerks = z.record(z.string(), localClerk);

export interface LocalClerks extends ClerkRecords {
  /** False when nothing was to change. */
  put(clerk: NewClerk): Promise<boolean>;
  putPin(userName: string, pin: PinHash): void;
}

export function createLocalClerks(journal: SignInJournal): LocalClerks {
  const read = () => new Map(Object.entries(localClerks.parse(journal.setting(settingName) ?? {})));
  return {
    all: () => [...read().values()].map((clerk): ClerkRecord => ({ ...clerk, isOpen: true })),
    async refresh() {},
    assertFresh() {},
    async put({ pin, card = null, ...clerk }) {
      const name = foldUserName(clerk.userName);
      const before = read().get(name);
      const same = before && before.card === card && JSON.stringify(viewOf(before)) === JSON.stringify(viewOf(clerk));
      if (same && (await checkPin(pin, before.pin))) return false;
      const record = localClerk.parse({ ...clerk, card, pin: await hashPin(pin) });
      journal.putSetting(settingName, Object.fromEntries(read().set(name, record)));
      return true;
    },
    putPin(userName, pin) {
      const people = read();
      const name = foldUserName(userName);
      const before = people.get(name);
      if (!before) throw new AppError('clerks.not-found');
      journal.putSetting(settingName, Object.fromEntries(people.set(name, { ...before, pin })));
    },
  };
}

export const viewOf = ({ userName, displayName, role: itsRole }: ClerkView): ClerkView => ({
  userName,
  displayName,
  role: itsRole,
});
