/** Who may call what of the clerk's window, and who is told what: one row a call (`contract/call`) and an event (`contract!event`). */
import type { Role } from './session.ts';

/** `anyone`: also before sign-in. Everything else needs somebody signed in with one of the roles. */
export type Right = 'anyone' | readonly Role[];

const everyone = ['clerk', 'stand-in', 'lead', 'it'] as const;
/** Whoever works with citizens and their money. IT sees neither. */
const counter = ['clerk', 'stand-in', 'lead'] as const;
const lead = ['lead'] as const;
const administration = ['lead', 'it'] as const;

export const roleRights: Readonly<Record<string, Right>> = {
  'session/state': 'anyone',
  'session/signIn': 'anyone',
  'session/signOut': 'anyone',
  'session/lock': 'anyone',
  'session/unlock': 'anyone',
  'session/takeOver': 'anyone',
  'session/touch': 'anyone',
  'session!changed': 'anyone',

  'gate/state': 'anyone',
  'gate!changed': 'anyone',

  'devices/list': 'anyone',
  'devices/retry': everyone,
  'devices/act': everyone,
  'devices!changed': 'anyone',

  'seat-check/run': everyone,
  'seat-check/notes': everyone,
  'seat-check/print': everyone,

  'clerks/view': administration,
  'clerks/add': administration,
  'clerks/change': administration,
  'clerks/setPin': administration,
  'clerks/changeOwnPin': everyone,
  'clerks/registerCard': administration,
  'clerks/removeCard': administration,
  'clerks/revoke': administration,
  'clerks!changed': administration,

  'vorgang/services': counter,
  'vorgang/list': counter,
  'vorgang/start': counter,
  'vorgang/view': counter,
  'vorgang/act': counter,
  'vorgang/abort': counter,
  'vorgang/answer': counter,
  'vorgang/askDevice': counter,
  'vorgang/settle': counter,
  'vorgang/cancel': counter,
  'vorgang!changed': counter,
  'vorgang!live': counter,

  'central/list': counter,
  'central/search': counter,
  'central/seats': counter,
  'central/takeUp': counter,
  'central/giveBack': counter,
  'central!listed': counter,
  'central!lost': counter,

  'visits/rounds': counter,
  'visits/print': counter,

  'appointments/view': counter,
  'appointments/importFile': counter,
  'appointments/reread': counter,
  'appointments/arrive': counter,
  'appointments/callNext': counter,
  'appointments/call': counter,
  'appointments/putBack': counter,
  'appointments/noShow': counter,
  'appointments/cancel': counter,
  'appointments/undo': counter,
  'appointments/assign': counter,
  'appointments/walkIn': counter,
  'appointments/startVorgang': counter,
  'appointments/finish': counter,
  'appointments/times': lead,
  'appointments/exportTimes': lead,
  'appointments!changed': counter,

  'till/view': counter,
  'till/moveCash': counter,
  'till/find': counter,
  'till/reverse': counter,
  'till/abort': counter,
  'till/answer': counter,
  'till/askDevice': counter,
  'till/letPass': counter,
  'till/settle': counter,
  'till/receipt': counter,
  'till/printReceipt': counter,
  'till/collect': counter,
  'till/decideClaim': counter,
  'till/closeFinding': counter,
  'till/beginClosing': counter,
  'till/count': counter,
  'till/cutBatch': counter,
  'till/close': counter,
  'till/cancelClosing': counter,
  'till/closings': counter,
  'till/closingPaper': counter,
  'till/printClosing': counter,
  'till/exportDay': counter,
  'till!changed': counter,
  'till!display': counter,

  'stock/view': counter,
  'stock/receive': counter,
  'stock/issue': counter,
  'stock/use': counter,
  'stock/spoil': counter,
  'stock/compare': counter,
  'stock/check': counter,
  'stock!changed': counter,

  'office/view': lead,
  'office/export': lead,

  'retention/state': counter,
  'retention/view': counter,
  'retention/eraseDue': lead,
  'retention/exportProtocol': lead,
  'retention!changed': counter,
};
