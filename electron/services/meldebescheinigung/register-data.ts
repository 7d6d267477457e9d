/** The register data that the certificate states, copied by the clerk. */
import type { FieldView } from '../../contract/field.ts';
import { text, textOf } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import type { ExtendedItem } from './extended-items.ts';
import { stepIds, wantedItems } from './request-facts.ts';

const extendedField = (item: ExtendedItem): FieldView => ({
  id: item.id,
  label: item.label,
  type: item.multiline ? 'multiline' : 'text',
  required: true,
  maxLength: item.multiline ? 1000 : 200,
  group: 'Zusätzliche Angaben',
  ...(item.id === 'documents' ? { hint: 'Nie Sperrkennwort oder Sperrsumme eintragen.' } : {}),
});

export const registerDataStep: FieldsStep = {
  id: stepIds.data,
  kind: 'form',
  title: 'Daten aus dem Melderegister',
  guidance:
    'Übertragen Sie die Daten genau so, wie sie heute im Melderegister stehen. Der Rufname wird gekennzeichnet.',
  legalBasis: 'BMG § 18 Abs. 1 und 2, § 3 Abs. 1',
  initial: (facts) => ({
    surname: textOf(facts, stepIds.identity, 'surname'),
    givenNames: textOf(facts, stepIds.identity, 'givenNames'),
  }),
  fields: (facts) => [
    { id: 'surname', label: 'Familienname', type: 'name', required: true, maxLength: 120, group: 'Person' },
    { id: 'givenNames', label: 'Vornamen', type: 'name', required: true, maxLength: 80, group: 'Person' },
    {
      id: 'usualName',
      label: 'Rufname',
      type: 'name',
      required: false,
      maxLength: 40,
      group: 'Person',
      hint: 'Einer der Vornamen.',
    },
    { id: 'doctorate', label: 'Doktorgrad', type: 'text', required: false, maxLength: 20, group: 'Person' },
    {
      id: 'street',
      label: 'Straße und Hausnummer',
      type: 'text',
      required: true,
      maxLength: 55,
      group: 'Hauptwohnung',
    },
    { id: 'postcode', label: 'Postleitzahl', type: 'postcode', required: true, group: 'Hauptwohnung' },
    { id: 'city', label: 'Ort', type: 'text', required: true, maxLength: 50, group: 'Hauptwohnung' },
    {
      id: 'otherAddresses',
      label: 'Nebenwohnungen',
      type: 'multiline',
      required: false,
      maxLength: 500,
      group: 'Nebenwohnungen',
      hint: 'Eine Anschrift je Zeile.',
    },
    ...wantedItems(facts)
      .filter((item) => item.id !== 'alive')
      .map(extendedField),
  ],
  problems(values) {
    const usual = text(values, 'usualName').normalize('NFC');
    const given = text(values, 'givenNames')
      .normalize('NFC')
      .split(/[\s-]+/);
    if (usual === '' || usual.split(/[\s-]+/).every((part) => given.includes(part))) return [];
    return [{ fieldId: 'usualName', text: 'Der Rufname muss einer der Vornamen sein.' }];
  },
};
