/** A KERN button that stays focusable while it is off, so that the keyboard never loses its place. */
import type { MouseEvent, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  children: ReactNode;
  variant?: 'primary' | 'secondary' | 'tertiary';
  type?: 'button' | 'submit';
  icon?: IconName | undefined;
  /** Off: pressing does nothing, by mouse or by key. */
  disabled?: boolean | undefined;
  /** Off because a call runs; shows a moving mark. */
  busy?: boolean | undefined;
  /** Off for a moment only: looks as it will be. */
  settling?: boolean | undefined;
  /** Marks the one main action of a screen. */
  main?: boolean | undefined;
  /** Gets the keyboard when it appears. */
  takesFocus?: boolean | undefined;
  className?: string | undefined;
  describedBy?: string | undefined;
  onPress?: (() => void) | undefined;
}

const takeFocus = (element: HTMLElement | null): void => element?.focus();

export function Button(props: ButtonProps) {
  const off = props.disabled === true || props.busy === true || props.settling === true;
  const press = (event: MouseEvent) => {
    if (off) {
      event.preventDefault();
      return;
    }
    props.onPress?.();
  };
  const classes = ['kern-btn', `kern-btn--${props.variant ?? 'secondary'}`, props.className ?? ''];
  return (
    <button
      ref={props.takesFocus === true ? takeFocus : undefined}
      type={props.type ?? 'button'}
      className={classes.join(' ').trim()}
      aria-disabled={off}
      aria-describedby={props.describedBy}
      data-primary={props.main === true ? '' : undefined}
      data-settling={props.settling === true && !props.disabled && !props.busy ? '' : undefined}
      data-busy={props.busy === true ? '' : undefined}
      onClick={press}
    >
      {props.busy === true ? (
        <span className="spinner" aria-hidden="true" />
      ) : (
        props.icon !== undefined && <Icon name={props.icon} />
      )}
      <span className="kern-label">{props.children}</span>
    </button>
  );
}
