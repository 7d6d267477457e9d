/** Keys that work anywhere on a screen, unless a dialog is open. */
import { useEffect, useLayoutEffect, useRef } from 'react';

/** Return true when the key was used. */
export type KeyHandler = (event: KeyboardEvent) => boolean;

export function useHotKeys(handler: KeyHandler): void {
  const newest = useRef(handler);
  // With the picture, not after it: a key pressed at once must meet what is on screen now.
  useLayoutEffect(() => {
    newest.current = handler;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (newest.current(event)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** True when the keyboard is nowhere in particular: on the page itself or on a heading. */
export function isFocusFree(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches('h1, h2, main');
}

/** Presses the one main action on screen. */
export function pressPrimary(): boolean {
  const button = document.querySelector<HTMLButtonElement>('button[data-primary]');
  button?.click();
  return button !== null;
}
