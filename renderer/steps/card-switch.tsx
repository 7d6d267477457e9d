/** Goes over to the staff card and back; there only while a reader is. */
import { Button } from '../ui/button.tsx';
import type { CredentialDraft } from './use-credentials.ts';

export interface CardSwitchProps {
  draft: CredentialDraft;
  /** What stands on the button that goes over to the card. */
  byCard: string;
  variant?: 'secondary' | 'tertiary';
  busy?: boolean;
}

export function CardSwitch({ draft, byCard, variant = 'secondary', busy = false }: CardSwitchProps) {
  if (!draft.cardReader) return null;
  return (
    <Button
      variant={variant}
      disabled={busy}
      icon={draft.card ? 'arrow-back' : 'account-circle'}
      onPress={draft.change}
    >
      {draft.card ? 'Ohne Dienstkarte' : byCard}
    </Button>
  );
}
