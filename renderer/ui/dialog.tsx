/** A modal KERN dialog on the browser's own <dialog>: focus stays inside, Escape closes, focus returns where it was. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';

export interface DialogProps {
  title: string;
  children: ReactNode;
  footer: ReactNode;
  onClose(): void;
  onSubmit(): void;
}

export function Dialog({ title, children, footer, onClose, onSubmit }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Outside the step's own form: forms must not nest.
  return createPortal(
    <dialog
      ref={element}
      className="kern-dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onSubmit();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter' && event.ctrlKey) onSubmit();
        }}
      >
        <header className="kern-dialog__header">
          <h2 className="kern-title kern-title--large" id={titleId}>
            {title}
          </h2>
        </header>
        <section className="kern-dialog__body">{children}</section>
        <footer className="kern-dialog__footer">{footer}</footer>
      </form>
    </dialog>,
    document.body,
  );
}
