/** The city network as the windows see it: how the line stands, and Vorgänge that come from or go to another seat. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';
import { operationKind, operationPhase } from './operation.ts';
import { credentials } from './session.ts';

export const gateState = z.enum(['verbunden', 'gestört', 'getrennt']);
export type GateState = z.infer<typeof gateState>;

export const gateReason = z.enum(['start', 'line', 'slow', 'silent', 'untrusted', 'back']);
export type GateReason = z.infer<typeof gateReason>;

/** What had begun when the line went: told without a person, so that it can be shown while nothing personal may be. */
export const actUnderWay = z.object({
  id: z.string(),
  kind: operationKind,
  phase: operationPhase,
  /** Of money; null for anything else. */
  amountCents: z.int().nullable(),
});
export type ActUnderWay = z.infer<typeof actUnderWay>;

export const gateView = z.object({
  /** Null: no centre is configured; only a training seat works so. */
  state: gateState.nullable(),
  reason: gateReason,
  /** Since when the line stands so; null before anything is known. */
  since: z.string().nullable(),
  /** False while nothing personal may be shown or captured: the windows cover what they show. */
  showsPersonal: z.boolean(),
  /** Events of this seat that the centre does not have yet; null while that is not known. */
  waiting: z.int().min(0).nullable(),
  /** Only while nothing personal is shown: acts that had begun, each carried to its outcome. */
  acts: z.array(actUnderWay),
});
export type GateView = z.infer<typeof gateView>;

export const gateContract = defineContract({
  name: 'gate',
  calls: { state: { input: z.object({}), output: gateView } },
  events: { changed: gateView },
});

/** What a seat leaves with a Vorgang it gives back, sealed: enough for a list. */
export const vorgangCard = z.object({
  number: z.string().max(60),
  serviceTitle: z.string().max(200),
  person: z.string().max(300),
  stepTitle: z.string().max(200),
  /** An act of it has an unknown outcome. */
  unknown: z.boolean(),
});
export type VorgangCard = z.infer<typeof vorgangCard>;

/**
 * `waiting`: given back, anybody may go on. `held`: another seat works on it. `abandoned`: its seat neither works on it nor gave
 * it back, a lead may take it over. `mine`: this seat has it. `ended`: finished or cancelled.
 */
export const officeState = z.enum(['waiting', 'held', 'abandoned', 'mine', 'ended']);
export type OfficeState = z.infer<typeof officeState>;

/** A Vorgang of the Ortsverwaltung as the centre knows it; what is personal in it was sealed until it came here. */
export const officeVorgang = z.object({
  vorgangId: z.string(),
  state: officeState,
  /** Who has it, or had it last. */
  seat: z.string(),
  /** When it was given back, taken or left. */
  since: z.string(),
  /** Null while nobody knows: not given back yet, erased, or not proven. */
  card: vorgangCard.nullable(),
  /** What came from the centre could not be proven: nothing of it is shown. */
  unproven: z.boolean(),
  /** Some of it is in this seat's journal already. */
  here: z.boolean(),
});
export type OfficeVorgang = z.infer<typeof officeVorgang>;

/** The newest first; `more`: there are older ones, which the search finds. */
export const officeList = z.object({ rows: z.array(officeVorgang), more: z.boolean() });
export type OfficeList = z.infer<typeof officeList>;

export const seatAddress = z.object({ seat: z.string(), ortsverwaltung: z.string() });
export type SeatAddress = z.infer<typeof seatAddress>;

export const centralContract = defineContract({
  name: 'central',
  calls: {
    /** Open Vorgänge of the Ortsverwaltung that this seat does not have, and what was handed over to it. Nothing is stored here. */
    list: { input: z.object({}), output: officeList },
    /** Exact name or number; finds Vorgänge of the Ortsverwaltung. The term itself does not leave the seat. */
    search: {
      input: z.object({ term: z.string().trim().min(2).max(120) }),
      output: z.array(officeVorgang),
    },
    /** Seats of other Ortsverwaltungen, to hand a Vorgang over to. */
    seats: { input: z.object({}), output: z.array(seatAddress) },
    /** Fetches the Vorgang and keeps other seats from it. `takeOver` needs a lead when its seat did not give it back. */
    takeUp: {
      input: z.object({
        vorgangId: z.string().min(1).max(64),
        takeOver: z.object({ lead: credentials, reason: z.string().trim().min(3).max(500) }).optional(),
      }),
      output: z.object({ newEvents: z.int() }),
    },
    /**
     * Leaves the Vorgang to the next seat; `toSeat` when that is in another Ortsverwaltung. Acts of unknown outcome are asked for
     * at their device once more; what stays unknown goes along as unknown.
     */
    giveBack: {
      input: z.object({ vorgangId: z.string().min(1).max(64), toSeat: z.string().max(16).optional() }),
      output: z.object({}),
    },
  },
  events: {
    /** Every few seconds while the line is good and somebody is signed in. */
    listed: officeList,
    /** Another seat has taken the Vorgang over: nothing more is written on it here. */
    lost: z.object({ vorgangId: z.string() }),
  },
});
