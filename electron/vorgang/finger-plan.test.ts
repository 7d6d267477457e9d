import { describe, expect, it } from 'vitest';
import { type FingerTry, planFingers } from './finger-plan.ts';

const thresholds = { thumb: 30, index: 30, middle: 20, ring: 10 };
const tried = (finger: FingerTry['finger'], ...scores: number[]): FingerTry => ({
  finger,
  scores,
  missingReason: null,
});
const missing = (finger: FingerTry['finger']): FingerTry => ({ finger, scores: [], missingReason: 'amputiert' });
const plan = (...tries: FingerTry[]) => planFingers(tries, thresholds, 3);

describe('the order of fingers', () => {
  it('begins with the right index, goes on with the left, and is complete after two good ones', () => {
    expect(plan().current).toBe('right-index');
    expect(plan(tried('right-index', 62)).current).toBe('left-index');
    expect(plan(tried('right-index', 62), tried('left-index', 55))).toMatchObject({ complete: true, current: null });
  });

  it('takes a score equal to the threshold', () => {
    expect(plan(tried('right-index', 30)).states.get('right-index')).toBe('accepted');
    expect(plan(tried('right-index', 29)).current).toBe('right-index');
  });

  it('goes to thumb, middle and ring after three attempts below the threshold', () => {
    const index = tried('right-index', 5, 9, 7);
    expect(plan(index).current).toBe('right-thumb');
    expect(plan(index, tried('right-thumb', 1, 1, 1)).current).toBe('right-middle');
    expect(plan(index, tried('right-thumb', 1, 1, 1), tried('right-middle', 2, 2, 19)).current).toBe('right-ring');
    const all = [index, tried('right-thumb', 1, 1, 1), tried('right-middle', 2, 2, 9), tried('right-ring', 3, 3, 3)];
    const after = plan(...all);
    expect(after.current).toBe('left-index');
    // 9 by index and by middle: on a tie the index wins.
    expect(after.states.get('right-index')).toBe('below-threshold');
    expect(after.states.get('right-middle')).toBe('not-needed');
  });

  it('skips missing fingers and ends when a hand has none', () => {
    const hand = (['right-index', 'right-thumb', 'right-middle', 'right-ring'] as const).map(missing);
    expect(plan(...hand).current).toBe('left-index');
    expect(plan(missing('right-index')).current).toBe('right-thumb');
    expect(plan(...hand, tried('left-index', 90))).toMatchObject({ complete: true });
  });

  it('takes the best attempt early when the operator decides so', () => {
    const early = planFingers([tried('right-index', 12)], thresholds, 3, new Set(['right']));
    expect(early.states.get('right-index')).toBe('below-threshold');
    expect(early.current).toBe('left-index');
  });
});
