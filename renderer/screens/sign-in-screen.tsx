/** Sign-in: who works here now. */
import { useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { SessionState } from '../../electron/contract/session.ts';
import { session } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FocusHeading } from './focus-heading.tsx';
import { TrainingClerks } from './training-clerks.tsx';

export function SignInScreen({ state, onState }: { state: SessionState; onState(state: SessionState): void }) {
  const [userName, setUserName] = useState('');
  const [pin, setPin] = useState('');
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const userInput = useRef<HTMLInputElement>(null);
  const pinInput = useRef<HTMLInputElement>(null);

  const submit = async (name: string, secret: string) => {
    if (busy) return;
    setTouched(true);
    if (name.trim() === '') return userInput.current?.focus();
    if (secret.length < 4) return pinInput.current?.focus();
    setBusy(true);
    setError(null);
    try {
      onState(await session.signIn({ userName: name, pin: secret }));
    } catch (cause) {
      setError(toErrorReport(cause));
      setPin('');
      setTouched(false);
      pinInput.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <main id="main" className="centre" tabIndex={-1} data-screen="sign-in">
      <div className="sign-in">
        <form
          className="sign-in-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit(userName, pin);
          }}
        >
          <FocusHeading className="kern-heading-large">Anmelden</FocusHeading>
          <p className="kern-body">
            {state.seat.ortsverwaltung}
            <br />
            <strong>{state.seat.name}</strong>
          </p>
          {error && <ErrorNotice error={error} />}
          <TextField
            label="Benutzername"
            fieldId="userName"
            value={userName}
            onChange={setUserName}
            autoComplete="username"
            maxLength={64}
            inputRef={userInput}
            error={touched && userName.trim() === '' ? 'Bitte den Benutzernamen eingeben.' : undefined}
          />
          <TextField
            label="PIN"
            fieldId="pin"
            type="password"
            value={pin}
            onChange={setPin}
            autoComplete="current-password"
            maxLength={32}
            inputRef={pinInput}
            error={touched && pin.length < 4 ? 'Bitte die PIN eingeben (mindestens 4 Zeichen).' : undefined}
          />
          <Button variant="primary" type="submit" main busy={busy} icon="arrow-forward">
            Anmelden
          </Button>
        </form>
        {state.trainingClerks.length > 0 && (
          <TrainingClerks
            clerks={state.trainingClerks}
            busy={busy}
            onChoose={(clerk) => {
              setUserName(clerk.userName);
              setPin(clerk.pin);
              setError(null);
              pinInput.current?.focus();
            }}
          />
        )}
      </div>
      <p className="legal version">
        {state.seat.authority} · Platz {state.seat.id} · Version {state.seat.version}
      </p>
    </main>
  );
}
