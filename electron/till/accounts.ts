/** The dated accounting rows of resources/fees/accounts.json: tariff number, account and tax of every fee. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { taxAttribute } from '../contract/accounting.ts';
import { AppError } from '../contract/app-error.ts';
import { type CalendarDate, calendarDate } from '../contract/calendar-date.ts';

export const accountsFile = 'accounts.json';

const accountRow = z
  .strictObject({
    /** Key of the fee in the law files. */
    key: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    /** Two digits in the Kassenzeichen; never given to another fee. */
    itemCode: z.string().regex(/^\d{2}$/),
    tariffNumber: z.string().min(1).max(20),
    account: z.string().min(1).max(40),
    tax: taxAttribute,
    validFrom: calendarDate,
    validTo: calendarDate.nullable(),
    source: z.string().min(1),
    checkedOn: calendarDate,
    /** As in the law files; U: an example, never used on a live seat. */
    confidence: z.enum(['H', 'M', 'L', 'U']),
  })
  .refine((row) => row.validTo === null || row.validTo >= row.validFrom, 'validTo liegt vor validFrom');
export type AccountRow = z.infer<typeof accountRow>;

export interface Accounts {
  /** The row in force on `day`; throws `till.account-missing`. */
  row(lawKey: string, day: CalendarDate): AccountRow;
}

/** Throws AppError `policy.invalid` when the file breaks the rules above. */
export function loadAccounts(folder: string, options: { training: boolean }): Accounts {
  return createAccounts(readRows(path.join(folder, accountsFile)), options);
}

export function createAccounts(all: readonly AccountRow[], options: { training: boolean }): Accounts {
  rejectDoubles(all);
  const rows = all.filter((row) => options.training || row.confidence !== 'U');
  return {
    row(lawKey, day) {
      const found = rows.find(
        (row) => row.key === lawKey && row.validFrom <= day && (row.validTo === null || day <= row.validTo),
      );
      if (!found) throw new AppError('till.account-missing', { key: lawKey });
      return found;
    },
  };
}

function readRows(file: string): AccountRow[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new AppError('policy.invalid', { field: accountsFile, problem: 'kein JSON' }, { cause });
  }
  const parsed = z.array(accountRow).safeParse(json);
  if (!parsed.success) {
    throw new AppError('policy.invalid', { field: accountsFile, problem: z.prettifyError(parsed.error) });
  }
  return parsed.data;
}

/** Two fees with one code would share their Kassenzeichen; two rows on one day would leave the account to chance. */
function rejectDoubles(rows: readonly AccountRow[]): void {
  for (const [index, row] of rows.entries()) {
    for (const other of rows.slice(index + 1)) {
      const sameKey = other.key === row.key;
      const overlap = (row.validTo ?? '9999') >= other.validFrom && (other.validTo ?? '9999') >= row.validFrom;
      if (sameKey !== (other.itemCode === row.itemCode) || (sameKey && overlap)) {
        throw new AppError('policy.invalid', { field: accountsFile, problem: `${row.key} und ${other.key}` });
      }
    }
  }
}
