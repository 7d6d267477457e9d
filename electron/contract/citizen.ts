/** What the citizen's window shows: only what concerns the citizen now, and nothing while nobody is served. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';

export const citizenView = z.discriminatedUnion('screen', [
  z.object({ screen: z.literal('welcome'), ortsverwaltung: z.string(), training: z.boolean() }),
  /** The city network is cut off: nothing of the citizen is shown until it is back. */
  z.object({ screen: z.literal('pause'), ortsverwaltung: z.string(), paying: z.boolean(), training: z.boolean() }),
  z.object({
    screen: z.literal('working'),
    serviceTitle: z.string(),
    stepTitle: z.string(),
    training: z.boolean(),
  }),
  z.object({
    screen: z.literal('check'),
    groups: z.array(z.object({ title: z.string(), rows: z.array(z.object({ label: z.string(), value: z.string() })) })),
    training: z.boolean(),
  }),
  z.object({
    screen: z.literal('finger'),
    fingerLabel: z.string(),
    hand: z.enum(['right', 'left']),
    finger: z.string(),
    guide: z.enum(['none', 'place', 'hold', 'lift']),
    training: z.boolean(),
  }),
  z.object({ screen: z.literal('sign'), declaration: z.string(), training: z.boolean() }),
  z.object({ screen: z.literal('pay'), totalCents: z.int(), display: z.string(), training: z.boolean() }),
  /** A number, never a name; the time of an appointment helps who was never told a number. */
  z.object({ screen: z.literal('called'), number: z.int(), startsAt: z.string().nullable(), training: z.boolean() }),
  z.object({ screen: z.literal('thanks'), lines: z.array(z.string()), training: z.boolean() }),
]);
export type CitizenView = z.infer<typeof citizenView>;

export const citizenContract = defineContract({
  name: 'citizen',
  calls: { state: { input: z.object({}), output: citizenView } },
  events: { changed: citizenView },
});
