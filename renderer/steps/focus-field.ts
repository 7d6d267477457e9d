/** Moves the keyboard to a field of the form on screen. */
export function focusField(fieldId: string): void {
  const input = document.querySelector<HTMLElement>(`[data-field-id="${CSS.escape(fieldId)}"]`);
  input?.focus();
  input?.scrollIntoView({ block: 'center' });
}
