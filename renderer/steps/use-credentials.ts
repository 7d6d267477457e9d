/** What somebody types to show who they are: name and PIN, or the PIN of their staff card. A secret never stays on screen. */
import { useEffect, useRef, useState } from 'react';
import type { Credentials } from '../../electron/contract/session.ts';
import { focusField } from './focus-field.ts';

export interface CredentialIds {
  userName: string;
  pin: string;
  cardPin: string;
}

export interface CredentialOptions {
  ids: CredentialIds;
  /** Whose PIN it is, is known: no name is asked for. */
  nameKnown?: boolean;
  cardReader: boolean;
}

export interface CredentialDraft {
  readonly ids: CredentialIds;
  readonly cardReader: boolean;
  /** By card; else by PIN. */
  readonly card: boolean;
  readonly asksName: boolean;
  readonly userName: string;
  readonly secret: string;
  /** What is missing may be said. */
  readonly touched: boolean;
  /** The field that is not filled in yet. */
  readonly missing: string | null;
  /** Nobody has begun to fill it in. */
  readonly empty: boolean;
  readonly typed: Credentials;
  setUserName(userName: string): void;
  setSecret(secret: string): void;
  /** The other way to show who one is; the keyboard goes along. */
  change(): void;
  fill(preset: { userName: string; pin: string }): void;
  touch(): void;
  /** After every attempt. */
  forget(): void;
}

const isCardPin = (text: string): boolean => /^\d{6,8}$/.test(text);

export function useCredentials({ ids, nameKnown = false, cardReader }: CredentialOptions): CredentialDraft {
  const [userName, setUserName] = useState('');
  const [secret, setSecret] = useState('');
  const [wantsCard, setWantsCard] = useState(false);
  const [touched, setTouched] = useState(false);
  const card = wantsCard && cardReader;
  const asksName = !nameKnown && !card;
  const secretId = card ? ids.cardPin : ids.pin;
  const secretOk = card ? isCardPin(secret) : secret.length >= 4;

  const forget = () => {
    setSecret('');
    setTouched(false);
  };
  // The reader was pulled out: what was typed for the card is no PIN of the person.
  if (wantsCard && !cardReader) setWantsCard(false);
  const [wasCard, setWasCard] = useState(card);
  if (wasCard !== card) {
    setWasCard(card);
    forget();
  }
  const firstId = asksName ? ids.userName : secretId;
  const shown = useRef(card);
  useEffect(() => {
    if (shown.current !== card) focusField(firstId);
    shown.current = card;
  }, [card, firstId]);

  return {
    ...{ ids, cardReader, card, asksName, userName, secret, touched },
    missing: asksName && userName.trim() === '' ? ids.userName : secretOk ? null : secretId,
    empty: !card && userName.trim() === '' && secret === '',
    typed: card ? { cardPin: secret } : { userName: userName.trim(), pin: secret },
    ...{ setUserName, setSecret, forget },
    change: () => setWantsCard(!card),
    fill(preset) {
      setWantsCard(false);
      setWasCard(false);
      setUserName(preset.userName);
      setSecret(preset.pin);
    },
    touch: () => setTouched(true),
  };
}
