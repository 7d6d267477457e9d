/** Journal and terminal side by side, with every difference. */
import type { TotalsComparison } from '../../electron/contract/till.ts';
import { Alert } from '../ui/alert.tsx';
import { DescriptionList } from '../ui/description-list.tsx';
import { formatCents } from '../ui/money.ts';

export function Comparison({ comparison }: { comparison: TotalsComparison }) {
  const { journalCents, journalCount, terminalCents, terminalCount, differences } = comparison;
  const told = terminalCount === null ? '' : ` (${terminalCount})`;
  return (
    <>
      <DescriptionList
        rows={[
          { label: `Journal (${journalCount})`, value: formatCents(journalCents) },
          { label: `Terminal${told}`, value: formatCents(terminalCents) },
        ]}
      />
      {differences.length === 0 ? (
        <Alert tone="success" title="Journal und Terminal stimmen überein" />
      ) : (
        <Alert tone="warning" title="Journal und Terminal weichen ab">
          <ul className="till-differences">
            {differences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
