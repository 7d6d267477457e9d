/** Strg+L locks the seat from anywhere, also while typing and from within a dialog. */
import { useEffect, useRef } from 'react';

export function useLockKey(lock: (() => void) | null): void {
  const newest = useRef(lock);
  useEffect(() => {
    newest.current = lock;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const wanted = event.key.toLowerCase() === 'l' && (event.ctrlKey || event.metaKey);
      if (!wanted || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat) newest.current?.();
    };
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
