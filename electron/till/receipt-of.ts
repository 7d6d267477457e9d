/** The receipt of a done payment or reversal, read from the operation alone: the same facts give the same receipt. */
import { z } from 'zod';
import { accounting } from '../contract/accounting.ts';
import { paymentRecord, terminalReceipt } from '../contract/host/payment.ts';
import type { Operation } from '../contract/operation.ts';
import { payMethod, reversalWay } from '../contract/till.ts';
import type { CardFacts, Receipt } from './port.ts';

const paidItem = z.object({
  id: z.string(),
  label: z.string(),
  amountCents: z.int(),
  lawKey: z.string(),
  legalBasis: z.string(),
  validFrom: z.string(),
  accounting: accounting.exactOptional(),
});
/** Details as the money acts of this seat write them; what is missing stays empty, a receipt is due all the same. */
const paidDetails = z.object({
  method: payMethod.catch('card'),
  way: reversalWay.nullable().catch(null),
  items: z.array(paidItem).catch([]),
  amountCents: z.int(),
  givenCents: z.int().nullable().catch(null),
  changeCents: z.int().nullable().catch(null),
  takenBy: z.string().nullable().catch(null),
  record: paymentRecord.nullable().catch(null),
  receipts: z.array(terminalReceipt).catch([]),
  refersTo: z.string().nullable().catch(null),
  reason: z.string().nullable().catch(null),
  secondClerk: z.string().nullable().catch(null),
  reversedOperationId: z.string().nullable().catch(null),
  tse: z
    .array(z.object({ label: z.string(), value: z.string() }))
    .nullable()
    .catch(null),
});
export type PaidDetails = z.infer<typeof paidDetails>;

export const readPaidDetails = (operation: Operation): PaidDetails => paidDetails.parse(operation.details);

export function receiptOf(
  operation: Operation,
  given: { number: string; vorgangNumber: string; issuedAt: string },
): Receipt {
  const details = readPaidDetails(operation);
  const shown = details.receipts.findLast(({ kind }) => kind === 'customer') ?? details.receipts.at(-1);
  const { method, way, items, givenCents, changeCents, refersTo, reason, secondClerk, tse } = details;
  return {
    ...given,
    kind: operation.kind === 'reversal' ? 'reversal' : 'payment',
    vorgangId: operation.vorgangId,
    operationId: operation.id,
    method,
    way,
    items,
    totalCents: details.amountCents,
    givenCents,
    changeCents,
    issuedBy: details.takenBy ?? operation.settledBy ?? 'seat',
    card: method === 'card' ? cardFacts(details.record) : null,
    terminalLines: shown?.lines ?? [],
    refersTo,
    reason: operation.kind === 'reversal' ? reason : null,
    secondClerk,
    tse,
  };
}

function cardFacts(record: PaidDetails['record']): CardFacts | null {
  if (record === null) return null;
  return {
    terminalId: record.terminalId ?? '',
    receiptNumber: record.receiptNumber ?? null,
    traceNumber: record.traceNumber ?? null,
    date: record.date ?? '',
    time: record.time ?? '',
    cardName: record.cardName ?? '',
    panMasked: (record.panMasked ?? '').replaceAll(/[Ee]/g, '*').replace(/[Ff]$/, ''),
    vuNumber: (record.vuNumber ?? '').trim(),
    authorisationAttribute: (record.authorisationAttribute ?? '').trim(),
  };
}
