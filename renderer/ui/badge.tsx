/** A small KERN badge: one word with a tone. */
import { Icon, type IconName } from './icon.tsx';

export interface BadgeProps {
  tone: 'info' | 'success' | 'warning' | 'danger';
  icon?: IconName;
  children: string;
}

export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span className={`kern-badge kern-badge--small kern-badge--${tone}`}>
      {icon !== undefined && <Icon name={icon} />}
      <span className="kern-label kern-label--small">{children}</span>
    </span>
  );
}
