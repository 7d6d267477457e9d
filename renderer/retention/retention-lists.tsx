/** What is due and why, what waits, what is gone, and the rules behind it. */
import type { DueView, RetentionView, RuleView } from '../../electron/contract/retention.ts';
import { Badge } from '../ui/badge.tsx';
import { showGermanDate, showMoment } from '../ui/german-date.ts';
import { ListTable } from '../ui/list-table.tsx';
import { CentreDuty } from './centre-duty.tsx';
import { Day, Why } from './due-words.tsx';
import { OtherDeadlines } from './other-deadlines.tsx';
import { holdNames, whatNames } from './retention-words.ts';

const dueColumns = ['Vorgang', 'Was', 'Fällig am', 'Warum'];

export function RetentionLists({ view }: { view: RetentionView }) {
  const rules = new Map(view.rules.map((rule) => [rule.key, rule]));
  return (
    <>
      <ListTable
        id="due"
        title={`Jetzt fällig (${view.due.length})`}
        columns={dueColumns}
        empty="Nichts ist fällig."
        rows={view.due.map((due) => dueRow(due, rules))}
      />
      <ListTable
        id="upcoming"
        title="In den nächsten 14 Tagen"
        columns={dueColumns}
        empty="In den nächsten 14 Tagen wird nichts fällig."
        rows={view.upcoming.map((due) => dueRow(due, rules))}
      />
      <ListTable
        id="held"
        title="Wird nicht gelöscht, solange"
        columns={['Vorgang', 'Grund', 'Begonnen', 'Frist']}
        empty="Kein Vorgang steht einer Löschung entgegen."
        rows={view.held.map((held) => ({
          id: held.vorgangId,
          cells: [
            held.number,
            holdNames[held.reason],
            showGermanDate(held.openedOn),
            held.dueOn === null ? '–' : <Day key="day" day={held.dueOn} overdue={held.dueOn < view.today} />,
          ],
        }))}
      />
      <ListTable
        id="erased"
        title={
          view.erasedTotal > view.erased.length
            ? `Gelöscht (die letzten ${view.erased.length} von ${view.erasedTotal})`
            : `Gelöscht (${view.erasedTotal})`
        }
        columns={['Vorgang', 'Was', 'Gelöscht am', 'Warum', 'Durch']}
        empty="Noch nichts wurde gelöscht."
        rows={view.erased.map((erased) => ({
          id: String(erased.sequence),
          cells: [
            erased.place === 'centre' ? `${erased.label} (nur in der Zentrale)` : erased.label,
            whatNames[erased.what],
            showMoment(erased.at),
            <Why key="why" rule={erased.because === null ? undefined : rules.get(erased.because)} />,
            erased.by === 'seat' ? 'Arbeitsplatz, selbsttätig' : erased.by,
          ],
        }))}
      />
      {view.centre && <CentreDuty duty={view.centre} rules={rules} today={view.today} />}
      <details className="closed">
        <summary>Geltende Fristen ({view.rules.length})</summary>
        <ListTable
          id="rules"
          title="Geltende Fristen"
          columns={['Was', 'Frist', 'Grundlage', 'Hinweis']}
          empty="Keine Frist ist hinterlegt."
          rows={view.rules.map((rule) => ({
            id: rule.key,
            cells: [
              rule.title,
              rule.period,
              rule.legalBasis,
              <span key="note">
                {rule.note} {rule.confidence === 'U' && <Badge tone="warning">nicht bestätigt</Badge>}
              </span>,
            ],
          }))}
        />
      </details>
      <OtherDeadlines others={view.others} />
    </>
  );
}

function dueRow(due: DueView, rules: ReadonlyMap<string, RuleView>) {
  return {
    id: `${due.what}-${due.vorgangId}`,
    cells: [
      due.number,
      whatNames[due.what],
      <Day key="day" day={due.dueOn} overdue={due.overdue} />,
      <Why key="why" rule={rules.get(due.because)} />,
    ],
  };
}
