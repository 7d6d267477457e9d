/** The locked seat: covers everything until its clerk is back or another one takes over. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { ClerkView, SessionState } from '../../electron/contract/session.ts';
import { session } from '../ipc/clients.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { roleNames } from './role-names.ts';
import { useCover } from './use-cover.ts';

export interface LockScreenProps {
  state: SessionState;
  clerk: ClerkView;
  /** What else there is to know, for example that the city network is cut off. */
  notice?: ReactNode;
  onState(state: SessionState): void;
}

export function LockScreen({ state, clerk, notice, onState }: LockScreenProps) {
  const cover = useCover('Gesperrt');
  const titleId = useId();
  const [takesOver, setTakesOver] = useState(false);

  return (
    <dialog {...cover} className="cover lock" aria-labelledby={titleId} data-screen="locked">
      <div className="lock-box">
        <h1 className="kern-heading-large" id={titleId}>
          Platz gesperrt
        </h1>
        <p className="kern-body">
          {state.seat.ortsverwaltung} · {state.seat.name}
          <br />
          Angemeldet: <strong className="as-typed">{clerk.displayName}</strong> ({roleNames[clerk.role]})
        </p>
        {notice}
        {takesOver ? (
          <TakeOverForm clerk={clerk} onState={onState} onBack={() => setTakesOver(false)} />
        ) : (
          <UnlockForm onState={onState} onTakeOver={() => setTakesOver(true)} />
        )}
      </div>
    </dialog>
  );
}

const pinMissing = 'Bitte die PIN eingeben (mindestens 4 Zeichen).';

/** One call at a time; what it threw is shown and the PIN typed again. */
function useAttempt(onState: (state: SessionState) => void) {
  const [pin, setPin] = useState('');
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const pinInput = useRef<HTMLInputElement>(null);
  const attempt = async (call: () => Promise<SessionState>) => {
    if (busy) return;
    setTouched(true);
    if (pin.length < 4) return pinInput.current?.focus();
    setBusy(true);
    setError(null);
    try {
      onState(await call());
    } catch (cause) {
      setError(toErrorReport(cause));
      setPin('');
      setTouched(false);
      setBusy(false);
      pinInput.current?.focus();
    }
  };
  return { pin, setPin, touched, busy, error, pinInput, attempt };
}

function UnlockForm({ onState, onTakeOver }: { onState(state: SessionState): void; onTakeOver(): void }) {
  const { pin, setPin, touched, busy, error, pinInput, attempt } = useAttempt(onState);
  useEffect(() => pinInput.current?.focus(), [pinInput]);
  return (
    <form
      className="lock-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => session.unlock({ pin }));
      }}
    >
      {error && <ErrorNotice error={error} />}
      <TextField
        label="PIN"
        fieldId="lock-pin"
        type="password"
        value={pin}
        onChange={setPin}
        autoComplete="current-password"
        maxLength={32}
        inputRef={pinInput}
        error={touched && pin.length < 4 ? pinMissing : undefined}
      />
      <Button variant="primary" type="submit" busy={busy} icon="arrow-forward">
        Entsperren
      </Button>
      <Button icon="account-circle" disabled={busy} onPress={onTakeOver}>
        Platz übernehmen
      </Button>
    </form>
  );
}

interface TakeOverFormProps {
  clerk: ClerkView;
  onState(state: SessionState): void;
  onBack(): void;
}

function TakeOverForm({ clerk, onState, onBack }: TakeOverFormProps) {
  const { pin, setPin, touched, busy, error, pinInput, attempt } = useAttempt(onState);
  const [userName, setUserName] = useState('');
  const userInput = useRef<HTMLInputElement>(null);
  useEffect(() => userInput.current?.focus(), []);
  return (
    <form
      className="lock-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (userName.trim() === '') return userInput.current?.focus();
        void attempt(() => session.takeOver({ userName, pin }));
      }}
    >
      <p className="kern-body">
        Melden Sie sich selbst an. Begonnene Vorgänge bleiben gespeichert und stehen in der Übersicht. Was{' '}
        <span className="as-typed">{clerk.displayName}</span> zuletzt getippt und noch nicht übernommen hat, sehen Sie
        nicht.
      </p>
      {error && <ErrorNotice error={error} />}
      <TextField
        label="Ihr Benutzername"
        fieldId="lock-userName"
        value={userName}
        onChange={setUserName}
        autoComplete="username"
        maxLength={64}
        inputRef={userInput}
        error={touched && userName.trim() === '' ? 'Bitte den Benutzernamen eingeben.' : undefined}
      />
      <TextField
        label="Ihre PIN"
        fieldId="lock-pin"
        type="password"
        value={pin}
        onChange={setPin}
        autoComplete="current-password"
        maxLength={32}
        inputRef={pinInput}
        error={touched && pin.length < 4 ? pinMissing : undefined}
      />
      <Button variant="primary" type="submit" busy={busy} icon="arrow-forward">
        Platz übernehmen
      </Button>
      <Button icon="arrow-back" disabled={busy} onPress={onBack}>
        Zurück
      </Button>
    </form>
  );
}
