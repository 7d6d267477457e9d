/** Label, hint and error around one input, wired for screen readers. */
import { type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

export interface FieldWords {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Optional fields say so; required ones are the rule and carry a star. */
  required?: boolean | undefined;
  /** Stable hook of the field for tests and for jumping to it. */
  fieldId?: string | undefined;
}

export interface InputIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  'aria-required': boolean | undefined;
  'data-field-id': string | undefined;
}

/** Ids and states for the input inside a frame. */
export function useInputIds(words: FieldWords): InputIds & { hintId: string; errorId: string } {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [words.hint ? hintId : '', words.error ? errorId : ''].filter(Boolean).join(' ');
  return {
    id,
    hintId,
    errorId,
    'aria-describedby': described || undefined,
    'aria-invalid': words.error ? true : undefined,
    'aria-required': words.required ? true : undefined,
    'data-field-id': words.fieldId,
  };
}

export function FieldLabel({ words, htmlFor, id }: { words: FieldWords; htmlFor: string; id?: string }) {
  return (
    <label className="kern-label" htmlFor={htmlFor} id={id}>
      {words.label}
      {words.required === false ? (
        <span className="kern-label__optional"> – optional</span>
      ) : (
        words.required === true && (
          <span className="required" aria-hidden="true">
            {' '}
            *
          </span>
        )
      )}
    </label>
  );
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p className="kern-error" id={id}>
      <Icon name="danger" />
      <span className="kern-body">{text}</span>
    </p>
  );
}

export function FieldFrame(props: {
  words: FieldWords;
  ids: { id: string; hintId: string; errorId: string };
  children: ReactNode;
}) {
  const { words, ids } = props;
  return (
    <div className={`kern-form-input${words.error ? ' kern-form-input--error' : ''}`}>
      <FieldLabel words={words} htmlFor={ids.id} />
      {words.hint && (
        <div className="kern-hint" id={ids.hintId}>
          {words.hint}
        </div>
      )}
      {props.children}
      {words.error && <FieldError id={ids.errorId} text={words.error} />}
    </div>
  );
}
