/** All problems of a form in one place, each leading to its field. */
import type { FieldProblem, FieldView } from '../../electron/contract/field.ts';
import { Alert } from '../ui/alert.tsx';
import { focusField } from './focus-field.ts';

export function ErrorSummary({
  problems,
  fields,
}: {
  problems: readonly FieldProblem[];
  fields: readonly FieldView[];
}) {
  if (problems.length === 0) return null;
  const title =
    problems.length === 1
      ? 'Eine Angabe fehlt oder stimmt nicht'
      : `${problems.length} Angaben fehlen oder stimmen nicht`;
  return (
    <Alert tone="danger" title={title} urgent>
      <ul className="problem-list">
        {problems.map((problem) => (
          <li key={problem.fieldId + problem.text}>
            {fields.some((field) => field.id === problem.fieldId) ? (
              <a
                className="kern-link"
                href={`#${problem.fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(problem.fieldId);
                }}
              >
                {problem.text}
              </a>
            ) : (
              <span className="kern-body">{problem.text}</span>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
