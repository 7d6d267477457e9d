/** Every point at which a payment can break, one after the other; what is random in a plan comes from its seed. */
import { type FaultPoint, faultKinds, faultPoints } from '../../native/payment/zvt/virtual/faults.ts';
import type { WireCut } from '../../native/payment/zvt/virtual/memory-wire.ts';
import type { SeededRandom } from '../../native/payment/zvt/virtual/seeded-random.ts';

/** Where the seat itself fails: its disk refuses, or its process dies, at the n-th call of a hook. */
export interface SeatFault {
  hook: 'onRecord' | 'onReceipt';
  call: number;
  dies: boolean;
}

export interface FaultPlan {
  /** Row of the table. */
  name: string;
  terminal?: Readonly<Record<string, unknown>>;
  wire?: WireCut;
  /** The device host alone dies with the wire's process, or the whole seat does. */
  death?: 'host' | 'seat';
  seat?: SeatFault;
  /** Another fault of the terminal while the outcome is being found out. */
  settling?: Readonly<Record<string, unknown>>;
}

type PlanMaker = (random: SeededRandom) => FaultPlan;

/** Messages of a payment, its registration included: more than this are sent in neither direction as blocks. */
const messagesToTerminal = 12;
const messagesToSeat = 12;
/** How often a step passes before it fails. */
const stepsOf: Readonly<Record<FaultPoint, number>> = {
  connect: 1,
  answer: 2,
  status: 3,
  result: 1,
  receipt: 2,
  completion: 2,
};

export const planMakers: readonly PlanMaker[] = [
  ...Array.from({ length: 10 }, () => () => ({ name: 'none' })),
  ...faultPoints.flatMap((point) =>
    faultKinds.flatMap((kind) =>
      Array.from({ length: stepsOf[point] }, (_, skip): PlanMaker => {
        return (random) => ({
          name: `${kind} at ${point}`,
          terminal: { ...terminalFault(random), point, kind, skip },
        });
      }),
    ),
  ),
  ...numbers(messagesToTerminal).flatMap((message): PlanMaker[] => [
    () => ({ name: `message ${message} to the terminal lost`, wire: { loseToFar: message } }),
    () => ({ name: 'device host dies as it sends', wire: { dieToFar: message }, death: 'host' }),
    () => ({ name: 'seat dies as it sends', wire: { dieToFar: message }, death: 'seat' }),
  ]),
  ...numbers(messagesToSeat).flatMap((message): PlanMaker[] => [
    () => ({ name: `message ${message} to the seat lost`, wire: { loseToNear: message } }),
    () => ({ name: 'device host dies as it hears', wire: { dieToNear: message }, death: 'host' }),
    () => ({ name: 'seat dies as it hears', wire: { dieToNear: message }, death: 'seat' }),
  ]),
  ...Array.from({ length: 10 }, (): PlanMaker => {
    return (random) => ({ name: 'line cut towards the terminal', wire: { toFar: 1 + random.below(90) } });
  }),
  ...Array.from({ length: 10 }, (): PlanMaker => {
    return (random) => ({ name: 'line cut towards the seat', wire: { toNear: 1 + random.below(900) } });
  }),
  ...(['onRecord', 'onReceipt'] as const).flatMap((hook) =>
    [1, 2].flatMap((call) =>
      [true, false].map((dies): PlanMaker => {
        return () => ({ name: `${dies ? 'seat dies' : 'disk refuses'} in ${hook}`, seat: { hook, call, dies } });
      }),
    ),
  ),
];

/** Consecutive seeds go through all points. */
export function planOf(seed: number, random: SeededRandom): FaultPlan {
  const plan = planMakers[seed % planMakers.length]?.(random) ?? { name: 'none' };
  return random.below(4) === 0 ? { ...plan, settling: terminalFault(random) } : plan;
}

function terminalFault(random: SeededRandom) {
  const point = faultPoints[random.below(faultPoints.length)] ?? 'result';
  return {
    point,
    kind: faultKinds[random.below(faultKinds.length)],
    skip: random.below(stepsOf[point]),
    delayMs: random.below(240_000),
    bytes: 1 + random.below(40),
    powerOnAfterMs: 1000 + random.below(90_000),
  };
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}
