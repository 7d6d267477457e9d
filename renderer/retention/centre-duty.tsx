/** What waits at the centre because its seat is gone for good, and which seat sees to it. */
import type { CentreDutyView, OrphanView, RuleView } from '../../electron/contract/retention.ts';
import { showGermanDate, showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { Day, Why } from './due-words.tsx';
import { whatNames } from './retention-words.ts';

export interface CentreDutyProps {
  duty: CentreDutyView;
  rules: ReadonlyMap<string, RuleView>;
  today: string;
}

export function CentreDuty({ duty, rules, today }: CentreDutyProps) {
  return (
    <div>
      <ListTable
        id="orphans"
        title="In der Zentrale, von Plätzen, die nichts mehr melden"
        columns={['Vorgang', 'Platz', 'Beendet', 'Was', 'Fällig am', 'Warum']}
        empty={
          duty.duty === 'elsewhere'
            ? 'Darum kümmert sich ein anderer Platz.'
            : duty.checkedAt === null
              ? 'Noch nicht nachgesehen: das geschieht beim Start und jede Nacht, sobald die Verbindung steht.'
              : 'In der Zentrale ist nichts verwaist.'
        }
        rows={duty.orphans.map((orphan) => ({ id: orphan.vorgangId, cells: cellsOf(orphan, rules, today) }))}
      />
      <p className="legal">{stand(duty)}</p>
    </div>
  );
}

function stand({ duty, seat, checkedAt }: CentreDutyView): string {
  if (checkedAt === null) return '';
  return `${duty === 'here' ? 'Dieser Platz' : `Platz ${seat}`} löscht zurzeit in der Zentrale. Nachgesehen: ${showMoment(checkedAt)}.`;
}

function cellsOf(orphan: OrphanView, rules: ReadonlyMap<string, RuleView>, today: string) {
  const { label, seat, kind, since, what, dueOn, because } = orphan;
  if (what === null || dueOn === null) {
    return [label, seat, `offen seit ${showGermanDate(since)}`, '–', '–', 'Eine Leitung übernimmt und beendet ihn.'];
  }
  return [
    label,
    seat,
    kind === 'log' ? '–' : showGermanDate(since),
    whatNames[what],
    <Day key="day" day={dueOn} overdue={dueOn < today} />,
    <Why key="why" rule={because === null ? undefined : rules.get(because)} />,
  ];
}
