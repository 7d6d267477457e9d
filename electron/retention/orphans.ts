/** Vorgänge at the centre whose seat is gone for good: decided by the same dated rows, from their heads alone. Pure. */
import type { OrphanView } from '../contract/retention.ts';
import { logTitle, yearOfLog } from './access-log.ts';
import { shortId } from './read-subjects.ts';
import { addDays, daysOf, logDueOn, logRuleKey, type RetentionLaw } from './retention-rules.ts';

/** As the way to the centre finds them. */
export interface Orphan {
  readonly vorgangId: string;
  readonly kind: 'done' | 'cancelled' | 'open' | 'log';
  /** ISO time of the end; of `open` and `log` since when the centre knows it. */
  readonly at: string;
  readonly seat: string;
  readonly hasBiometrics: boolean;
}

export interface OrphanErasure {
  readonly vorgangId: string;
  readonly what: 'vorgang' | 'biometrics';
  readonly because: string;
  readonly dueOn: string;
}

/** The service is sealed: of what could be an Ausweisantrag only the cap counts. */
const biometricsRule = {
  done: 'retention.fingerprints-after-issue',
  cancelled: 'retention.biometrics-cancelled',
} as const;
const wholeRule = { done: 'retention.finished-vorgang', cancelled: 'retention.cancelled-vorgang' } as const;

/** What goes first, with the day; null for what never ended: a lead takes it over and ends it. */
export function nextErasure(
  orphan: Orphan,
  law: RetentionLaw,
  nowDay: string,
  dayOf: (iso: string) => string,
): OrphanErasure | null {
  const { vorgangId, kind } = orphan;
  if (kind === 'open') return null;
  if (kind === 'log') {
    const year = yearOfLog(vorgangId);
    if (year === null) return null;
    return { vorgangId, what: 'vorgang', because: logRuleKey, dueOn: logDueOn(year, law(logRuleKey, nowDay)) };
  }
  const after = (because: string) => addDays(dayOf(orphan.at), daysOf(law(because, nowDay)));
  const whole = { vorgangId, what: 'vorgang', because: wholeRule[kind], dueOn: after(wholeRule[kind]) } as const;
  if (!orphan.hasBiometrics || whole.dueOn <= nowDay) return whole;
  const because = biometricsRule[kind];
  return { vorgangId, what: 'biometrics', because, dueOn: after(because) };
}

export function orphanViews(
  orphans: readonly Orphan[],
  law: RetentionLaw,
  nowDay: string,
  dayOf: (iso: string) => string,
): OrphanView[] {
  return orphans.map((orphan) => {
    const next = nextErasure(orphan, law, nowDay, dayOf);
    const label = orphan.kind === 'log' ? logTitle(orphan.vorgangId) : shortId(orphan.vorgangId);
    const { vorgangId, kind, seat } = orphan;
    return {
      ...{ vorgangId, label, kind, seat, since: dayOf(orphan.at) },
      ...{ dueOn: next?.dueOn ?? null, because: next?.because ?? null },
      what: next === null ? null : kind === 'log' ? 'log' : next.what,
    };
  });
}
