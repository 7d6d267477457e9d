/** What becomes of the document that the new one replaces. */
import { text } from '../read-facts.ts';
import type { FieldsStep } from '../service.ts';
import { application, goesOn, settledProblems, stepIds } from './handed-over.ts';

export const oldDocumentOptions = [
  { value: 'taken-in', label: 'eingezogen' },
  { value: 'voided', label: 'entwertet und zurückgegeben (Ecke abgeschnitten oder gelocht)' },
  { value: 'voided-before', label: 'schon bei der Antragstellung entwertet oder eingezogen' },
  { value: 'lost', label: 'verloren; Verlust ist angezeigt' },
  { value: 'none', label: 'es gab keinen' },
  { value: 'missing', label: 'nicht dabei: keine Ausgabe' },
] as const;

/** What was decided at the application answers the question, or leaves it open until now. */
const known: Readonly<Record<string, string>> = { voided: 'voided-before', 'taken-in': 'voided-before', none: 'none' };

export const oldDocumentStep: FieldsStep = {
  id: stepIds.oldDocument,
  kind: 'form',
  title: 'Alter Ausweis',
  guidance:
    'Spätestens jetzt wird der alte Ausweis eingezogen. Auf Wunsch bekommt die Person ihn sichtbar entwertet zurück: Ecke abschneiden oder ' +
    'lochen, Gültigkeit unkenntlich machen. Ist er verloren, gehört die Verlustanzeige zuerst in einen eigenen Vorgang.',
  legalBasis: 'PAuswG § 27 Abs. 1 Nr. 2, § 29 Abs. 1; PassG § 15 Nr. 2; PAuswVwV G.4.1',
  when: (facts) => goesOn(facts, stepIds.oldDocument),
  initial(facts) {
    const decision = known[text(application(facts)?.about ?? {}, 'oldDocument')];
    return decision === undefined ? {} : { decision };
  },
  fields: () => [
    {
      id: 'decision',
      label: 'Was geschieht mit dem alten Ausweis?',
      type: 'select',
      required: true,
      options: [...oldDocumentOptions],
    },
  ],
  problems: (values, facts) => settledProblems(values, facts, { stepId: stepIds.oldDocument, fieldId: 'decision' }),
};
