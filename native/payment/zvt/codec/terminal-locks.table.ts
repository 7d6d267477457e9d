/** Tag 1F55 of a status enquiry: why a terminal does not work, one bit each (PA00P015 §7.1, ch. 9). */

/** First byte, from bit 7 down, then the second one. */
const texts: readonly (readonly string[])[] = [
  [
    'Kassenschnitt nötig',
    'Initialisierung nötig',
    'Diagnose nötig',
    'Service nötig',
    'Außer Betrieb',
    'Drucker gestört',
    'Inbetriebnahme nötig',
    'Sicherheitsmodul gewechselt',
  ],
  [
    'Umsatzspeicher gestört',
    'Kartenleser nicht gefunden',
    'Karte steckt noch',
    'Sichere Verbindung nicht bereit',
    'Aktivierung nötig',
    'Akku schwach',
    'Kontaktlosleser nicht bereit',
    'MDB nicht bereit',
  ],
];

/** German texts of the bits that are set. */
export function terminalLocks(bits: Uint8Array): string[] {
  return texts.flatMap((row, index) => row.filter((_, bit) => ((bits[index] ?? 0) & (0x80 >> bit)) !== 0));
}
