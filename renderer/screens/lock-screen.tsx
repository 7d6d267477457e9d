/** The locked seat: covers everything until its clerk is back or another one takes over. */
import { type ReactNode, useId, useState } from 'react';
import type { ClerkView, SessionState } from '../../electron/contract/session.ts';
import { session } from '../ipc/clients.ts';
import { Button } from '../ui/button.tsx';
import { CredentialForm } from './credential-form.tsx';
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
          <CredentialForm
            key="take-over"
            className="lock-form"
            ids="lock-"
            submit="Platz übernehmen"
            byCard="Mit Dienstkarte übernehmen"
            labels={{ userName: 'Ihr Benutzername', pin: 'Ihre PIN' }}
            cardReader={state.staffCardReader}
            focusFirst
            attempt={(typed) => session.takeOver(typed)}
            onState={onState}
            head={
              <p className="kern-body">
                Melden Sie sich selbst an. Begonnene Vorgänge bleiben gespeichert und stehen in der Übersicht. Was{' '}
                <span className="as-typed">{clerk.displayName}</span> zuletzt getippt und noch nicht übernommen hat,
                sehen Sie nicht.
              </p>
            }
            foot={(busy) => (
              <Button icon="arrow-back" disabled={busy} onPress={() => setTakesOver(false)}>
                Zurück
              </Button>
            )}
          />
        ) : (
          <CredentialForm
            key="unlock"
            className="lock-form"
            ids="lock-"
            submit="Entsperren"
            byCard="Mit Dienstkarte entsperren"
            nameKnown
            cardReader={state.staffCardReader}
            focusFirst
            attempt={(typed) => session.unlock('pin' in typed ? { pin: typed.pin } : typed)}
            onState={onState}
            foot={(busy) => (
              <Button icon="account-circle" disabled={busy} onPress={() => setTakesOver(true)}>
                Platz übernehmen
              </Button>
            )}
          />
        )}
      </div>
    </dialog>
  );
}
