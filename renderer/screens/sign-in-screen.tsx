/** Sign-in: who works here now. */
import { useState } from 'react';
import type { SessionEnd, SessionState } from '../../electron/contract/session.ts';
import { session } from '../ipc/clients.ts';
import { Alert } from '../ui/alert.tsx';
import { CredentialForm } from './credential-form.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { TrainingClerks } from './training-clerks.tsx';

const endWords: Record<SessionEnd, { title: string; text: string }> = {
  'access-ended': {
    title: 'Ihre Anmeldung wurde beendet',
    text: 'Der Zugang ist gesperrt oder abgelaufen. Begonnene Vorgänge sind gespeichert. Wenden Sie sich an die Leitung der Ortsverwaltung oder die IT.',
  },
  'role-changed': {
    title: 'Ihre Rolle hat sich geändert',
    text: 'Begonnene Vorgänge sind gespeichert. Melden Sie sich neu an, dann gilt die neue Rolle.',
  },
};

export function SignInScreen({ state, onState }: { state: SessionState; onState(state: SessionState): void }) {
  const [chosen, setChosen] = useState<{ userName: string; pin: string } | null>(null);
  return (
    <main id="main" className="centre" tabIndex={-1} data-screen="sign-in">
      <div className="sign-in">
        <CredentialForm
          className="sign-in-form"
          submit="Anmelden"
          byCard="Mit Dienstkarte anmelden"
          main
          cardReader={state.staffCardReader}
          preset={chosen}
          attempt={(typed) => session.signIn(typed)}
          onState={onState}
          head={
            <>
              <FocusHeading className="kern-heading-large">Anmelden</FocusHeading>
              <p className="kern-body">
                {state.seat.ortsverwaltung}
                <br />
                <strong>{state.seat.name}</strong>
              </p>
              {state.ended && (
                <Alert tone="warning" title={endWords[state.ended].title} urgent>
                  <p className="kern-body">{endWords[state.ended].text}</p>
                </Alert>
              )}
            </>
          }
        />
        {state.trainingClerks.length > 0 && (
          <TrainingClerks
            clerks={state.trainingClerks}
            onChoose={({ userName, pin }) => setChosen({ userName, pin })}
          />
        )}
      </div>
      <p className="legal version">
        {state.seat.authority} · Platz {state.seat.id} · Version {state.seat.version}
      </p>
    </main>
  );
}
