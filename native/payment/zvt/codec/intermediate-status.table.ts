/** German texts for intermediate status codes of `04 FF` (PA00P015 §3.7); neutral, for clerk and citizen. */

const texts: Readonly<Record<number, string>> = {
  0: 'Bitte Betrag am Terminal bestätigen',
  1: 'Bitte Anzeige am Terminal beachten',
  2: 'Bitte Anzeige am Terminal beachten',
  3: 'Vorgang nicht möglich',
  4: 'Warten auf Antwort der Bank',
  5: 'Das Terminal nimmt die Zahlung zurück',
  6: 'Das Terminal übermittelt Nachbuchungen',
  7: 'Karte nicht zugelassen',
  8: 'Karte unbekannt',
  9: 'Karte abgelaufen',
  10: 'Bitte Karte einstecken oder vorhalten',
  11: 'Bitte Karte entnehmen',
  12: 'Karte nicht lesbar',
  13: 'Vorgang abgebrochen',
  14: 'Bitte warten',
  15: 'Das Terminal macht seinen Kassenschnitt',
  16: 'Karte ungültig',
  17: 'Guthabenanzeige',
  18: 'Störung am Terminal',
  19: 'Zahlung nicht möglich',
  20: 'Guthaben nicht ausreichend',
  21: 'PIN falsch',
  22: 'Verfügungsrahmen überschritten',
  23: 'Bitte warten',
  24: 'PIN zu oft falsch eingegeben',
  25: 'Kartendaten fehlerhaft',
  26: 'Das Terminal ist im Servicemenü',
  27: 'Genehmigt, bitte tanken',
  28: 'Das Terminal hat die Karte angenommen',
  29: 'Das Terminal hat die Karte abgelehnt',
  38: 'Bitte Rufnummer eingeben',
  39: 'Bitte Rufnummer wiederholen',
  40: 'Bitte Währung wählen',
  41: 'Bitte Sprache wählen',
  42: 'Bitte Karte zum Laden einstecken',
  43: 'Offline-Notbetrieb, bitte warten',
  44: 'Bitte Zahlart am Terminal wählen',
  104: 'Kundenkarte erkannt',
  105: 'Bitte Währung am Terminal wählen',
  199: 'Bitte Kilometerstand eingeben',
  200: 'Das Terminal wartet auf die Kasse',
  201: 'Das Terminal macht eine Diagnose',
  202: 'Das Terminal richtet sich ein',
  203: 'Händlerjournal voll',
  204: 'PIN statt Lastschrift erforderlich',
  210: 'Verbindungsaufbau',
  211: 'Verbindung besteht',
  224: 'Bitte Anwendung wählen',
  225: 'Bitte Sprache wählen',
  226: 'Reinigungskarte erkannt',
  241: 'Das Terminal arbeitet ohne Verbindung',
  242: 'Das Terminal arbeitet mit Verbindung',
  243: 'Das Terminal arbeitet ohne Verbindung',
};

/** Codes 41–67 are code − 40h and "remove the card". Unknown codes give a neutral text and the act goes on. */
export function intermediateStatusText(code: number): string {
  const known = texts[code];
  if (known !== undefined) return known;
  const base = code >= 0x41 && code <= 0x67 ? texts[code - 0x40] : undefined;
  if (base !== undefined) return `${base} – bitte Karte entnehmen`;
  return 'Bitte Anzeige am Terminal beachten';
}
