/** Handing over, item by item; some need a signature of receipt. */
import { Badge } from '../ui/badge.tsx';
import { showTime } from '../ui/german-date.ts';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

export function HandOverStep({ panel, call }: StepProps<'hand-over'>) {
  const due = panel.items.find((item) => item.handedOverAt === null || (item.needsReceipt && !item.receiptSigned));
  return (
    <StepFrame
      panel={panel}
      call={call}
      waiting="Pad wartet auf Unterschrift"
      primary={
        due
          ? {
              label: due.needsReceipt ? 'Empfang unterschreiben lassen' : 'Ist ausgehändigt',
              run: () => call.act({ do: 'hand-over', itemId: due.id }),
            }
          : null
      }
    >
      <ul className="plain-list">
        {panel.items.map((item) => (
          <li key={item.id} data-item-id={item.id} className={item.id === due?.id ? 'is-due' : undefined}>
            <div>
              <span className="kern-body kern-body--bold">{item.label}</span>
              {item.needsReceipt && <p className="legal">Der Empfang wird auf dem Pad unterschrieben.</p>}
            </div>
            {item.handedOverAt === null ? (
              <Badge tone="info">{item.id === due?.id ? 'jetzt aushändigen' : 'offen'}</Badge>
            ) : (
              <Badge tone="success" icon="check">
                {`ausgehändigt ${showTime(item.handedOverAt)}${item.receiptSigned ? ', unterschrieben' : ''}`}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </StepFrame>
  );
}
