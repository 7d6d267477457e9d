/** A clerk's name with the role behind it. */
import type { ClerkView } from '../../electron/contract/session.ts';
import { roleNames } from './role-names.ts';

export function ClerkName({ clerk }: { clerk: ClerkView }) {
  return (
    <>
      <span className="as-typed">{clerk.displayName}</span> <span className="legal">({roleNames[clerk.role]})</span>
    </>
  );
}
