/** The number of the paper by which a person proves who they are, with a hint when it is worth a second look. */
import type { FieldValues, FieldView } from '../contract/field.ts';
import { serialNumberWarning } from './document-number.ts';
import { identityDocument } from './identity-documents.ts';
import { text } from './read-facts.ts';

/** Belongs to a field `documentKind`; the hint never blocks. */
export function documentNumberField(draft: FieldValues, group = 'Nachweis'): FieldView {
  const isGerman = identityDocument(text(draft, 'documentKind'))?.german === true;
  const warning = isGerman ? serialNumberWarning(text(draft, 'documentNumber')) : null;
  return {
    id: 'documentNumber',
    label: 'Dokumentennummer',
    type: 'document-number',
    required: true,
    group,
    ...(warning === null ? {} : { hint: warning }),
  };
}
