/** The Kasse as the clerk's window sees it: money since the last Abschluss, open items, Storno, closing, papers and export. */
import { z } from 'zod';
import { defineContract } from './define-contract.ts';
import { documentDefinition } from './document.ts';
import { credentials } from './session.ts';
import { vorgangView } from './vorgang.ts';

export const cashMoveKinds = ['float-in', 'other-in', 'delivery-out', 'other-out'] as const;
export const cashMoveKind = z.enum(cashMoveKinds);
export type CashMoveKind = z.infer<typeof cashMoveKind>;

export const payMethod = z.enum(['card', 'cash']);
export type PayMethod = z.infer<typeof payMethod>;

/** `reverse`: Storno at the terminal, before the Kassenschnitt · `refund`: Gutschrift, needs the card · `cash`: money handed back. */
export const reversalWay = z.enum(['reverse', 'refund', 'cash']);
export type ReversalWay = z.infer<typeof reversalWay>;

const cents = z.int();
const amountCents = z.int().min(1).max(10_000_000);
const reason = z.string().trim().min(3).max(500);

/** One entry of the Kassenbuch; amounts that leave the till are negative. */
export const bookingView = z.object({
  /** Receipt number, `SCH-2026-Q00012` or `SCH-2026-S00001`. */
  number: z.string(),
  kind: z.enum(['payment', 'reversal']),
  method: payMethod,
  way: reversalWay.nullable(),
  amountCents: cents,
  at: z.string(),
  operationId: z.string(),
  vorgangId: z.string(),
  vorgangNumber: z.string(),
  labels: z.array(z.string()),
  refersTo: z.string().nullable(),
  reversedBy: z.string().nullable(),
  /** What main would allow now; empty for a reversal and for what was reversed already. */
  ways: z.array(reversalWay),
  terminal: z
    .object({ terminalId: z.string(), receiptNumber: z.int().nullable(), traceNumber: z.int().nullable() })
    .nullable(),
});
export type BookingView = z.infer<typeof bookingView>;

export const cashMoveView = z.object({
  number: z.string(),
  kind: cashMoveKind,
  /** Negative when taken out. */
  amountCents: cents,
  reason: z.string(),
  at: z.string(),
  by: z.string(),
});
export type CashMoveView = z.infer<typeof cashMoveView>;

/** What became of a claim whose seat is gone. */
export const claimOutcome = z.enum(['unpaid', 'paid']);
export type ClaimOutcome = z.infer<typeof claimOutcome>;

const leadWord = z.object({
  seat: z.string(),
  at: z.string(),
  lead: z.string(),
  second: z.string(),
  reason: z.string(),
});

export const openItemView = z.object({
  id: z.string(),
  vorgangNumber: z.string(),
  serviceTitle: z.string(),
  items: z.array(z.object({ label: z.string(), amountCents: cents })),
  totalCents: cents,
  postedAt: z.string(),
  kassenzeichen: z.string(),
  /** Seat that left it to the Sammelkasse; null for this one. */
  seat: z.string().nullable(),
  /** Another seat is collecting it right now, or its outcome is not known. */
  heldBy: z
    .object({
      seat: z.string(),
      since: z.string(),
      claim: z.int(),
      /** For so long that a lead may decide what became of it. */
      overdue: z.boolean(),
      /** Decided here, and not told to the centre yet. */
      decided: claimOutcome.nullable(),
    })
    .nullable(),
  /** Open again because a lead said that nothing was paid. */
  decided: leadWord.nullable(),
});
export type OpenItemView = z.infer<typeof openItemView>;

/** `double`: the money may have been taken twice · `late`: it counts as paid here after all · `missing`: no money is here. */
export const itemFindingView = z.object({
  itemId: z.string(),
  claim: z.int(),
  kind: z.enum(['double', 'late', 'missing']),
  vorgangNumber: z.string(),
  amountCents: cents,
  /** Of the payment here; null when there is none. */
  receipt: z.string().nullable(),
  decided: leadWord.nullable(),
});
export type ItemFindingView = z.infer<typeof itemFindingView>;

export const tillUnknown = vorgangView.shape.unknown.unwrap();
export type TillUnknown = z.infer<typeof tillUnknown>;

/** Euro notes and coins in cents, largest first. */
export const denominationsCents: readonly number[] = [
  ...[50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500],
  ...[200, 100, 50, 20, 10, 5, 2, 1],
];

/** Pieces by denomination in cents, for example `{ "2000": 3 }`. */
export const cashCount = z.record(
  z.string().refine((piece) => denominationsCents.map(String).includes(piece)),
  z.int().min(0).max(100_000),
);
export type CashCount = z.infer<typeof cashCount>;

export const totalsComparison = z.object({
  journalCents: cents,
  journalCount: z.int(),
  terminalCents: cents,
  /** Null when only the sum is known, as after a break. */
  terminalCount: z.int().nullable(),
  /** One German sentence each; empty when both agree. */
  differences: z.array(z.string()),
});
export type TotalsComparison = z.infer<typeof totalsComparison>;

export const closingView = z.object({
  number: z.int(),
  begunAt: z.string(),
  begunBy: z.string(),
  expectedCashCents: cents,
  counts: cashCount.nullable(),
  countedCents: cents.nullable(),
  cut: z.enum(['open', 'running', 'unknown', 'done', 'left-out', 'not-needed']),
  comparison: totalsComparison.nullable(),
  /** Acts with an unknown outcome that a lead has let pass; they stand on the Abschluss. */
  acceptedUnknown: z.array(z.string()),
  blockedBy: z.array(z.string()),
  needsSecondPerson: z.boolean(),
  mayCancel: z.boolean(),
});
export type ClosingView = z.infer<typeof closingView>;

export const tillView = z.object({
  name: z.string(),
  /** False: card-only by policy. */
  takesCash: z.boolean(),
  since: z.string().nullable(),
  cash: z.object({
    openingCents: cents,
    paymentsCents: cents,
    paidBackCents: cents,
    movedInCents: cents,
    movedOutCents: cents,
    nowCents: cents,
  }),
  card: z.object({
    paymentsCents: cents,
    payments: z.int(),
    reversedCents: cents,
    reversals: z.int(),
    refundedCents: cents,
    refunds: z.int(),
    netCents: cents,
  }),
  bookings: z.array(bookingView),
  moves: z.array(cashMoveView),
  openItems: z.array(openItemView),
  /** Where a lead's word at another seat does not fit the money of this one. */
  findings: z.array(itemFindingView),
  /** `away`: items of other seats are not known because the centre does not answer. */
  otherSeats: z.enum(['none', 'known', 'away']),
  unknown: z.array(tillUnknown),
  closing: closingView.nullable(),
  nextClosing: z.int(),
  running: z.boolean(),
  /** What the terminal asks and only a person can answer. */
  question: z.string().nullable(),
});
export type TillView = z.infer<typeof tillView>;

export const pastClosing = z.object({
  number: z.int(),
  closedAt: z.string(),
  closedBy: z.string(),
  countedCents: cents,
  differenceCents: cents,
  cardCents: cents,
  cut: z.boolean(),
  copies: z.int(),
});
export type PastClosing = z.infer<typeof pastClosing>;

const paper = z.object({ title: z.string(), definition: documentDefinition });
const secondClerk = credentials.optional();

export const tillContract = defineContract({
  name: 'till',
  calls: {
    view: { input: z.object({}), output: tillView },
    moveCash: { input: z.object({ kind: cashMoveKind, amountCents, reason }), output: tillView },
    /** An open item of the Sammelkasse; a card payment resolves with its outcome. */
    collect: {
      input: z.object({ itemId: z.string(), method: payMethod, givenCents: z.int().min(0).max(10_000_000).optional() }),
      output: z.object({ view: tillView, changeCents: cents.nullable(), declinedText: z.string().nullable() }),
    },
    /** A lead says with a second person what became of another seat's claim that stands too long. */
    decideClaim: {
      input: z.object({ itemId: z.string(), claim: z.int().min(0), outcome: claimOutcome, reason, secondClerk }),
      output: tillView,
    },
    /** A finding is cleared up, by two persons. */
    closeFinding: {
      input: z.object({ itemId: z.string(), claim: z.int().min(0), reason, secondClerk }),
      output: tillView,
    },
    /** Finds a payment of an earlier day by its receipt number. */
    find: { input: z.object({ number: z.string().max(40) }), output: bookingView.nullable() },
    reverse: {
      input: z.object({
        operationId: z.string(),
        way: reversalWay,
        /** Whether the fee is due again or the matter is closed. */
        afterwards: z.enum(['due-again', 'closed']),
        reason,
        secondClerk,
      }),
      output: z.object({ view: tillView, number: z.string().nullable(), declinedText: z.string().nullable() }),
    },
    /** Stops a card act before the terminal has booked; money acts go on to their outcome. */
    abort: { input: z.object({}), output: z.object({}) },
    /** The clerk's answer to `question`. */
    answer: { input: z.object({ yes: z.boolean() }), output: z.object({}) },
    askDevice: { input: z.object({ operationId: z.string() }), output: tillView },
    settle: {
      input: z.object({
        operationId: z.string(),
        decision: z.enum(['done', 'declined']),
        reason,
        secondClerk,
      }),
      output: tillView,
    },
    receipt: { input: z.object({ number: z.string().max(40) }), output: paper },
    printReceipt: { input: z.object({ number: z.string().max(40) }), output: tillView },
    beginClosing: { input: z.object({}), output: tillView },
    count: { input: z.object({ counts: cashCount }), output: tillView },
    /** A lead lets the Abschluss go on although acts are unknown, or although the terminal cannot be closed. */
    letPass: {
      input: z.object({ what: z.enum(['unknown', 'cut']), reason, secondClerk }),
      output: tillView,
    },
    cutBatch: { input: z.object({}), output: tillView },
    close: { input: z.object({ differenceReason: z.string().trim().max(500), secondClerk }), output: tillView },
    cancelClosing: { input: z.object({ reason }), output: tillView },
    closings: { input: z.object({}), output: z.array(pastClosing) },
    closingPaper: { input: z.object({ number: z.int().min(1) }), output: paper },
    printClosing: { input: z.object({ number: z.int().min(1) }), output: z.array(pastClosing) },
    /** Writes the Kassenbuch of one day; `file` is the whole path. */
    exportDay: {
      input: z.object({ day: z.iso.date() }),
      output: z.object({ file: z.string(), rows: z.int() }),
    },
  },
  events: { changed: tillView, display: z.object({ text: z.string() }) },
});
