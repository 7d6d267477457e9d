/** A deadline's day and the row behind it, in a table cell. */
import type { RuleView } from '../../electron/contract/retention.ts';
import { Badge } from '../ui/badge.tsx';
import { showGermanDate } from '../ui/german-date.ts';

export function Day({ day, overdue }: { day: string; overdue: boolean }) {
  return (
    <span className="nowrap">
      {showGermanDate(day)} {overdue && <Badge tone="danger">überfällig</Badge>}
    </span>
  );
}

export function Why({ rule }: { rule: RuleView | undefined }) {
  if (!rule) return 'anderer Grund';
  return (
    <span>
      {rule.title} ({rule.period})<span className="legal">{rule.legalBasis}</span>
    </span>
  );
}
