/** All commands and answers: name for the log and the fixed bytes before the BMPs (PA00P015 ch. 2, 3; PA00P016 §5). */

export interface PrefixField {
  name: string;
  length: number;
}

export interface MessageRow {
  name: string;
  /** In this order; `optional` ones may be missing at the end. */
  prefix: readonly PrefixField[];
  /** How many prefix fields must be there. */
  required: number;
  /** What follows the prefix. */
  rest: 'bmps' | 'text' | 'bytes';
}

const password: PrefixField = { name: 'password', length: 3 };

function row(name: string, prefix: readonly PrefixField[] = [], more: Partial<MessageRow> = {}): MessageRow {
  return { name, prefix, required: prefix.length, rest: 'bmps', ...more };
}

export const messageTable: ReadonlyMap<number, MessageRow> = new Map<number, MessageRow>([
  [
    0x0600,
    row('registration', [password, { name: 'config', length: 1 }, { name: 'currency', length: 2 }], { required: 2 }),
  ],
  [0x0601, row('authorisation')],
  [0x0602, row('log-off')],
  [0x0603, row('account-balance')],
  [0x0604, row('activate-card')],
  [0x0609, row('prepaid-charge')],
  [0x0610, row('turnover-totals', [password])],
  [
    0x0612,
    row('reprint', [password, { name: 'from-receipt', length: 2 }, { name: 'to-receipt', length: 2 }], { required: 2 }),
  ],
  [0x0618, row('reset')],
  [0x061b, row('set-terminal-id', [password])],
  [0x061a, row('print-system-configuration')],
  [0x0620, row('repeat-receipt', [password])],
  [0x0621, row('telephonic-authorisation')],
  [0x0622, row('reservation')],
  [0x0623, row('partial-reversal')],
  [0x0624, row('book-total')],
  [0x0625, row('reservation-reversal')],
  [0x0630, row('reversal', [password])],
  [0x0631, row('refund', [password])],
  [0x0650, row('end-of-day', [password])],
  [0x0670, row('diagnosis')],
  [0x0679, row('self-test')],
  [0x0691, row('set-time')],
  [0x0693, row('initialisation', [password])],
  [0x06b0, row('abort')],
  [0x06c0, row('read-card', [{ name: 'timeout', length: 1 }])],
  [0x06e0, row('display-text')],
  [0x06e1, row('display-text-key-input')],
  [0x06e2, row('display-text-number-input')],
  [0x06e3, row('pin-input')],
  [0x0501, row('status-enquiry', [password], { required: 0 })],
  [0x0801, row('service-mode', [], { rest: 'bytes' })],
  [0x0813, row('change-configuration')],
  [0x0850, row('activate-card-reader', [{ name: 'activation', length: 1 }])],
  [0x0f10, row('turnover-report', [password])],
  [0x0830, row('select-language', [{ name: 'language', length: 1 }])],
  [0x0401, row('set-time-in-ecr')],
  [0x040d, row('input-request', [], { rest: 'bytes' })],
  [0x040e, row('menu-request', [], { rest: 'bytes' })],
  [0x040f, row('status-information')],
  [
    0x04ff,
    row(
      'intermediate-status',
      [
        { name: 'status', length: 1 },
        { name: 'timeout', length: 1 },
      ],
      { required: 1 },
    ),
  ],
  [0x060f, row('completion')],
  [0x061e, row('abort-by-terminal', [{ name: 'result', length: 1 }])],
  [0x06d0, row('graphic-menu', [], { rest: 'bytes' })],
  [0x06d1, row('print-line', [{ name: 'attribute', length: 1 }], { required: 0, rest: 'text' })],
  [0x06d3, row('print-block')],
  [0x06d8, row('dial-up', [], { rest: 'bytes' })],
  [0x06d9, row('transmit', [], { rest: 'bytes' })],
  [0x06da, row('transmit-2', [], { rest: 'bytes' })],
  [0x06db, row('receive', [], { rest: 'bytes' })],
  [0x06dd, row('hang-up', [], { rest: 'bytes' })],
  [0x06e4, row('blocked-list-query', [], { rest: 'bytes' })],
]);
