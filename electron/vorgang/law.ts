/** The dated law and tariff rows of resources/fees: checked when loaded, looked up by key and day. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../contract/app-error.ts';
import { type CalendarDate, calendarDate } from '../contract/calendar-date.ts';
import type { LawRow } from '../services/service.ts';

/** Amounts of other municipalities, so that every service can be practised; never read on a live seat. */
const trainingFile = 'training-examples.json';

/** Accounting data of the same keys; the till reads it. */
const accountsFile = 'accounts.json';

const lawRow = z
  .strictObject({
    key: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    value: z.number().min(0),
    unit: z.enum([
      'cents',
      'factor',
      'years',
      'months',
      'weeks',
      'days',
      'working-days',
      'hours',
      'pixels',
      'nfiq2',
      'attempts',
    ]),
    validFrom: calendarDate,
    validTo: calendarDate.nullable(),
    legalBasis: z.string().min(1),
    source: z.string().min(1),
    checkedOn: calendarDate,
    confidence: z.enum(['H', 'M', 'L', 'U']),
    note: z.string().min(1).optional(),
  })
  .refine((row) => row.unit !== 'cents' || Number.isInteger(row.value), 'Beträge sind ganze Cent')
  .refine((row) => row.validTo === null || row.validTo >= row.validFrom, 'validTo liegt vor validFrom');

export interface Law {
  /** The row in force on `day`; throws AppError `fee.not-configured` when there is none. */
  row(key: string, day: CalendarDate): LawRow;
  rows(): LawRow[];
}

function readRows(folder: string, file: string): LawRow[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  } catch (cause) {
    throw new AppError('policy.invalid', { file, problem: 'kein JSON' }, { cause });
  }
  const parsed = z.array(lawRow).safeParse(json);
  if (!parsed.success) throw new AppError('policy.invalid', { file, problem: z.prettifyError(parsed.error) });
  return parsed.data.map(({ note, ...row }) => (note === undefined ? row : { ...row, note }));
}

function rejectOverlaps(rows: readonly LawRow[]): void {
  const sorted = [...rows].sort((a, b) => a.key.localeCompare(b.key) || a.validFrom.localeCompare(b.validFrom));
  for (const [index, row] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next?.key !== row.key) continue;
    if (row.validTo === null || row.validTo >= next.validFrom) {
      throw new AppError('policy.invalid', { file: 'fees', problem: `${row.key}: zwei Zeilen gelten am selben Tag` });
    }
  }
}

/** Reads every JSON file of `folder`; throws AppError `policy.invalid` when a file breaks the rules above. */
export function loadLaw(folder: string, options: { training: boolean }): Law {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== accountsFile);
  const used = files.filter((file) => options.training || file !== trainingFile).sort();
  const rows = used.flatMap((file) => readRows(folder, file));
  rejectOverlaps(rows);
  return {
    row(key, day) {
      const found = rows.find(
        (row) => row.key === key && row.validFrom <= day && (row.validTo === null || day <= row.validTo),
      );
      if (!found) throw new AppError('fee.not-configured', { key });
      return found;
    },
    rows: () => [...rows],
  };
}
