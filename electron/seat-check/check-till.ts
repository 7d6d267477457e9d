/** Till and city network: may money be taken, is there change, does the centre answer. */
import type { GateView } from '../contract/central.ts';
import { formatEuro } from '../contract/euro.ts';
import type { SeatCheckItem } from '../contract/seat-check.ts';

export interface TillFacts {
  takesCash: boolean;
  cashCents: number;
  closingOpen: boolean;
}

export function checkTill({ takesCash, cashCents, closingOpen }: TillFacts): SeatCheckItem {
  const item = { id: 'till', title: 'Kasse' };
  if (closingOpen) {
    const text = 'Ein Kassenabschluss ist begonnen; bis er beendet ist, werden keine Zahlungen angenommen.';
    return { ...item, state: 'warning', text, remedy: 'Öffnen Sie die Kasse (K) und beenden Sie den Abschluss.' };
  }
  if (!takesCash) return { ...item, state: 'ok', text: 'Diese Zahlstelle nimmt nur Karten an.', remedy: '' };
  if (cashCents <= 0) {
    const text = 'Es ist kein Wechselgeld eingelegt.';
    return { ...item, state: 'warning', text, remedy: 'Öffnen Sie die Kasse (K) und buchen Sie die Einlage.' };
  }
  return { ...item, state: 'ok', text: `In der Kasse liegen ${formatEuro(cashCents)}.`, remedy: '' };
}

export function checkGate({ state, waiting }: GateView): SeatCheckItem {
  const item = { id: 'gate', title: 'Stadtnetz' };
  const left = waiting === null || waiting === 0 ? '' : ` Noch nicht übertragene Einträge: ${waiting}.`;
  switch (state) {
    case null:
      return { ...item, state: 'ok', text: 'Schulungsplatz ohne Verbindung zum Zentrum.', remedy: '' };
    case 'verbunden':
      return { ...item, state: 'ok', text: `Die Verbindung zum Zentrum steht.${left}`, remedy: '' };
    case 'gestört':
      return {
        ...item,
        state: 'warning',
        text: `Die Verbindung zum Zentrum ist gestört.${left}`,
        remedy: 'Sie können weiterarbeiten. Bleibt es so, informieren Sie die IT.',
      };
    case 'getrennt':
      return {
        ...item,
        state: 'fault',
        text: `Der Platz ist vom Zentrum getrennt und zeigt keine Personendaten.${left}`,
        remedy: 'Prüfen Sie das Netzwerkkabel. Bleibt die Verbindung aus, informieren Sie die IT.',
      };
  }
}
