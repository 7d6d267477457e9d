/** What has to go by when, and what may not go yet: pure, from the Vorgänge, the rows and the day. */
import type { DueView, Erasable, HeldView } from '../contract/retention.ts';
import { logTitle, yearOfLog } from './access-log.ts';
import { addDays, daysOf, logDueOn, logRuleKey, type RetentionLaw, ruleKey } from './retention-rules.ts';

export type Gone = Exclude<Erasable, 'log'>;

export interface RetentionSubject {
  readonly vorgangId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly phase: 'open' | 'done' | 'cancelled';
  readonly openedOn: string;
  /** Null while it is open. */
  readonly endedOn: string | null;
  /** The day its document went out, known where that was recorded; null while it is here. */
  readonly handedOverOn: string | null;
  /** An act without outcome, or money that is not settled: nothing of it may go. */
  readonly hold: 'operation' | 'till' | 'centre' | null;
  readonly erased: Gone | null;
  /** Asked only once the deadline has come: the answer costs reading them. */
  readonly hasBiometrics: boolean;
}

/** Due on the day itself, overdue from the next. `horizonDays` looks ahead. Longest due first. */
export function dueErasures(
  subjects: readonly RetentionSubject[],
  law: RetentionLaw,
  nowDay: string,
  horizonDays = 0,
): DueView[] {
  const until = addDays(nowDay, horizonDays);
  return subjects
    .filter((subject) => subject.hold === null)
    .flatMap((subject) => dueOf(subject, law, nowDay, until))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.number.localeCompare(b.number));
}

/** Access logs whose year is over for long enough. Longest due first. */
export function dueLogs(logIds: readonly string[], law: RetentionLaw, nowDay: string, horizonDays = 0): DueView[] {
  const until = addDays(nowDay, horizonDays);
  return logIds
    .flatMap((vorgangId): DueView[] => {
      const year = yearOfLog(vorgangId);
      if (year === null) return [];
      const dueOn = logDueOn(year, law(logRuleKey, nowDay));
      const overdue = isOverdue(dueOn, nowDay);
      return [{ vorgangId, number: logTitle(vorgangId), what: 'log', dueOn, because: logRuleKey, overdue }];
    })
    .filter(({ dueOn }) => dueOn <= until)
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** What stays whatever the day: with the day its first deadline came, so that somebody sees to it. */
export function heldVorgaenge(subjects: readonly RetentionSubject[], law: RetentionLaw, nowDay: string): HeldView[] {
  return subjects.flatMap((subject) => {
    const { vorgangId, number, openedOn, phase } = subject;
    if (subject.erased === 'vorgang') return [];
    const reason = subject.hold ?? (phase === 'open' ? ('open' as const) : null);
    if (reason === null || (reason === 'open' && openedOn >= nowDay)) return [];
    const dueOn = dueOf(subject, law, nowDay, nowDay).map((due) => due.dueOn);
    if (reason === 'centre' && dueOn.length === 0) return []; // a moment later it is there
    return [{ vorgangId, number, reason, openedOn, dueOn: dueOn.sort()[0] ?? null }];
  });
}

export const isOverdue = (dueOn: string | null, nowDay: string): boolean => dueOn !== null && dueOn < nowDay;

/** The whole Vorgang once that is due; before, its biometrics. */
function dueOf(subject: RetentionSubject, law: RetentionLaw, nowDay: string, until: string): DueView[] {
  const { phase, endedOn, serviceId, vorgangId, number, handedOverOn } = subject;
  if (phase === 'open' || endedOn === null || subject.erased === 'vorgang') return [];
  const due = (what: Gone): DueView => {
    const because = ruleKey(what, { phase, serviceId, handedOverOn });
    const from = what === 'biometrics' && handedOverOn !== null ? handedOverOn : endedOn;
    const dueOn = addDays(from, daysOf(law(because, nowDay)));
    return { vorgangId, number, what, dueOn, because, overdue: isOverdue(dueOn, nowDay) };
  };
  const whole = due('vorgang');
  const wholeDue = whole.dueOn <= until;
  if (whole.dueOn <= nowDay) return [whole];
  const prints = due('biometrics');
  const printsDue = prints.dueOn <= until && prints.dueOn <= whole.dueOn && subject.erased === null;
  return [...(printsDue && subject.hasBiometrics ? [prints] : []), ...(wholeDue ? [whole] : [])];
}
