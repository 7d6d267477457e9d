/** Faults a person or a plan orders from the virtual box; each stays until the next `set-fault`. */
import { z } from 'zod';
import { operations } from '../message.ts';

/** Restricts a fault to one operation; absent means all but getInfo. */
const operation = z.enum(operations).optional();

export const boxFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** The call fails with this errorValue and is not carried out. */
  z.strictObject({ kind: z.literal('error'), value: z.int().min(100), operation }),
  /** The call is carried out and answered with code 1. */
  z.strictObject({ kind: z.literal('warning'), operation }),
  z.strictObject({ kind: z.literal('soap-fault'), version: z.enum(['1.1', '1.2']).default('1.1'), operation }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0).max(600_000).default(1000), operation }),
  /** The call is carried out, its answer is lost. */
  z.strictObject({ kind: z.literal('lost-answer'), operation }),
  z.strictObject({ kind: z.literal('half-answer'), operation }),
  z.strictObject({ kind: z.literal('garbage'), operation }),
  /** Leaves out every optional element, adds unknown ones, another namespace: a reader has to bear it. */
  z.strictObject({ kind: z.literal('odd-form'), operation }),
]);

export type BoxFault = z.infer<typeof boxFaultSchema>;

export function concerns(fault: BoxFault, name: string): boolean {
  if (fault.kind === 'none') return false;
  return fault.operation === undefined ? name !== 'getInfo' : fault.operation === name;
}
