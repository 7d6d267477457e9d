/** Amounts of euro as a clerk reads and types them; integer cents inside. */
const format = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' });

/** Minus nothing is nothing. */
export const formatCents = (cents: number): string => format.format(cents === 0 ? 0 : cents / 100);

/** `50`, `50,00`, `1.250,5`, `37.00` → cents; null when it is no amount. */
export function parseCents(text: string): number | null {
  const plain = text.replace(/[\s€]/g, '');
  const german = /^(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(\d{1,2}))?$/.exec(plain);
  const english = /^(\d{1,6})\.(\d{1,2})$/.exec(plain);
  const match = german ?? english;
  if (!match) return null;
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
