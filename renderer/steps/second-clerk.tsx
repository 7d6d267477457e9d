/** The second pair of eyes: another person shows who they are, by name and PIN or by staff card. */
import { CardSwitch } from './card-switch.tsx';
import { CredentialFields } from './credential-fields.tsx';
import type { SecondClerkDraft } from './use-second-clerk.ts';

export interface SecondClerkProps {
  second: SecondClerkDraft;
  /** A lead and nobody else. */
  asLead?: boolean;
  /** May be left empty. */
  optional?: boolean;
}

const secondWords = {
  legend: 'Zweite Person (Vier-Augen-Prinzip)',
  labels: {
    userName: 'Benutzername der zweiten Person',
    pin: 'PIN der zweiten Person',
    cardPin: 'Karten-PIN der zweiten Person',
  },
  lay: 'Die zweite Person legt ihre Dienstkarte auf den Leser, gibt ihre Karten-PIN ein und nimmt die Karte danach wieder mit.',
};
const leadWords: typeof secondWords = {
  legend: 'Leitung',
  labels: { userName: 'Benutzername der Leitung', pin: 'PIN der Leitung', cardPin: 'Karten-PIN der Leitung' },
  lay: 'Die Leitung legt ihre Dienstkarte auf den Leser, gibt ihre Karten-PIN ein und nimmt die Karte danach wieder mit.',
};

export function SecondClerk({ second, asLead = false, optional = false }: SecondClerkProps) {
  const words = asLead ? leadWords : secondWords;
  return (
    <fieldset className="kern-fieldset field-group second-clerk">
      <legend className="kern-label kern-label--large">{words.legend}</legend>
      <div className="field-grid">
        {second.card && <p className="kern-body field-long">{words.lay}</p>}
        <CredentialFields draft={second} labels={words.labels} required={optional ? undefined : true} />
      </div>
      {second.readerTaken && (
        <p className="legal">Im Leser steckt die Karte, die diesen Platz offen hält. Deshalb hier mit Name und PIN.</p>
      )}
      <CardSwitch draft={second} byCard="Mit Dienstkarte bestätigen" variant="tertiary" />
    </fieldset>
  );
}
