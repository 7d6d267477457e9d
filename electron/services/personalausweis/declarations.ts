/** What must be told, offered and agreed on: delivery, eID, leaflet, Sperrkennwort; and the PIN letter. */
import { photoIdentityOptions } from '../identity-documents.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { text, textOf, valuesOf } from '../read-facts.ts';
import type { FieldsStep, HandOverStep } from '../service.ts';
import { getsPinLetter, residenceOf, stepIds } from './applicant.ts';
import { fees } from './fee.ts';
import { hasAddress } from './register-data.ts';

export const deliveries = [
  { value: 'pickup', label: 'Abholung hier' },
  { value: 'direct', label: 'Direktversand an die Wohnung' },
] as const;

export const declarationsStep: FieldsStep = {
  id: stepIds.declarations,
  kind: 'form',
  title: 'Erklärungen und Unterrichtung',
  guidance:
    'Erklären Sie den Online-Ausweis (auch auf dem Smartphone und das Vor-Ort-Auslesen), bieten Sie das Merkblatt samt Hinweisen zur Sperrung an ' +
    'und fragen Sie, wie der Ausweis ausgegeben werden soll. Die PIN geht nur die Person selbst etwas an.',
  legalBasis: 'PAuswG § 11 Abs. 3; PAuswV § 4 Abs. 1 Nr. 1, § 18 Abs. 2 und 3',
  fields: (_facts, context, draft) => [
    {
      id: 'eidBriefing',
      label: 'Über den Online-Ausweis unterrichtet',
      type: 'checkbox',
      required: true,
      group: 'Unterrichtung',
    },
    { id: 'leafletOffered', label: 'Merkblatt angeboten', type: 'checkbox', required: true, group: 'Unterrichtung' },
    {
      id: 'leafletVersion',
      label: 'Fassung des Merkblatts',
      type: 'text',
      required: true,
      maxLength: 40,
      hint: 'Steht auf dem Merkblatt unten.',
      group: 'Unterrichtung',
    },
    {
      id: 'blockingInformed',
      label: 'Sperrkennwort und Sperrnotruf 116 116 erklärt',
      type: 'checkbox',
      required: true,
      group: 'Unterrichtung',
    },
    { id: 'delivery', label: 'Ausgabe', type: 'select', required: true, options: [...deliveries], group: 'Ausgabe' },
    ...(text(draft, 'delivery') === 'direct'
      ? ([
          {
            id: 'directConsent',
            label: 'In den Direktversand eingewilligt; der alte Ausweis wird jetzt entwertet',
            type: 'checkbox',
            required: true,
            group: 'Ausgabe',
            hint: `Zuschlag ${(context.law('personalausweis.surcharge.direct-delivery').value / 100).toFixed(2).replace('.', ',')} €; Annahme nur durch die Person selbst.`,
          },
          {
            id: 'otherDocument',
            label: 'Anderer gültiger Lichtbildausweis, der vorgelegt wurde',
            type: 'select',
            required: true,
            options: photoIdentityOptions.filter((option) => option.value !== 'personalausweis'),
            group: 'Ausgabe',
          },
          {
            id: 'email',
            label: 'E-Mail für die Sendung',
            type: 'email',
            required: false,
            group: 'Ausgabe',
            untilHandOver: true,
            hint: 'Freiwillig; wird nach der Zustellung gelöscht.',
          },
        ] as const)
      : []),
  ],
  problems: (values, facts, context) => [
    ...(text(values, 'delivery') === 'direct' && !hasAddress(residenceOf(facts))
      ? [{ fieldId: 'delivery', text: 'Direktversand nur an eine zustellbare Meldeanschrift im Inland.' }]
      : []),
    ...paidFeeProblems(fees, { stepId: stepIds.declarations, fieldId: 'delivery' }, values, facts, context),
  ],
};

export const pinLetterStep: HandOverStep = {
  id: 'pin-letter',
  kind: 'hand-over',
  title: 'PIN-Brief übergeben',
  guidance:
    'Übergeben Sie den verschlossenen PIN-Brief jetzt und lassen Sie den Empfang auf dem Pad bestätigen; Tag und Uhrzeit werden festgehalten. ' +
    'Den Brief nie öffnen, die PIN darf niemand sonst erfahren.',
  legalBasis: 'PAuswV § 17 Abs. 1, 3 und 4, § 4 Abs. 1',
  when: getsPinLetter,
  items: () => [{ id: 'pin-letter', label: 'PIN-Brief im verschlossenen Umschlag', needsReceipt: true }],
};

const decisions = [
  { value: 'none', label: 'kein alter Ausweis vorhanden' },
  { value: 'kept', label: 'bleibt bis zur Ausgabe bei der Person' },
  { value: 'voided', label: 'entwertet und zurückgegeben' },
  { value: 'taken-in', label: 'eingezogen' },
] as const;

export const oldDocumentOptions = decisions;

export const oldDocumentStep: FieldsStep = {
  id: stepIds.oldDocument,
  kind: 'form',
  title: 'Alter Ausweis',
  guidance:
    'Ein gültiger alter Ausweis bleibt bis zur Abholung bei der Person. Beim Direktversand wird er jetzt entwertet: ' +
    'sichtbar lochen oder Ecke abschneiden, Gültigkeit unkenntlich machen.',
  legalBasis: 'PAuswG § 27 Abs. 1 Nr. 2, § 29 Abs. 1; PAuswV § 18 Abs. 2',
  fields: () => [
    {
      id: 'decision',
      label: 'Was geschieht mit dem alten Ausweis?',
      type: 'select',
      required: true,
      options: [...decisions],
    },
  ],
  problems(values, facts) {
    const decision = text(values, 'decision');
    const shown = textOf(facts, stepIds.identity, 'documentKind') === 'personalausweis';
    if (decision === 'none' && shown) {
      return [{ fieldId: 'decision', text: 'Im ersten Schritt wurde ein Personalausweis vorgelegt.' }];
    }
    const direct = text(valuesOf(facts, stepIds.declarations), 'delivery') === 'direct';
    if (decision === 'kept' && direct) {
      return [
        {
          fieldId: 'decision',
          text: 'Beim Direktversand wird der alte Ausweis schon bei der Antragstellung entwertet.',
        },
      ];
    }
    return [];
  },
};
