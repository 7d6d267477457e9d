/** Another Vorgang by scanner, number or name: the field has the keyboard at once, Enter searches, Enter takes the one found. */
import { useEffect, useId, useRef, useState } from 'react';
import type { FieldProblem, FieldView } from '../../electron/contract/field.ts';
import type { FindHit } from '../../electron/contract/step-panel.ts';
import { Alert } from '../ui/alert.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { readValue, showValue } from './field-draft.ts';
import { FieldInput } from './field-input.tsx';
import { FindHits } from './find-hits.tsx';
import { focusField } from './focus-field.ts';
import type { StepProps } from './step-call.ts';
import { type PrimaryAction, StepFrame } from './step-frame.tsx';

const birthField: FieldView = {
  id: 'birthDate',
  label: 'Geburtsdatum',
  type: 'partial-date',
  required: false,
  hint: 'Dann genügt der Familienname.',
};
const longest = 160;

/** The only one that can be taken, or none: a clerk decides between several. */
const soleHit = (hits: readonly FindHit[] | null): string | null => {
  const possible = hits?.filter(({ refused }) => refused === null) ?? [];
  return possible.length === 1 ? (possible[0]?.vorgangId ?? null) : null;
};

const countText = ({ length }: readonly FindHit[]): string =>
  length === 0 ? 'Nichts gefunden' : length === 1 ? '1 Treffer' : `${length} Treffer`;

export function FindStep({ panel, call }: StepProps<'find'>) {
  const [term, setTerm] = useState(panel.term);
  const [birthDate, setBirthDate] = useState(String(showValue(birthField, panel.birthDate)));
  const [ownProblems, setOwnProblems] = useState<readonly FieldProblem[]>([]);
  const [picked, setPicked] = useState<string | null>(null);
  const results = useRef<HTMLElement>(null);
  const resultsId = useId();
  const { hits } = panel;
  // Each search is answered with a new list; what it found becomes the choice.
  const [shown, setShown] = useState(hits);
  if (JSON.stringify(shown) !== JSON.stringify(hits)) {
    setShown(hits);
    setPicked(soleHit(hits));
  }
  const selected = picked ?? soleHit(hits);

  // After the frame has put the keyboard on the heading: a scanner types wherever the keyboard is.
  useEffect(() => focusField('term'), []);
  useEffect(() => {
    if (shown !== null && shown.length > 0) results.current?.querySelector<HTMLElement>('input')?.focus();
    else if (shown !== null) focusField('term');
  }, [shown]);

  const problems = ownProblems.length > 0 ? ownProblems : call.problems;
  const read = readValue(birthField, birthDate);
  const isAnswered = hits !== null && term === panel.term && (read ?? '') === panel.birthDate;
  const search = () => {
    const garbled = read === null ? [{ fieldId: 'birthDate', text: 'Bitte als TT.MM.JJJJ eingeben.' }] : [];
    setOwnProblems(garbled);
    if (garbled.length > 0) focusField('birthDate');
    else call.act({ do: 'find', term, birthDate: String(read ?? '') });
  };
  const take = isAnswered && selected !== null;
  const isLookedAtAgain = panel.chosen !== null && call.revisited && hits === null && term === panel.term;
  const primary: PrimaryAction = isLookedAtAgain
    ? { label: 'Zum offenen Schritt', run: call.forward }
    : take
      ? { label: 'Auswählen und weiter', run: () => call.act({ do: 'choose', vorgangId: selected }) }
      : { label: 'Suchen', run: search };
  const termField: FieldView = { id: 'term', label: panel.prompt, type: 'text', required: true, maxLength: longest };
  const { without } = panel;
  return (
    <StepFrame
      panel={panel}
      call={call}
      primary={primary}
      waiting="Es wird gesucht …"
      secondary={
        without !== null && (
          <Button
            variant="tertiary"
            disabled={call.busy || call.settling}
            onPress={() => call.act({ do: 'go-without' })}
          >
            {without.label}
          </Button>
        )
      }
    >
      {panel.chosen !== null && (
        <Alert
          tone="info"
          title={
            panel.chosen.number === ''
              ? 'Gewählt: ohne Antrag am Platz'
              : `Gewählt: ${panel.chosen.number}, ${panel.chosen.person}`
          }
        />
      )}
      <ErrorSummary problems={problems} fields={[termField, birthField]} />
      <div className="find-query">
        <div className="field">
          <FieldInput
            field={termField}
            typed={term}
            error={problems.find(({ fieldId }) => fieldId === 'term')?.text}
            onChange={(value) => setTerm(String(value))}
            onSettled={() => {}}
          />
        </div>
        <div className="field">
          <FieldInput
            field={birthField}
            typed={birthDate}
            error={problems.find(({ fieldId }) => fieldId === 'birthDate')?.text}
            onChange={(value) => setBirthDate(String(value))}
            onSettled={() => {}}
          />
        </div>
      </div>
      <Announcer text={hits === null ? '' : countText(hits)} />
      {hits !== null && (
        <section ref={results} aria-labelledby={resultsId} className="find-results">
          <h2 className="kern-heading-small" id={resultsId}>
            {countText(hits)}
          </h2>
          {panel.warning !== null && <Alert tone="warning" title={panel.warning} />}
          {hits.length > 0 && <FindHits hits={hits} selected={selected} onSelect={setPicked} />}
          {panel.notes.map((text) => (
            <p className="kern-body" key={text}>
              {text}
            </p>
          ))}
        </section>
      )}
    </StepFrame>
  );
}
