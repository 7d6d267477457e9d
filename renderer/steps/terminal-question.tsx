/** What the terminal wants to know of a person while it pays: does the signature match. */
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';

export interface TerminalQuestionProps {
  question: string;
  onAnswer(yes: boolean): void;
}

export function TerminalQuestion({ question, onAnswer }: TerminalQuestionProps) {
  return (
    <Alert tone="warning" title="Das Terminal fragt" urgent>
      <p className="kern-body">{question}</p>
      <p className="kern-body kern-body--bold">
        Vergleichen Sie die Unterschrift auf dem Beleg mit der auf der Karte. Ohne Antwort gilt: stimmt nicht.
      </p>
      <div className="question-answers">
        <Button onPress={() => onAnswer(true)}>Unterschrift stimmt</Button>
        <Button onPress={() => onAnswer(false)}>Stimmt nicht</Button>
      </div>
    </Alert>
  );
}
