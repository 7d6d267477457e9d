/** Which dated row says when what of a Vorgang goes, and how a row reads in German. */
import type { RuleView, ShownDeadline } from '../contract/retention.ts';
import type { LawRow } from '../services/service.ts';
import { shownDeadlines } from './shown-deadlines.table.ts';

export type RetentionLaw = (key: string, day: string) => LawRow;

/**
 * The document of such a service is handed over in another Vorgang, which orders the erasing: until then only the cap ends it.
 * Every other service hands its papers over before it is finished.
 */
const handedOverLater: readonly string[] = ['personalausweis'];

export function ruleKey(
  what: 'biometrics' | 'vorgang',
  ended: { phase: 'done' | 'cancelled'; serviceId: string; handedOverOn: string | null },
): string {
  if (what === 'vorgang') {
    return ended.phase === 'cancelled' ? 'retention.cancelled-vorgang' : 'retention.finished-vorgang';
  }
  if (ended.phase === 'cancelled') return 'retention.biometrics-cancelled';
  return handedOverLater.includes(ended.serviceId) && ended.handedOverOn === null
    ? 'retention.fingerprints-after-issue'
    : 'retention.biometrics-after-hand-over';
}

export const logRuleKey = 'retention.register-log';

export const ruleTitles: Readonly<Record<string, string>> = {
  'retention.biometrics-cancelled': 'Biometrie eines abgebrochenen Vorgangs',
  'retention.biometrics-after-hand-over': 'Biometrie nach der Aushändigung',
  'retention.fingerprints-after-issue': 'Biometrie eines Ausweisantrags, Obergrenze',
  'retention.cancelled-vorgang': 'Abgebrochener Vorgang',
  'retention.finished-vorgang': 'Abgeschlossener Vorgang',
  [logRuleKey]: 'Protokoll, wer welchen Vorgang angesehen hat',
  'retention.silent-seat': 'Platz, der nichts mehr meldet: andere löschen für ihn',
};

/** Throws RangeError for a row that does not count in days: the seat would have to guess. */
export function daysOf(row: LawRow): number {
  if (row.unit !== 'days' || !Number.isInteger(row.value)) throw new RangeError(`${row.key} does not count in days`);
  return row.value;
}

/**
 * The first day on which the whole year may and must go: every entry has been kept for the row's months, and the year in
 * which that ends is over (BMG § 40 Abs. 5). Throws RangeError for a row that does not count in months.
 */
export function logDueOn(year: number, row: LawRow): string {
  if (row.unit !== 'months' || !Number.isInteger(row.value))
    throw new RangeError(`${row.key} does not count in months`);
  const keptUntil = new Date(Date.UTC(year, 11 + row.value, 1));
  return `${keptUntil.getUTCFullYear() + 1}-01-01`;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function ruleViews(law: RetentionLaw, day: string): RuleView[] {
  return Object.entries(ruleTitles).map(([key, title]) => {
    const row = law(key, day);
    return {
      key,
      title,
      period: key === logRuleKey ? `${row.value} Monate, dann bis zum Jahresende` : daysText(daysOf(row)),
      legalBasis: row.legalBasis,
      confidence: row.confidence,
      note: row.note ?? '',
    };
  });
}

const daysText = (days: number): string => (days === 0 ? 'sofort' : days === 1 ? '1 Tag' : `${days} Tage`);

/** Deadlines of others; throws AppError when a row is missing. */
export function othersDeadlines(law: RetentionLaw, day: string): ShownDeadline[] {
  return shownDeadlines.map(({ key, title, who, period }) => {
    const { value, unit, legalBasis, confidence, note = '' } = law(key, day);
    const text =
      period ?? (unit === 'days' ? daysText(value) : `${value} ${(value === 1 ? oneOf : manyOf)[unit] ?? unit}`);
    return { key, title, who, period: text, legalBasis, confidence, note };
  });
}

const manyOf: Readonly<Record<string, string>> = {
  ...{ hours: 'Stunden', 'working-days': 'Werktage', weeks: 'Wochen', months: 'Monate', years: 'Jahre' },
};
const oneOf: Readonly<Record<string, string>> = {
  ...{ hours: 'Stunde', 'working-days': 'Werktag', weeks: 'Woche', months: 'Monat', years: 'Jahr' },
};
