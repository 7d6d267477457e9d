/** Kinds of terminals in the field, as behaviour of the virtual one and as options of the driver for it. */
import type { SeededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';

export interface TerminalKind {
  name: string;
  /** How many of a hundred runs. */
  share: number;
  /** Somebody paid at this terminal before. */
  used: boolean;
  behaviour(random: SeededRandom): Record<string, unknown>;
  options: Readonly<Record<string, unknown>>;
}

/** What differs from site to site at a terminal that does all the specification asks for. */
const specified = (random: SeededRandom) => ({
  booking: random.below(2) === 0 ? 'A' : 'B',
  blind: random.below(3) === 0,
  failedStored: random.below(3) > 0,
  reversalMs: random.below(3) * 20_000,
  declineBy: random.below(2) === 0 ? 'abort' : 'completion',
  prints: random.below(3) === 0 ? 'lines' : 'blocks',
});

export const terminalKinds: readonly TerminalKind[] = [
  { name: 'as specified', share: 50, used: true, behaviour: specified, options: {} },
  {
    name: 'with message ids',
    share: 15,
    used: true,
    behaviour: (random) => ({ ...specified(random), messageIds: true }),
    options: {},
  },
  {
    name: 'brand-new, closed by the seat',
    share: 7,
    used: false,
    behaviour: specified,
    options: { closesItself: false },
  },
  { name: 'brand-new, closes itself', share: 1, used: false, behaviour: specified, options: {} },
  {
    name: 'result code alone',
    share: 6,
    used: true,
    behaviour: (random) => ({ ...specified(random), bare: true }),
    options: {},
  },
  {
    name: 'repeat without status',
    share: 8,
    used: true,
    behaviour: (random) => ({ ...specified(random), repeat: 'plain' }),
    options: {},
  },
  {
    name: 'no repeat',
    share: 7,
    used: true,
    behaviour: (random) => ({ ...specified(random), repeat: 'unsupported' }),
    options: {},
  },
  {
    name: 'neither repeat nor totals',
    share: 1,
    used: true,
    behaviour: (random) => ({ ...specified(random), repeat: 'unsupported', totals: 'unsupported' }),
    options: {},
  },
];

export function pickTerminal(random: SeededRandom): TerminalKind {
  let left = random.below(terminalKinds.reduce((sum, kind) => sum + kind.share, 0));
  for (const kind of terminalKinds) {
    if (left < kind.share) return kind;
    left -= kind.share;
  }
  throw new RangeError('no terminal');
}
