/** Deadlines that others keep: who acts, by when, on which basis. */
import type { ShownDeadline } from '../../electron/contract/retention.ts';
import { Badge } from '../ui/badge.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { whoNames } from './retention-words.ts';

export function OtherDeadlines({ others }: { others: readonly ShownDeadline[] }) {
  return (
    <details className="closed">
      <summary>Wer sonst handelt ({others.length})</summary>
      <ListTable
        id="others"
        title="Wer sonst handelt"
        columns={['Wer', 'Was', 'Frist', 'Grundlage', 'Hinweis']}
        empty="Keine weitere Frist ist hinterlegt."
        rows={others.map((other) => ({
          id: other.key,
          cells: [
            whoNames[other.who],
            other.title,
            other.period,
            other.legalBasis,
            <span key="note">
              {other.note} {other.confidence === 'U' && <Badge tone="warning">nicht bestätigt</Badge>}
            </span>,
          ],
        }))}
      />
    </details>
  );
}
