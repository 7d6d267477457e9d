/**
 * Which finger comes next (BSI TR-03121-3.2 v6.0): right hand, then left; per hand index, thumb, middle, ring; at most three
 * attempts a finger; the best is kept when nothing reaches its threshold. Little fingers never (§ 5 (9) PAuswG).
 */
import type { HostFingerName } from '../contract/host/fingerprint.ts';

export interface FingerTry {
  finger: HostFingerName;
  /** Scores of the attempts so far, in order. */
  scores: number[];
  /** Set when the finger is missing. */
  missingReason: string | null;
}

export type FingerState = 'open' | 'current' | 'accepted' | 'below-threshold' | 'missing' | 'not-needed';
export type Thresholds = Readonly<Record<'thumb' | 'index' | 'middle' | 'ring', number>>;

const order = ['index', 'thumb', 'middle', 'ring'] as const;
/** On a tie the index wins, then the thumb, then the middle finger. */
export const hands = ['right', 'left'] as const;

export const fingerKind = (finger: HostFingerName) => finger.split('-')[1] as (typeof order)[number];
export const handOf = (finger: HostFingerName) => finger.split('-')[0] as (typeof hands)[number];
export const fingersOf = (hand: (typeof hands)[number]): HostFingerName[] =>
  order.map((kind) => `${hand}-${kind}` as HostFingerName);

export interface FingerPlan {
  states: Map<HostFingerName, FingerState>;
  current: HostFingerName | null;
  complete: boolean;
}

const best = (entry: FingerTry | undefined): number => Math.max(-1, ...(entry?.scores ?? []));

/** `settledHands` are hands for which the operator took the best attempt before the plan was through. */
export function planFingers(
  tries: readonly FingerTry[],
  thresholds: Thresholds,
  maxAttempts: number,
  settledHands: ReadonlySet<string> = new Set(),
): FingerPlan {
  const states = new Map<HostFingerName, FingerState>();
  let current: HostFingerName | null = null;
  for (const hand of hands) {
    const fingers = fingersOf(hand);
    const entryOf = (finger: HostFingerName) => tries.find((entry) => entry.finger === finger);
    let done = false;
    let waiting = false;
    for (const finger of fingers) {
      const entry = entryOf(finger);
      if (entry?.missingReason) states.set(finger, 'missing');
      else if (done || waiting) states.set(finger, done ? 'not-needed' : 'open');
      else if (best(entry) >= thresholds[fingerKind(finger)]) {
        states.set(finger, 'accepted');
        done = true;
      } else if ((entry?.scores.length ?? 0) < maxAttempts && !settledHands.has(hand)) {
        states.set(finger, current === null ? 'current' : 'open');
        current ??= finger;
        waiting = true;
      } else states.set(finger, 'open');
    }
    if (!done && !waiting) {
      const fallback = fingers
        .filter((finger) => states.get(finger) !== 'missing' && best(entryOf(finger)) >= 0)
        .sort((a, b) => best(entryOf(b)) - best(entryOf(a)))[0];
      for (const finger of fingers) if (states.get(finger) === 'open') states.set(finger, 'not-needed');
      if (fallback) states.set(fallback, 'below-threshold');
    }
  }
  return { states, current, complete: current === null };
}
