/** Public certification, BeglG RP § 2: only for people of the municipality, never for what needs a notary's deed. */
import { labelOf, text, textOf } from './read-facts.ts';
import type { Facts, FieldsStep } from './service.ts';
import { lacksText, signedTextField } from './signed-text-field.ts';

export const purposes = [
  { value: 'vorsorgevollmacht', label: 'Vorsorge- oder Generalvollmacht', refused: false },
  { value: 'patientenverfuegung', label: 'Patientenverfügung', refused: false },
  { value: 'erbausschlagung', label: 'Ausschlagung einer Erbschaft', refused: false },
  { value: 'grundschuld', label: 'Löschung oder Eintragung einer Grundschuld', refused: false },
  { value: 'andere', label: 'anderes Schriftstück', refused: false },
  { value: 'grundstueckskauf', label: 'Kauf oder Verkauf eines Grundstücks', refused: true },
  { value: 'bietvollmacht', label: 'Bietvollmacht für die Zwangsversteigerung', refused: true },
] as const;

export function publicPurpose(facts: Facts): string {
  return labelOf(purposes, textOf(facts, 'public-request', 'purpose'));
}

export const publicSignatureRequest: FieldsStep = {
  id: 'public-request',
  kind: 'form',
  title: 'Öffentliche Beglaubigung: Urkunde',
  guidance:
    'Öffentlich beglaubigen darf die Gemeinde nur für Menschen, die hier wohnen, sich ständig aufhalten oder arbeiten. ' +
    'Sie bestätigen die Unterschrift, nicht den Inhalt, und beraten nicht.',
  legalBasis: 'BeglG RP §§ 2, 4; BGB § 129',
  fields: () => [
    { id: 'document', label: 'Bezeichnung der Urkunde', type: 'text', required: true, maxLength: 200 },
    {
      id: 'purpose',
      label: 'Wofür?',
      type: 'select',
      required: true,
      options: purposes.map(({ value, label }) => ({ value, label })),
    },
    signedTextField,
    {
      id: 'tie',
      label: 'Bezug zur Gemeinde',
      type: 'select',
      required: true,
      options: [
        { value: 'resident', label: 'wohnt hier' },
        { value: 'stays', label: 'hält sich ständig hier auf' },
        { value: 'works', label: 'arbeitet hier' },
        { value: 'none', label: 'nichts davon' },
      ],
    },
  ],
  stop(values) {
    if (purposes.find((purpose) => purpose.value === text(values, 'purpose'))?.refused === true) {
      return {
        text: 'Dafür ist die Gemeinde nicht befugt. Verweisen Sie die Person an ein Notariat.',
        legalBasis: 'BeglG RP § 2; BGB § 311b; ZVG § 71',
      };
    }
    if (lacksText(values)) {
      return {
        text: 'Eine Unterschrift ohne Text darf nicht beglaubigt werden. Die Person soll die vollständige Urkunde mitbringen.',
        legalBasis: 'BeglG RP § 2; BGB § 129',
      };
    }
    if (text(values, 'tie') === 'none') {
      return {
        text: 'Ohne Wohnung, ständigen Aufenthalt oder Arbeit in der Gemeinde darf hier nicht öffentlich beglaubigt werden. Verweisen Sie an die eigene Gemeinde oder ein Notariat.',
        legalBasis: 'BeglG RP § 4',
      };
    }
    return null;
  },
};
