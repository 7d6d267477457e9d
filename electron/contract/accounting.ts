/** Where the money of a fee item goes: Gebührentarif number, Kassenzeichen, account and tax attribute. */
import { z } from 'zod';

export const taxAttribute = z.discriminatedUnion('kind', [
  /** Sovereign fee, outside the Umsatzsteuer. */
  z.object({ kind: z.literal('nicht-steuerbar') }),
  z.object({ kind: z.literal('steuerpflichtig'), ratePercent: z.number().min(0).max(100) }),
]);
export type TaxAttribute = z.infer<typeof taxAttribute>;

export const accounting = z.object({
  /** Number in the Gebührentarif, for example `1.2`. */
  tariffNumber: z.string(),
  /** Key of the receivable in the books of the Gemeinde. */
  kassenzeichen: z.string(),
  /** Produktkonto or Haushaltsstelle. */
  account: z.string(),
  tax: taxAttribute,
  /** True: account or scheme is an example for training, not of this Gemeinde. */
  example: z.boolean(),
});
export type Accounting = z.infer<typeof accounting>;

/** For example `nicht steuerbar` or `19 % USt`. */
export function taxText(tax: TaxAttribute): string {
  return tax.kind === 'nicht-steuerbar' ? 'nicht steuerbar' : `${String(tax.ratePercent).replace('.', ',')} % USt`;
}
