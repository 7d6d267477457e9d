/** The hand-over itself, item by item with date and time, and what is said and done after it or instead of it. */
import { issuedDocuments } from '../issued-documents.ts';
import { labelOf, textOf } from '../read-facts.ts';
import type { Facts, FieldsStep, HandOverStep, NoteStep } from '../service.ts';
import { isApplicant, pinLetterState, serialOf } from './document.ts';
import { application, goesOn, holderName, isDelivered, itemIds, refusal, stepIds } from './handed-over.ts';

const kindOf = (facts: Facts): string => textOf(facts, stepIds.document, 'documentKind');
const hasOnlineFunction = (facts: Facts): boolean => kindOf(facts) !== 'reisepass';
const getsPinLetter = (facts: Facts): boolean =>
  hasOnlineFunction(facts) &&
  pinLetterState(facts) === 'open' &&
  isApplicant(facts, textOf(facts, stepIds.receiver, 'who'));

export const handOverStep: HandOverStep = {
  id: stepIds.handOver,
  kind: 'hand-over',
  title: 'Aushändigen',
  guidance:
    'Händigen Sie erst jetzt aus; den Empfang bestätigt die Person auf dem Pad, Tag und Uhrzeit werden festgehalten. Mit der Übergabe des ' +
    'Dokuments werden die Fingerabdrücke des Antrags sofort gelöscht. Verschlossene Schreiben nie öffnen.',
  legalBasis: 'PAuswV § 4 Abs. 1 Nr. 2 und 3, § 17 Abs. 1, § 18 Abs. 1; PAuswG § 26 Abs. 2',
  when: (facts) => goesOn(facts),
  items: (facts) => [
    {
      id: itemIds.document,
      label: `${labelOf(issuedDocuments, kindOf(facts))} ${serialOf(facts)} für ${holderName(facts)}`,
      needsReceipt: true,
    },
    ...(hasOnlineFunction(facts)
      ? [
          {
            id: itemIds.blockingPassword,
            label: 'Begleitschreiben mit dem Sperrkennwort, verschlossen',
            needsReceipt: false,
          },
        ]
      : []),
    ...(getsPinLetter(facts)
      ? [{ id: itemIds.pinLetter, label: 'PIN-Brief im verschlossenen Umschlag', needsReceipt: true }]
      : []),
  ],
};

export const refusalStep: FieldsStep = {
  id: stepIds.refusal,
  kind: 'form',
  title: 'Nicht ausgegeben',
  guidance:
    'Das Dokument bleibt in der Behörde. Halten Sie fest, wie es weitergeht; die Fingerabdrücke bleiben gespeichert, bis ein Dokument ' +
    'ausgegeben wird oder die Höchstfrist endet. Bei Verdacht auf Täuschung rufen Sie die Fachaufsicht.',
  legalBasis: 'PAuswV § 18; BSI TR-03123 (Reklamation)',
  when: (facts) => !isDelivered(facts) && refusal(facts) !== null,
  initial: (facts) => ({ next: textOf(facts, stepIds.document, 'comparison') === 'faulty' ? 'complaint' : 'later' }),
  fields: (_facts, _context, draft) => [
    {
      id: 'next',
      label: 'Wie geht es weiter?',
      type: 'select',
      required: true,
      options: [
        { value: 'later', label: 'die Person kommt wieder' },
        { value: 'complaint', label: 'Reklamation beim Hersteller' },
        { value: 'supervisor', label: 'die Fachaufsicht übernimmt' },
      ],
    },
    ...(draft.next === 'complaint'
      ? [
          {
            id: 'complaintClass',
            label: 'Art der Reklamation',
            type: 'select',
            required: true,
            options: complaintClasses.map((name) => ({ value: name, label: name })),
            hint: 'Die Reklamation selbst geht über das Fachverfahren hinaus.',
          } as const,
        ]
      : []),
    {
      id: 'note',
      label: 'Bemerkung',
      type: 'multiline',
      required: false,
      maxLength: 300,
      hint: 'Sachlich und ohne Angaben über Dritte.',
    },
  ],
};

/** BSI TR-03123, message `Reklamation`. */
const complaintClasses = ['Bild', 'Chip', 'Daten', 'Material', 'Unterschrift', 'Versandschaden', 'Sonstiges'] as const;

function toldAfterHandOver(facts: Facts): string[] {
  const letter = hasOnlineFunction(facts) && pinLetterState(facts) === 'open' && !getsPinLetter(facts);
  return [
    'Vermerken Sie die Ausgabe im Fachverfahren und quittieren Sie dem Hersteller.',
    ...(hasOnlineFunction(facts)
      ? ['Das Sperrkennwort steht nur im verschlossenen Schreiben; hier wird es nie gespeichert. Sperrnotruf: 116 116.']
      : []),
    ...(letter
      ? ['Der PIN-Brief bleibt hier: ihn bekommt nur die antragstellende Person selbst, gegen Bestätigung in Textform.']
      : []),
    ...(kindOf(facts) === 'reisepass' ? [] : ['Auf Wunsch: Aufkleber in Braille-Schrift.']),
  ];
}

export const toldStep: NoteStep = {
  id: stepIds.told,
  kind: 'note',
  title: 'Abschluss',
  guidance: 'Lesen Sie, was noch zu tun und zu sagen ist, und beenden Sie den Vorgang.',
  legalBasis: 'PAuswG § 26 Abs. 2; PAuswV §§ 4, 17, 18, 18b',
  text(facts) {
    const reason = refusal(facts);
    if (reason !== null) return [`Nicht ausgegeben: ${reason}`, 'Legen Sie das Dokument verschlossen zurück.'];
    const linked = application(facts);
    const gone =
      linked === null
        ? 'Zu diesem Dokument gibt es keinen Antrag an den Plätzen: die Fingerabdrücke löschen Sie im Fachverfahren.'
        : `Die Fingerabdrücke des Antrags ${linked.number} sind zur Löschung gegeben; rechts steht, wie weit sie ist.`;
    return isDelivered(facts)
      ? [gone, 'Die E-Mail-Adresse der Sendung wurde mit ihnen gelöscht.']
      : [gone, ...toldAfterHandOver(facts)];
  },
  acknowledgement: 'Erledigt.',
};
