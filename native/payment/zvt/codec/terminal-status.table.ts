/** German texts for the status byte of the status enquiry, with what has to be done (PA00P015 ch. 11). */
import { resultCodeText } from './result-code.table.ts';

const texts: Readonly<Record<number, string>> = {
  0: 'Bereit',
  81: 'Initialisierung erforderlich',
  98: 'Datum oder Uhrzeit des Terminals falsch',
  156: 'Terminal arbeitet noch, bitte warten',
  157: 'Teilausgabe, bitte warten',
  177: 'Speicher voll, Kassenschnitt erforderlich',
  178: 'Händlerjournal voll, Service rufen',
  191: 'Versorgungsspannung zu niedrig, Service rufen',
  192: 'Kartenverriegelung gestört, Service rufen',
  193: 'Händlerkarte gesperrt, Diagnose erforderlich',
  194: 'Diagnose erforderlich',
  196: 'Kartenprofile fehlen, Softwarestand erneuern',
  204: 'Drucker des Terminals nicht bereit',
  220: 'Es steckt noch eine Karte im Terminal',
  223: 'Terminal außer Betrieb',
  224: 'Fernwartung läuft, bitte warten',
  225: 'Karte nicht ganz entnommen',
  226: 'Kartenleser defekt',
  227: 'Kartenleser verschlossen',
  228: 'Aktivierung erforderlich',
  240: 'Kassenschnitt erforderlich',
  246: 'OPT-Aktion erforderlich',
};

/** Passing states: asking again later is the remedy (PA00P015 ch. 11). */
export const passingStatus: ReadonlySet<number> = new Set([0x9c, 0x9d, 0xdc, 0xe0, 0xe1]);

export function terminalStatusText(code: number): string {
  return texts[code] ?? resultCodeText(code);
}
