/** The fields of one who shows who they are: name and PIN, or the card's PIN alone. */
import { TextField } from '../ui/text-field.tsx';
import type { CredentialDraft } from './use-credentials.ts';

export interface CredentialLabels {
  userName: string;
  pin: string;
  cardPin: string;
}

export interface CredentialFieldsProps {
  draft: CredentialDraft;
  labels: CredentialLabels;
  /** Carries a star beside fields that are optional. */
  required?: boolean | undefined;
  /** The browser may offer what was typed here before. */
  ownSignIn?: boolean;
}

const userNameMissing = 'Bitte den Benutzernamen eingeben.';
const pinMissing = 'Bitte die PIN eingeben (mindestens 4 Zeichen).';
const cardPinMissing = 'Bitte die Karten-PIN eingeben (6 bis 8 Ziffern).';

export function CredentialFields({ draft, labels, required, ownSignIn = false }: CredentialFieldsProps) {
  const { ids, card, touched } = draft;
  const secretMissing = touched && draft.missing === (card ? ids.cardPin : ids.pin);
  const nameMissing = touched && draft.userName.trim() === '';
  return (
    <>
      {draft.asksName && (
        <div className="field">
          <TextField
            label={labels.userName}
            required={required}
            fieldId={ids.userName}
            value={draft.userName}
            onChange={draft.setUserName}
            autoComplete={ownSignIn ? 'username' : 'off'}
            maxLength={64}
            error={nameMissing ? userNameMissing : undefined}
          />
        </div>
      )}
      <div className="field" key={card ? 'card' : 'pin'}>
        <TextField
          label={card ? labels.cardPin : labels.pin}
          required={required}
          fieldId={card ? ids.cardPin : ids.pin}
          type="password"
          inputMode={card ? 'numeric' : 'text'}
          value={draft.secret}
          onChange={draft.setSecret}
          autoComplete={ownSignIn && !card ? 'current-password' : 'off'}
          maxLength={card ? 8 : 32}
          error={secretMissing ? (card ? cardPinMissing : pinMissing) : undefined}
        />
      </div>
    </>
  );
}
