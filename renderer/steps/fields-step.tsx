/** identify, form and photo: one generic form drawn from the declared fields. */
import { useEffect, useRef, useState } from 'react';
import type { FieldProblem, FieldView } from '../../electron/contract/field.ts';
import { Alert } from '../ui/alert.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { type Draft, readDraft, showValue } from './field-draft.ts';
import { FieldInput } from './field-input.tsx';
import { focusField } from './focus-field.ts';
import type { StepProps } from './step-call.ts';
import { StepFrame } from './step-frame.tsx';

/** Longer values get a whole line, so that names can be read in one piece. */
const longestHalf = 30;

/** Fields in the order declared, under their headings. */
function groupsOf(fields: readonly FieldView[]): { title: string; fields: FieldView[] }[] {
  const groups: { title: string; fields: FieldView[] }[] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (last && last.title === (field.group ?? '')) last.fields.push(field);
    else groups.push({ title: field.group ?? '', fields: [field] });
  }
  return groups;
}

export function FieldsStep({ panel, call }: StepProps<'identify' | 'form' | 'photo'>) {
  const [typed, setTyped] = useState<Draft>({});
  const [ownProblems, setOwnProblems] = useState<readonly FieldProblem[]>([]);
  const told = useRef(JSON.stringify(panel.values));
  const draft: Draft = Object.fromEntries(
    panel.fields.map((field) => [field.id, typed[field.id] ?? showValue(field, panel.values[field.id])]),
  );
  const problems = ownProblems.length > 0 ? ownProblems : call.problems;
  const firstProblem = problems[0]?.fieldId;
  useEffect(() => {
    if (firstProblem !== undefined) focusField(firstProblem);
  }, [firstProblem]);

  // After the frame has put the keyboard on the heading: a scanner types wherever the keyboard is.
  const scanned = panel.fields[0]?.scanned === true && String(panel.values[panel.fields[0].id] ?? '') === '';
  const scannedId = scanned ? panel.fields[0]?.id : undefined;
  useEffect(() => {
    if (scannedId !== undefined) focusField(scannedId);
  }, [scannedId]);

  const record = () => {
    const read = readDraft(panel.fields, draft);
    setOwnProblems(read.problems);
    const first = read.problems[0];
    if (first) focusField(first.fieldId);
    else call.act({ do: 'record', values: read.values });
  };
  const change = (fieldId: string, value: string | boolean) => {
    setTyped((before) => ({ ...before, [fieldId]: value }));
    setOwnProblems((before) => before.filter((problem) => problem.fieldId !== fieldId));
  };
  // What is asked next may depend on this answer: main says so.
  const settle = (fieldId: string, value: string | boolean) => {
    const { values } = readDraft(panel.fields, { ...draft, [fieldId]: value });
    const key = JSON.stringify(values);
    if (told.current === key) return;
    told.current = key;
    call.draft(values);
  };
  return (
    <StepFrame
      panel={panel}
      call={call}
      primary={{ label: panel.blocked ? 'Angaben erneut prüfen' : 'Weiter', run: record }}
      secondary={<p className="legal">* Pflichtfeld</p>}
    >
      {panel.blocked && (
        <Alert tone="danger" title="Hier geht es nicht weiter" urgent>
          <p className="kern-body">{panel.blocked.text}</p>
          <p className="legal">{panel.blocked.legalBasis}</p>
        </Alert>
      )}
      <ErrorSummary problems={problems} fields={panel.fields} />
      {groupsOf(panel.fields).map((group) => (
        <fieldset className="kern-fieldset field-group" key={group.title + group.fields[0]?.id}>
          {group.title !== '' && <legend className="kern-label kern-label--large">{group.title}</legend>}
          <div className="field-grid">
            {group.fields.map((field) => (
              <div
                key={field.id}
                className={`field field-${String(panel.values[field.id] ?? '').length > longestHalf ? 'long' : field.type}`}
              >
                <FieldInput
                  field={field}
                  typed={draft[field.id] ?? ''}
                  error={problems.find((problem) => problem.fieldId === field.id)?.text}
                  onChange={(value) => change(field.id, value)}
                  onSettled={(value) => settle(field.id, value)}
                />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
      {panel.fields.length === 0 && <p className="kern-body">Für diesen Schritt ist nichts einzugeben.</p>}
    </StepFrame>
  );
}
