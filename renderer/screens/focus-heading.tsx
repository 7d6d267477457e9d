/** The heading of a screen; takes the keyboard when the screen appears. */
import { useEffect, useRef } from 'react';

export function FocusHeading({ children, className }: { children: string; className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.querySelector('dialog[open]') === null) heading.current?.focus();
  }, []);
  return (
    <h1 className={className ?? 'kern-heading-medium'} tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}
