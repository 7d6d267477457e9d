/** Roles in a clerk's words. */
import type { Role } from '../../electron/contract/session.ts';

export const roleNames: Record<Role, string> = {
  clerk: 'Sachbearbeitung',
  'stand-in': 'Vertretung',
  lead: 'Leitung',
  it: 'IT',
};
