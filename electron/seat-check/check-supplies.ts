/** Paper, ink and numbered stock: what runs out while a citizen waits. */
import type { HostPrinterSupplies } from '../contract/host/printer.ts';
import type { SeatCheckItem } from '../contract/seat-check.ts';

const paper = 'iso_a4_210x297mm';
/** German for IPP keywords a clerk can do something about (RFC 8011 §5.4.12, PWG 5100.9). */
const reasonTexts: Readonly<Record<string, string>> = {
  'media-low': 'Papier wird knapp',
  'media-empty': 'Papier fehlt',
  'media-needed': 'Papier nachlegen',
  'media-jam': 'Papierstau',
  'toner-low': 'Toner wird knapp',
  'toner-empty': 'Toner leer',
  'marker-supply-low': 'Tinte oder Toner wird knapp',
  'marker-supply-empty': 'Tinte oder Toner leer',
  'marker-waste-almost-full': 'Resttintenbehälter fast voll',
  'door-open': 'Klappe offen',
  'cover-open': 'Abdeckung offen',
};

/** Undefined: no printer; null: it did not tell in time, which the list of devices explains. */
export function checkSupplies(supplies: HostPrinterSupplies | null | undefined): SeatCheckItem[] {
  if (!supplies) return [];
  const item = { id: 'printer-supplies', title: 'Papier und Tinte' };
  const { reasons, mediaReady, markers } = supplies;
  const known = reasons.flatMap((reason) => reasonTexts[reason.replace(/-(error|warning|report)$/, '')] ?? []);
  const low = markers
    .filter(({ level, low: from }) => level !== null && level <= Math.max(from, 5))
    .map(({ name, level }) => `${name}: noch ${level} %`);
  const noPaper = mediaReady.length > 0 && !mediaReady.includes(paper) ? ['Kein Papier A4 eingelegt'] : [];
  const found = [...new Set([...known, ...noPaper, ...low])];
  if (found.length > 0) {
    const remedy = 'Legen Sie Papier nach oder tauschen Sie Tinte und Toner, bevor jemand wartet.';
    return [{ ...item, state: 'warning', text: `${found.join('. ')}.`, remedy }];
  }
  const levels = markers.flatMap(({ name, level }) => (level === null ? [] : `${name} ${level} %`));
  const text = ['A4 liegt ein', ...levels].join(', ');
  return [
    {
      ...item,
      state: 'ok',
      text: mediaReady.length > 0 ? `${text}.` : 'Der Drucker meldet keinen Mangel.',
      remedy: '',
    },
  ];
}

export function checkStock(low: readonly { title: string; left: number }[], kinds: number): SeatCheckItem[] {
  if (kinds === 0) return [];
  const item = { id: 'stock', title: 'Bestand' };
  if (low.length === 0) return [{ ...item, state: 'ok', text: 'Von allen Vordrucken liegt genug hier.', remedy: '' }];
  const text = low.map(({ title, left }) => `${title}: ${left === 0 ? 'nichts mehr' : `noch ${left}`}`).join(', ');
  const state = low.some(({ left }) => left === 0) ? ('fault' as const) : ('warning' as const);
  return [
    { ...item, state, text: `${text}.`, remedy: 'Holen Sie Nachschub und buchen Sie ihn unter «Bestand» (B) ein.' },
  ];
}
