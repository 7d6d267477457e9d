/** Photo, fingerprints and the signature that goes onto the card. */
import type { FieldView } from '../../contract/field.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { text } from '../read-facts.ts';
import type { FieldsStep, FingerprintStep, SignatureStep } from '../service.ts';
import { fullName, hasReached, isRepresented, stepIds } from './applicant.ts';
import { fees } from './fee.ts';

/** BSI TR-03123 (XhD 1.6.1), TR-03127 § 2.4; the law row `personalausweis.signature-image.*` says since when. */
export const signatureImage = { widthPx: 900, heightPx: 132 } as const;

export const photoSources = [
  { value: 'cloud', label: 'Dienstleister über die Cloud (DataMatrix-Code)' },
  { value: 'provider', label: 'Gerät eines Dienstleisters in der Behörde' },
  { value: 'authority', label: 'Gerät der Behörde' },
] as const;

const provider: readonly FieldView[] = [
  { id: 'providerName', label: 'Name des Dienstleisters', type: 'text', required: true, maxLength: 100 },
  { id: 'deviceId', label: 'Kennung des Geräts', type: 'text', required: true, maxLength: 60 },
];

const keep: FieldView = {
  id: 'keepInCloud',
  label: 'Lichtbild in der Cloud',
  type: 'select',
  required: true,
  options: [
    { value: 'delete', label: 'nach dem Abruf löschen' },
    { value: 'keep', label: 'auf Wunsch für einen weiteren Antrag aufbewahren' },
  ],
};

export const photoStep: FieldsStep = {
  id: stepIds.photo,
  kind: 'photo',
  title: 'Lichtbild',
  guidance:
    'Rufen Sie das Lichtbild im Fachverfahren ab oder nehmen Sie es am Behördengerät auf. Papierbilder werden nicht mehr angenommen. ' +
    'Den DataMatrix-Code nie abfotografieren oder aufheben: er enthält den Schlüssel zum Bild. Vergleichen Sie Bild und Person.',
  legalBasis: 'PAuswG § 9 Abs. 3 und 4; PAuswV §§ 5, 5a, 6a, 7',
  fields: (_facts, context, draft) => [
    {
      id: 'source',
      label: 'Woher kommt das Lichtbild?',
      type: 'select',
      required: true,
      options: [...photoSources],
      ...(text(draft, 'source') === 'authority'
        ? { hint: 'Die Aufnahme durch die Behörde löst einen Zuschlag aus.' }
        : {}),
    },
    ...(text(draft, 'source') === 'provider' ? provider : []),
    ...(text(draft, 'source') === 'cloud'
      ? [{ ...keep, hint: `Längstens ${context.law('retention.photo-cloud').value} Monate.` }]
      : []),
    {
      id: 'match',
      label: 'Vergleich mit der Person',
      type: 'select',
      required: true,
      options: [
        { value: 'match', label: 'Bild zeigt die Person und erfüllt die Anforderungen' },
        { value: 'doubt', label: 'Zweifel oder Bild ungeeignet' },
      ],
    },
  ],
  problems: (values, facts, context) =>
    paidFeeProblems(fees, { stepId: stepIds.photo, fieldId: 'source' }, values, facts, context),
  stop: (values) =>
    text(values, 'match') === 'doubt'
      ? {
          text:
            'Dieses Lichtbild nicht verwenden. Ordnen Sie eine neue Aufnahme vor Ihren Augen an oder bitten Sie um ein neues Bild; ' +
            'bei einem Täuschungsversuch brechen Sie die Erfassung ab und rufen die Fachaufsicht.',
          legalBasis: 'PAuswG § 9 Abs. 4',
        }
      : null,
};

export const fingerprintsStep: FingerprintStep = {
  id: 'fingerprints',
  kind: 'fingerprint',
  title: 'Fingerabdrücke',
  guidance:
    'Erst die rechte, dann die linke Hand: je ein flacher Abdruck des Zeigefingers, sonst Daumen, Mittel- oder Ringfinger. ' +
    'Fehlende Finger mit Grund vermerken. Ist die Verletzung nur vorübergehend, bieten Sie einen späteren Termin an.',
  legalBasis: 'PAuswG § 5 Abs. 9, § 9 Abs. 3; Löschung: § 26 Abs. 2',
  when: (facts, context) => hasReached(facts, context, 'personalausweis.age.fingerprints'),
};

export const signatureStep: SignatureStep = {
  id: 'signature',
  kind: 'signature',
  title: 'Unterschrift',
  guidance:
    'Die Person unterschreibt auf dem Pad so, wie sie immer unterschreibt. Das Bild kommt auf den Ausweis, nicht auf den Chip. ' +
    'Wer nicht schreiben kann, lässt den Schritt mit der Fachaufsicht klären.',
  legalBasis: 'PAuswG § 5 Abs. 2, § 9 Abs. 5',
  image: signatureImage,
  when: (facts, context) => hasReached(facts, context, 'personalausweis.age.signature'),
  declaration: (facts, context) =>
    isRepresented(facts, context)
      ? 'Diese Unterschrift wird auf den Personalausweis gedruckt.'
      : `Ich beantrage einen Personalausweis auf den Namen ${fullName(facts)}. Diese Unterschrift wird auf den Ausweis gedruckt.`,
  signer: fullName,
};
