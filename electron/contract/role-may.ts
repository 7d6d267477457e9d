/** Asks the table of rights; what has no row nobody may. */
import { roleRights } from './role-rights.table.ts';
import type { Role } from './session.ts';

/** `what` is `contract/call` or `contract!event`; null is nobody signed in. */
export function roleMay(role: Role | null, what: string): boolean {
  const right = Object.hasOwn(roleRights, what) ? roleRights[what] : undefined;
  if (right === undefined) return false;
  return right === 'anyone' || (role !== null && right.includes(role));
}
