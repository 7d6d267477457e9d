/** Who one is: user name and PIN, or staff card and its PIN. One attempt at a time; after each the secret is typed again. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { Credentials, SessionState } from '../../electron/contract/session.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { CardSwitch } from '../steps/card-switch.tsx';
import { CredentialFields } from '../steps/credential-fields.tsx';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { focusField } from '../steps/focus-field.ts';
import { useCredentials } from '../steps/use-credentials.ts';
import { Button } from '../ui/button.tsx';

export interface CredentialFormProps {
  /** What stands on the button that sends it. */
  submit: string;
  /** What stands on the button that goes over to the card. */
  byCard: string;
  labels?: { userName: string; pin: string };
  /** Before the ids of the fields. */
  ids?: string;
  /** Whose PIN it is, is known: no name is asked for. */
  nameKnown?: boolean;
  cardReader: boolean;
  /** The fields get the focus at once; else they wait until they are asked for. */
  focusFirst?: boolean;
  main?: boolean;
  className: string;
  /** Fills name and PIN in; each new object once. */
  preset?: { userName: string; pin: string } | null;
  /** Above the fields. */
  head?: ReactNode;
  /** Below the buttons. */
  foot?: (busy: boolean) => ReactNode;
  attempt(typed: Credentials): Promise<SessionState>;
  onState(state: SessionState): void;
}

export function CredentialForm(props: CredentialFormProps) {
  const { ids = '', nameKnown = false, labels = { userName: 'Benutzername', pin: 'PIN' }, preset = null } = props;
  const draft = useCredentials({
    ids: { userName: `${ids}userName`, pin: `${ids}pin`, cardPin: `${ids}cardPin` },
    nameKnown,
    cardReader: props.cardReader,
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const { card } = draft;
  const secretId = card ? draft.ids.cardPin : draft.ids.pin;
  const firstId = useRef(draft.asksName ? draft.ids.userName : secretId);

  const [lastPreset, setLastPreset] = useState(preset);
  if (preset !== lastPreset) {
    setLastPreset(preset);
    if (preset !== null) {
      draft.fill(preset);
      setError(null);
    }
  }
  const { pin: pinId } = draft.ids;
  useEffect(() => {
    if (preset !== null) focusField(pinId);
  }, [preset, pinId]);
  useEffect(() => {
    if (props.focusFirst) focusField(firstId.current);
  }, [props.focusFirst]);

  const send = async () => {
    if (busy) return;
    draft.touch();
    if (draft.missing !== null) return focusField(draft.missing);
    setBusy(true);
    setError(null);
    try {
      props.onState(await props.attempt(draft.typed));
    } catch (cause) {
      setError(toErrorReport(cause));
      draft.forget();
      focusField(secretId);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className={props.className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {props.head}
      {error && <ErrorNotice error={error} />}
      {card && (
        <p className="kern-body">
          Legen Sie Ihre Dienstkarte auf den Leser und lassen Sie sie dort, bis Sie drin sind.
        </p>
      )}
      <CredentialFields draft={draft} labels={{ ...labels, cardPin: 'Karten-PIN' }} ownSignIn />
      <Button variant="primary" type="submit" main={props.main === true} busy={busy} icon="arrow-forward">
        {props.submit}
      </Button>
      <CardSwitch draft={draft} byCard={props.byCard} busy={busy} />
      {props.foot?.(busy)}
    </form>
  );
}
