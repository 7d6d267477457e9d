/** A modal dialog above all others that cannot be closed from inside: what lies beneath keeps its typed text and its focus. */
import { type KeyboardEvent, type RefObject, type SyntheticEvent, useLayoutEffect, useRef } from 'react';

/** Where the keyboard was before the first cover; one cover may follow another. */
let workFocus: HTMLElement | null = null;

export interface Cover {
  ref: RefObject<HTMLDialogElement | null>;
  onCancel(event: SyntheticEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

export function useCover(title: string): Cover {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active !== document.body && !active.closest('dialog.cover'))
      workFocus = active;
    ref.current?.setAttribute('closedby', 'none');
    ref.current?.showModal();
    return () => {
      requestAnimationFrame(() => {
        if (document.querySelector('dialog.cover[open]')) return;
        if (workFocus?.isConnected) workFocus.focus();
        workFocus = null;
      });
    };
  }, []);
  useLayoutEffect(() => {
    const before = document.title;
    document.title = `${title} – Zweitplatz`;
    return () => {
      document.title = before;
    };
  }, [title]);
  return {
    ref,
    onCancel: (event) => event.preventDefault(),
    onKeyDown(event) {
      if (event.key === 'Escape') event.preventDefault(); // a second Escape would close any dialog
    },
  };
}
