/** A KERN alert: title, body, and what to do about it. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon.tsx';

export type Tone = 'info' | 'success' | 'warning' | 'danger';

export interface AlertProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  /** Announced at once by screen readers, and brought into view when it appears: in a dialog it may stand above what is seen. */
  urgent?: boolean;
}

export function Alert({ tone, title, children, urgent }: AlertProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (urgent === true) element.current?.scrollIntoView({ block: 'nearest' });
  }, [urgent]);
  return (
    <div ref={element} className={`kern-alert kern-alert--${tone}`} role={urgent === true ? 'alert' : undefined}>
      <div className="kern-alert__header">
        <Icon name={tone} />
        <span className="kern-title">{title}</span>
      </div>
      {children !== undefined && <div className="kern-alert__body">{children}</div>}
    </div>
  );
}
