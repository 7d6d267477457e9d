/** What another person types to confirm; the card is offered where another one's card can lie on the reader. */
import { useSession } from '../ipc/use-seat.ts';
import { type CredentialDraft, useCredentials } from './use-credentials.ts';

export interface SecondClerkDraft extends CredentialDraft {
  /** The clerk's own card has to stay on the reader, else the seat locks. */
  readonly readerTaken: boolean;
}

/** `prefix`: before the ids of the fields. */
export function useSecondClerk(prefix: 'second' | 'lead' = 'second'): SecondClerkDraft {
  const { value: state } = useSession();
  const readerTaken = state?.staffCardReader === true && state.cardHoldsSeat;
  const draft = useCredentials({
    ids: { userName: `${prefix}UserName`, pin: `${prefix}Pin`, cardPin: `${prefix}CardPin` },
    cardReader: state?.staffCardReader === true && !readerTaken,
  });
  return { ...draft, readerTaken };
}
