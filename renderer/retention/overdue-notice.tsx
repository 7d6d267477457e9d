/** Says on the overview that a deadline has passed. */
import { Alert } from '../ui/alert.tsx';
import { useOverdue } from './use-retention.ts';

export function OverdueNotice() {
  const overdue = useOverdue();
  if (overdue === 0) return null;
  const title = overdue === 1 ? 'Eine Löschung ist überfällig' : `${overdue} Löschungen sind überfällig`;
  return (
    <Alert tone="warning" title={title}>
      <p className="kern-body">Warum, steht unter «Löschfristen» (Taste L).</p>
    </Alert>
  );
}
