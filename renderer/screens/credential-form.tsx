/** Who one is: user name and PIN, or staff card and its PIN. One attempt at a time; after each the secret is typed again. */
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { ErrorReport } from '../../electron/contract/app-error.ts';
import type { SessionState } from '../../electron/contract/session.ts';
import { toErrorReport } from '../ipc/error-report.ts';
import { ErrorNotice } from '../steps/error-notice.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

export type Typed = { userName: string; pin: string } | { cardPin: string };

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
  attempt(typed: Typed): Promise<SessionState>;
  onState(state: SessionState): void;
}

const userNameMissing = 'Bitte den Benutzernamen eingeben.';
const pinMissing = 'Bitte die PIN eingeben (mindestens 4 Zeichen).';
const cardPinMissing = 'Bitte die Karten-PIN eingeben (6 bis 8 Ziffern).';
const isCardPin = (text: string): boolean => /^\d{6,8}$/.test(text);

export function CredentialForm(props: CredentialFormProps) {
  const { ids = '', nameKnown = false, labels = { userName: 'Benutzername', pin: 'PIN' }, preset = null } = props;
  const [userName, setUserName] = useState('');
  const [secret, setSecret] = useState('');
  const [wantsCard, setWantsCard] = useState(false);
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const secretInput = useRef<HTMLInputElement>(null);
  const card = wantsCard && props.cardReader;
  const secretOk = card ? isCardPin(secret) : secret.length >= 4;
  const asksName = !nameKnown && !card;

  const forget = () => {
    setSecret('');
    setTouched(false);
  };
  // The reader was pulled out: what was typed for the card is no PIN of the person.
  if (wantsCard && !props.cardReader) setWantsCard(false);
  const [wasCard, setWasCard] = useState(card);
  if (wasCard !== card) {
    setWasCard(card);
    forget();
  }
  const [lastPreset, setLastPreset] = useState(preset);
  if (preset !== lastPreset) {
    setLastPreset(preset);
    if (preset !== null) {
      setWantsCard(false);
      setWasCard(false);
      setUserName(preset.userName);
      setSecret(preset.pin);
      setError(null);
    }
  }
  useEffect(() => {
    if (preset !== null) secretInput.current?.focus();
  }, [preset]);
  useFocusOnChange(card, props.focusFirst === true, asksName ? nameInput : secretInput);

  const send = async () => {
    if (busy) return;
    setTouched(true);
    if (asksName && userName.trim() === '') return nameInput.current?.focus();
    if (!secretOk) return secretInput.current?.focus();
    setBusy(true);
    setError(null);
    try {
      props.onState(await props.attempt(card ? { cardPin: secret } : { userName, pin: secret }));
    } catch (cause) {
      setError(toErrorReport(cause));
      forget();
      secretInput.current?.focus();
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
      {asksName && (
        <TextField
          label={labels.userName}
          fieldId={`${ids}userName`}
          value={userName}
          onChange={setUserName}
          autoComplete="username"
          maxLength={64}
          inputRef={nameInput}
          error={touched && userName.trim() === '' ? userNameMissing : undefined}
        />
      )}
      <TextField
        key={card ? 'card' : 'pin'}
        label={card ? 'Karten-PIN' : labels.pin}
        fieldId={`${ids}${card ? 'cardPin' : 'pin'}`}
        type="password"
        inputMode={card ? 'numeric' : 'text'}
        value={secret}
        onChange={setSecret}
        autoComplete={card ? 'off' : 'current-password'}
        maxLength={card ? 8 : 32}
        inputRef={secretInput}
        error={touched && !secretOk ? (card ? cardPinMissing : pinMissing) : undefined}
      />
      <Button variant="primary" type="submit" main={props.main === true} busy={busy} icon="arrow-forward">
        {props.submit}
      </Button>
      {props.cardReader && (
        <Button disabled={busy} icon={card ? 'arrow-back' : 'account-circle'} onPress={() => setWantsCard(!card)}>
          {card ? 'Ohne Dienstkarte' : props.byCard}
        </Button>
      )}
      {props.foot?.(busy)}
    </form>
  );
}

/** At first only where asked; later whenever the fields have become others. */
function useFocusOnChange(card: boolean, atFirst: boolean, input: RefObject<HTMLInputElement | null>): void {
  const before = useRef<boolean | null>(null);
  useEffect(() => {
    const isFirst = before.current === null;
    if (isFirst ? atFirst : before.current !== card) input.current?.focus();
    before.current = card;
  }, [card, atFirst, input]);
}
