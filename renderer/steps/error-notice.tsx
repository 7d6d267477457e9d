/** An error with its German text, its remedy and, where it helps, a button to try again. */
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import { errorText } from '../ipc/error-text.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';

export interface ErrorNoticeProps {
  error: ErrorReport;
  onRepeat?: (() => void) | null | undefined;
  busy?: boolean;
  repeatLabel?: string;
}

export function ErrorNotice({ error, onRepeat, busy, repeatLabel }: ErrorNoticeProps) {
  const { title, text, remedy } = errorText(error);
  return (
    <div data-error-code={error.code}>
      <Alert tone="danger" title={title} urgent>
        <p className="kern-body">{text}</p>
        <p className="kern-body kern-body--bold">{remedy}</p>
        {error.incident !== undefined && <p className="kern-body kern-body--small">Vorfallnummer: {error.incident}</p>}
        {onRepeat && (
          <div>
            <Button icon="autorenew" busy={busy} onPress={onRepeat}>
              {repeatLabel ?? 'Wiederholen'}
            </Button>
          </div>
        )}
      </Alert>
    </div>
  );
}
