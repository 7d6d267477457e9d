/** What is to be done at the visit, and what has to be known of each act before anybody leaves. */

import { officialSignatureRequest } from '../official-signature-request.ts';
import { paidFeeProblems } from '../paid-fee.ts';
import { publicSignatureRequest } from '../public-signature-request.ts';
import { text, ticked } from '../read-facts.ts';
import { judgeReadyDocument } from '../ready-document.ts';
import type { FieldsStep, FindStep } from '../service.ts';
import { plannedFees } from './fee.ts';
import { documentFound, hasTask, ids, isHandedOver, isVisit, tasks } from './visit-facts.ts';

const hints: Partial<Record<(typeof tasks)[number]['id'], string>> = {
  handOver: 'Nur ein Dokument, das schon hier liegt.',
  application: 'Nur, wo keine Fingerabdrücke zu nehmen sind: das Gerät bleibt am Platz.',
};

export const tasksStep: FieldsStep = {
  id: ids.tasks,
  kind: 'form',
  title: 'Was wird beim Besuch erledigt?',
  guidance:
    'Wählen Sie alles, was an diesem Tag bei dieser Person zu tun ist. Geräte und Notebook bleiben am Platz: Lichtbild, Fingerabdrücke ' +
    'und Zahlung gibt es unterwegs nicht.',
  legalBasis: 'VwVfG § 34; BeglG RP § 2; PAuswV § 18 Abs. 1; PAuswG § 9',
  when: isVisit,
  fields: () =>
    tasks.map(({ id, label }) => ({
      id,
      label,
      type: 'checkbox' as const,
      required: false,
      ...(hints[id] === undefined ? {} : { hint: hints[id] }),
    })),
  problems: (values, facts, context) => [
    ...(tasks.some(({ id }) => ticked(values, id))
      ? []
      : [{ fieldId: tasks[0].id, text: 'Bitte mindestens eine Aufgabe wählen.' }]),
    ...paidFeeProblems(plannedFees, { stepId: ids.tasks, fieldId: tasks[0].id }, values, facts, context),
  ],
};

/** The law of the two certifications is the same at the bed as at the counter. */
export const officialStep: FieldsStep = {
  ...officialSignatureRequest,
  when: (facts) => hasTask(facts, 'officialSignature'),
};
export const publicStep: FieldsStep = { ...publicSignatureRequest, when: (facts) => hasTask(facts, 'publicSignature') };

export const documentKinds = [
  { value: 'personalausweis', label: 'Personalausweis' },
  { value: 'reisepass', label: 'Reisepass' },
  { value: 'eid-karte', label: 'eID-Karte' },
];

/** So that its fingerprints go at the moment the hand-over is entered, wherever they lie. */
export const handOverFindStep: FindStep = {
  id: ids.handOverApplication,
  kind: 'find',
  title: 'Dokument für den Besuch finden',
  guidance:
    'Scannen Sie den Strichcode des Dokuments oder suchen Sie den Antrag mit Nummer oder Name. Wird die Aushändigung eingetragen, ' +
    'werden die Fingerabdrücke dieses Antrags sofort gelöscht.',
  legalBasis: 'PAuswG § 26 Abs. 2; PassG § 16 Abs. 2; PAuswV § 18',
  prompt: 'Seriennummer, Vorgangsnummer oder Name',
  of: ['personalausweis', 'wareneingang'],
  when: (facts) => hasTask(facts, 'handOver'),
  judge: judgeReadyDocument,
  without: {
    label: 'Ohne Antrag am Platz',
    hint: 'Für Dokumente, die im Fachverfahren oder in einer anderen Ortsverwaltung beantragt wurden.',
  },
  settled: (facts) =>
    isHandedOver(facts)
      ? 'Das Dokument ist schon ausgehändigt; der Antrag dazu kann nicht mehr gewechselt werden.'
      : null,
};

export const handOverRequestStep: FieldsStep = {
  id: ids.handOverRequest,
  kind: 'form',
  title: 'Auszuhändigendes Dokument',
  guidance:
    'Holen Sie das Dokument aus dem Schrank und lesen Sie den Chip hier am Platz aus: unterwegs geht das nicht. Bei einem Chipfehler ' +
    'bleibt das Dokument gültig und wird reklamiert.',
  legalBasis: 'PAuswV § 18; PAuswV § 18a; PAuswG § 28 Abs. 3; BSI TR-03127 Abschn. 6.4',
  when: (facts) => hasTask(facts, 'handOver'),
  initial(facts) {
    const serial = documentFound(facts)?.about.serial;
    return typeof serial === 'string' ? { number: serial } : {};
  },
  fields: () => [
    { id: 'kind', label: 'Dokument', type: 'select', required: true, options: documentKinds },
    { id: 'number', label: 'Seriennummer', type: 'document-number', required: true },
    {
      id: 'chip',
      label: 'Chip am Platz ausgelesen',
      type: 'select',
      required: true,
      options: [
        { value: 'ok', label: 'ja, in Ordnung' },
        { value: 'fault', label: 'ja, mit Fehler: Reklamation veranlasst' },
        { value: 'not', label: 'nein' },
      ],
    },
    { id: 'letter', label: 'Brief mit Sperrkennwort liegt bei', type: 'checkbox', required: false },
    { id: 'old', label: 'Altes Dokument ist mitzubringen und zu entwerten', type: 'checkbox', required: false },
  ],
  stop: (values) =>
    text(values, 'chip') === 'not'
      ? {
          text: 'Vor der Aushändigung wird der Chip ausgelesen. Holen Sie das nach und tragen Sie das Ergebnis ein.',
          legalBasis: 'BSI TR-03127 Abschn. 6.4; PAuswV § 18a',
        }
      : null,
};

export const applicationRequestStep: FieldsStep = {
  id: ids.applicationRequest,
  kind: 'form',
  title: 'Antrag, zu dem die Unterschrift fehlt',
  guidance:
    'Der Antrag ist am Platz vorbereitet; beim Besuch wird die Person festgestellt und bestätigt die Angaben auf Papier. Fehlt mehr als ' +
    'die Unterschrift, muss die Person kommen.',
  legalBasis: 'PAuswG § 9 Abs. 1 und 3; PassG § 6 Abs. 1',
  when: (facts) => hasTask(facts, 'application'),
  fields: () => [
    { id: 'application', label: 'Nummer des Antragsvorgangs', type: 'text', required: true, maxLength: 40 },
    { id: 'document', label: 'Beantragt wird', type: 'text', required: true, maxLength: 80 },
    {
      id: 'fingerprints',
      label: 'Fingerabdrücke',
      type: 'select',
      required: true,
      options: [
        { value: 'none', label: 'keine nötig (vorläufiges Dokument oder Kind)' },
        { value: 'impossible', label: 'dauerhaft nicht möglich' },
        { value: 'needed', label: 'sind zu nehmen' },
      ],
    },
  ],
  stop: (values) =>
    text(values, 'fingerprints') === 'needed'
      ? {
          text: 'Fingerabdrücke können nur am Platz genommen werden. Bieten Sie einen Krankentransport, ein vorläufiges Dokument oder die Befreiung von der Ausweispflicht an.',
          legalBasis: 'PAuswG § 9 Abs. 3; PassG § 4 Abs. 4a; PAuswG § 1 Abs. 3',
        }
      : null,
};
