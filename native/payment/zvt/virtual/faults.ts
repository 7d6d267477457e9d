/** Where and how a virtual terminal can be made to fail; each fault is set for one step and used up by it. */
import { z } from 'zod';

/** The step the fault waits for. */
export const faultPoints = ['connect', 'answer', 'status', 'result', 'receipt', 'completion'] as const;

/**
 * drop-before: line cut instead of sending · drop-inside: after `bytes` bytes · drop-after: sent, answer never read ·
 * drop-after-answer: cut once the register's answer is in · silence: nothing sent, line stays · slow: `delayMs` late ·
 * garbage: noise before the message · fragment: one byte at a time · coalesce: sent together with the next message ·
 * twice: sent two times, as after a lost answer · power-off: current gone before sending · power-off-after: sent, then the current is gone.
 */
export const faultKinds = [
  'drop-before',
  'drop-inside',
  'drop-after',
  'drop-after-answer',
  'silence',
  'slow',
  'garbage',
  'fragment',
  'coalesce',
  'twice',
  'power-off',
  'power-off-after',
] as const;

export const faultSetting = z.object({
  point: z.enum(faultPoints),
  kind: z.enum(faultKinds),
  /** How often the step passes unharmed before. */
  skip: z.int().min(0).default(0),
  /** For how many steps the fault holds. */
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).default(10_000),
  bytes: z.int().min(1).default(2),
  /** The current returns by itself after this time; absent: by `power-on`. */
  powerOnAfterMs: z.int().min(0).optional(),
});

export type Fault = z.infer<typeof faultSetting>;
export type FaultPoint = Fault['point'];

export class FaultPlan {
  #faults: Fault[] = [];
  /** How many faults really happened. */
  struck = 0;

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault for this step, if one is due. */
  take(point: FaultPoint): Fault | undefined {
    const fault = this.#faults.find((candidate) => candidate.point === point);
    if (!fault) return undefined;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    this.struck += 1;
    fault.times -= 1;
    if (fault.times <= 0) this.#faults = this.#faults.filter((candidate) => candidate !== fault);
    return fault;
  }
}
