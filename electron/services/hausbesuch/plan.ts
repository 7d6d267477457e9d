/** When, in which round, by whom; what is packed; which seal leaves the house. */
import { formatGermanDate } from '../../contract/calendar-date.ts';
import { text, textOf } from '../read-facts.ts';
import type { FieldsStep, NoteStep } from '../service.ts';
import { paymentMoved } from './fee.ts';
import { chosenTasks, hasSignature, hasTask, ids, isVisit, sealField } from './visit-facts.ts';

const placeOptions = [
  { value: 'prepared', label: 'vordrucken' },
  { value: 'blank', label: 'leer lassen, von Hand eintragen' },
];

export const planStep: FieldsStep = {
  id: ids.plan,
  kind: 'form',
  title: 'Termin und Besuchsrunde',
  guidance:
    'Legen Sie mehrere Besuche auf einen Weg: dieselbe Runde am selben Tag ergibt eine Besuchsliste. Rufen Sie vorher an. Ob zwei ' +
    'Personen gehen, bestimmt das Amt; bei unbekannten Wohnungen gehen besser zwei.',
  legalBasis: 'VwVfG § 34 Abs. 3; Dienstanweisung der Gemeinde; ArbSchG § 5',
  when: isVisit,
  initial: (_facts, context) => ({
    day: context.today,
    clerks: 'one',
    firstClerk: context.clerk.displayName,
    payment: 'after',
    placeOnForm: 'prepared',
    round: 'Runde 1',
    order: 1,
  }),
  fields: (facts, _context, draft) => [
    { id: 'day', label: 'Tag des Besuchs', type: 'date', required: true, group: 'Termin' },
    { id: 'from', label: 'frühestens', type: 'time', required: true, group: 'Termin' },
    { id: 'until', label: 'spätestens', type: 'time', required: true, group: 'Termin' },
    { id: 'round', label: 'Besuchsrunde', type: 'text', required: true, maxLength: 40, group: 'Runde' },
    { id: 'order', label: 'Platz in der Runde', type: 'number', required: true, min: 1, max: 30, group: 'Runde' },
    {
      id: 'clerks',
      label: 'Wer geht?',
      type: 'select',
      required: true,
      options: [
        { value: 'one', label: 'eine Person' },
        { value: 'two', label: 'zwei Personen' },
      ],
      group: 'Wer geht',
    },
    { id: 'firstClerk', label: 'Sachbearbeitung', type: 'name', required: true, maxLength: 80, group: 'Wer geht' },
    ...(text(draft, 'clerks') === 'two'
      ? ([
          { id: 'secondClerk', label: 'Zweite Person', type: 'name', required: true, maxLength: 80, group: 'Wer geht' },
        ] as const)
      : []),
    {
      id: 'payment',
      label: 'Wann wird gezahlt?',
      type: 'select',
      required: true,
      hint: 'Immer am Platz, nie unterwegs.',
      options: [
        { value: 'after', label: 'nach dem Besuch, für das, was erledigt ist' },
        { value: 'before', label: 'vor dem Besuch' },
      ],
      group: 'Gebühr',
    },
    ...(hasSignature(facts)
      ? ([
          {
            id: 'placeOnForm',
            label: 'Ort im Vermerk',
            type: 'select',
            required: true,
            options: placeOptions,
            group: 'Vordrucke',
          },
        ] as const)
      : []),
  ],
  problems: (values, facts, context) => [
    ...(text(values, 'day') < context.today
      ? [{ fieldId: 'day', text: 'Dieser Tag liegt in der Vergangenheit.' }]
      : []),
    ...(text(values, 'until') <= text(values, 'from')
      ? [{ fieldId: 'until', text: 'Das Ende muss nach dem Anfang liegen.' }]
      : []),
    ...(text(values, 'clerks') === 'two' && text(values, 'secondClerk') === text(values, 'firstClerk')
      ? [{ fieldId: 'secondClerk', text: 'Das ist dieselbe Person.' }]
      : []),
    ...(paymentMoved(text(values, 'payment'), facts)
      ? [{ fieldId: 'payment', text: 'Es ist schon bezahlt. Geben Sie die Zahlung erst in der Kasse zurück.' }]
      : []),
  ],
};

/** The packing list, on screen and in the folder. */
export function packingList(facts: Parameters<NoteStep['text']>[0]): string[] {
  return [
    'Besuchsmappe, vollzählig',
    'Dienstausweis',
    'zwei dokumentenechte Stifte, feste Unterlage, Lupe',
    'Diensttelefon, nur zum Anrufen: keine Fotos, keine Nachrichten mit Namen',
    ...(hasSignature(facts)
      ? ['Dienstsiegel im verschlossenen Behälter, Stempelkissen', 'Heftgerät und Siegelschnur für mehrere Blätter']
      : []),
    ...(hasTask(facts, 'handOver') ? ['auszuhändigendes Dokument im verschlossenen Umschlag'] : []),
    ...(hasTask(facts, 'application') ? ['ausgedruckter Antrag zur Bestätigung'] : []),
  ];
}

export const packingStep: NoteStep = {
  id: 'packing',
  kind: 'note',
  title: 'Packen und Selbsttest',
  guidance:
    'Gehen Sie die Liste durch, bevor Sie das Haus verlassen. Personenbezogenes geht nur auf Papier mit: nichts auf eine Leitung, die ' +
    'nicht die der Stadt ist. Das Notebook bleibt hier.',
  legalBasis: 'DSGVO Art. 32; BSI IT-Grundschutz INF.9; PAuswG § 26 Abs. 1',
  when: isVisit,
  text: (facts) => [
    'Selbsttest: Platzprüfung heute gemacht, Drucker und Kartenleser in Ordnung (Übersicht, «Platzprüfung»).',
    ...packingList(facts),
    `Aufgaben: ${chosenTasks(facts)
      .map(({ label }) => label)
      .join('; ')}`,
  ],
  acknowledgement: 'Platzprüfung gemacht, alles liegt bereit, das Notebook bleibt hier.',
};

export const sealOutStep: FieldsStep = {
  id: ids.sealOut,
  kind: 'form',
  title: 'Dienstsiegel mitnehmen',
  guidance:
    'Tragen Sie ein, welches Siegel das Haus verlässt und wer es trägt. Es bleibt bei dieser Person und wird auf dem kürzesten Weg ' +
    'zurückgebracht.',
  legalBasis: 'Siegelordnung und Dienstanweisung der Gemeinde, § Aufbewahrung; VwVfG § 34 Abs. 3 Nr. 4',
  when: (facts) => hasSignature(facts),
  initial: (facts, context) => ({
    day: textOf(facts, ids.plan, 'day'),
    carrier: textOf(facts, ids.plan, 'firstClerk'),
    ...(context.seat.sealNumbers.length === 1 ? { sealNumber: context.seat.sealNumbers[0] ?? '' } : {}),
  }),
  fields: (_facts, context) => [
    sealField(context, 'Siegelnummer'),
    { id: 'carrier', label: 'Trägt das Siegel', type: 'name', required: true, maxLength: 80 },
    { id: 'day', label: 'Mitgenommen am', type: 'date', required: true },
    { id: 'time', label: 'um', type: 'time', required: true },
  ],
  problems: (values, _facts, context) =>
    text(values, 'day') < context.today
      ? [{ fieldId: 'day', text: `Nicht vor dem ${formatGermanDate(context.today)}: da begann dieser Vorgang.` }]
      : [],
};
