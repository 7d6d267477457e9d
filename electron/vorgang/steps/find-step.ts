/** Find: another Vorgang by its number, a scanned serial number or a name; what was found is remembered, names are not. */
import { AppError } from '../../contract/app-error.ts';
import { partialDate } from '../../contract/calendar-date.ts';
import type { FieldProblem } from '../../contract/field.ts';
import type { FindHit } from '../../contract/step-panel.ts';
import { checkDigitProblem, looksLikeSerial, serialNumber } from '../../services/document-number.ts';
import { findFacts } from '../../services/facts.ts';
import type { FindStep } from '../../services/service.ts';
import type { Finding } from '../find-vorgaenge.ts';
import type { StepHandler, StepRun } from '../step-run.ts';

function searchedHere(step: FindStep, run: StepRun) {
  const { find } = run.transient;
  // What one clerk searched for is not shown to the next.
  return find?.stepId === step.id && find.by === run.clerk.userName ? find : null;
}

function hitsOf(step: FindStep, finding: Finding, run: StepRun): FindHit[] {
  return finding.found.map(({ vorgang, concerning }) => {
    const { notes, refused } = step.judge(vorgang, concerning);
    return {
      vorgangId: vorgang.vorgangId,
      number: vorgang.number,
      serviceTitle: run.serviceTitle(vorgang.serviceId),
      person: vorgang.person,
      day: vorgang.openedDay,
      notes: [...notes],
      refused,
    };
  });
}

const unreachableText =
  'Die Zentrale ist gerade nicht erreichbar: gesucht wurde nur an diesem Platz. Suchen Sie noch einmal, wenn die Leitung steht.';

function notesOf(step: FindStep, finding: Finding): string[] {
  const notes: string[] = [];
  if (finding.more) notes.push('Es gibt weitere Treffer. Suchen Sie genauer, zum Beispiel mit dem Geburtsdatum.');
  if (finding.found.length === 0) {
    notes.push(
      finding.centre === 'none'
        ? 'Gesucht wurde an diesem Platz.'
        : 'Gefunden wird, was in dieser Ortsverwaltung aufgenommen oder hierher übergeben wurde. Anträge einer anderen Ortsverwaltung muss diese erst übergeben.',
    );
    notes.push('Vergleichen Sie die Nummer Zeichen für Zeichen, oder suchen Sie mit Familienname und Geburtsdatum.');
    if (step.without) notes.push(step.without.hint);
  }
  return notes;
}

function termsOf(term: string, birthDate: string): string[] {
  if (birthDate !== '') return [`${term} ${birthDate}`];
  return looksLikeSerial(term) ? [serialNumber(term)] : [term];
}

export const findHandler: StepHandler<'find'> = {
  panel(step, run) {
    const searched = searchedHere(step, run);
    const chosen = findFacts.safeParse(run.state.facts[step.id]).data;
    return {
      term: searched?.term ?? chosen?.term ?? step.term?.(run.state.facts) ?? '',
      birthDate: searched?.birthDate ?? '',
      hits: searched ? hitsOf(step, searched.finding, run) : null,
      warning: searched?.finding.centre === 'unreachable' ? unreachableText : null,
      notes: searched ? notesOf(step, searched.finding) : [],
      prompt: step.prompt,
      chosen: chosen ? { number: chosen.number, person: chosen.person } : null,
      without: step.without ?? null,
    };
  },

  async act(step, action, run) {
    if (step.settled?.(run.state.facts)) throw new AppError('vorgang.handed-over');
    switch (action.do) {
      case 'find':
        return find(step, action, run);
      case 'choose': {
        const hit = searchedHere(step, run)?.finding.found.find(
          ({ vorgang }) => vorgang.vorgangId === action.vorgangId,
        );
        if (!hit) throw new AppError('vorgang.invalid-facts');
        const judged = step.judge(hit.vorgang, hit.concerning);
        if (judged.refused !== null) throw new AppError('vorgang.invalid-facts');
        const { vorgangId, serviceId, number, person, openedDay: day, about } = hit.vorgang;
        const term = searchedHere(step, run)?.term ?? '';
        run.record(step.id, { vorgangId, serviceId, number, person, day, about: { ...about, ...judged.about }, term });
        run.transient.find = null;
        return [];
      }
      case 'go-without': {
        if (!step.without) throw new AppError('vorgang.unknown-action');
        const term = searchedHere(step, run)?.term ?? '';
        run.record(step.id, { vorgangId: null, serviceId: '', number: '', person: '', day: '', about: {}, term });
        run.transient.find = null;
        return [];
      }
      default:
        throw new AppError('vorgang.unknown-action');
    }
  },
};

async function find(
  step: FindStep,
  { term: typed, birthDate }: { term: string; birthDate: string },
  run: StepRun,
): Promise<FieldProblem[]> {
  const term = typed.normalize('NFC').trim();
  const problems: FieldProblem[] = [];
  if (term === '') problems.push({ fieldId: 'term', text: 'Bitte scannen oder etwas eingeben.' });
  const digit = checkDigitProblem(term);
  if (digit !== null && birthDate === '') problems.push({ fieldId: 'term', text: digit });
  if (birthDate !== '' && !partialDate.safeParse(birthDate).success) {
    problems.push({ fieldId: 'birthDate', text: 'Kein Datum; unbekannte Teile werden als XX eingetragen.' });
  }
  if (problems.length > 0) return problems;
  const finding = await run.find(termsOf(term, birthDate), step.of);
  run.signal.throwIfAborted();
  run.transient.find = { stepId: step.id, by: run.clerk.userName, term, birthDate, finding };
  return [];
}
