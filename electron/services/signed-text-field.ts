/** Whether a text stands above the signature: without one nobody may certify it, neither officially nor publicly. */
import type { FieldValues, FieldView } from '../contract/field.ts';
import { text } from './read-facts.ts';

export const signedTextField: FieldView = {
  id: 'content',
  label: 'Steht über der Unterschrift ein Text?',
  type: 'select',
  required: true,
  options: [
    { value: 'text', label: 'ja, vollständiger Text' },
    { value: 'none', label: 'nein, nur eine Unterschrift' },
  ],
};

export const lacksText = (values: FieldValues): boolean => text(values, signedTextField.id) === 'none';
