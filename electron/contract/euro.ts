/** Integer cents as German money text, for example `1.234,50 €`. */
const euro = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

/** Minus nothing is nothing. */
export const formatEuro = (cents: number): string => euro.format(cents === 0 ? 0 : cents / 100);
