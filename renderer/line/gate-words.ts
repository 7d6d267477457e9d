/** The city network in words: what a state is called, what happened, what the screen reader says. */
import type { ActUnderWay, GateReason, GateState, GateView } from '../../electron/contract/central.ts';
import type { IconName } from '../ui/icon.tsx';
import { formatCents } from '../ui/money.ts';

export const stateIcons: Readonly<Record<GateState, IconName>> = {
  verbunden: 'success',
  gestört: 'warning',
  getrennt: 'danger',
};

export const announcements: Readonly<Record<GateState, string>> = {
  verbunden: 'Stadtnetz verbunden.',
  gestört: 'Stadtnetz gestört. Am offenen Vorgang geht es weiter; Holen und Abgeben geht gerade nicht.',
  getrennt: 'Stadtnetz getrennt.',
};

/** Title and cause of the dark screen. */
export const causes: Readonly<Record<GateReason, { title: string; text: string }>> = {
  start: {
    title: 'Verbindung zum Stadtnetz wird aufgebaut',
    text: 'Der Platz hat die Zentrale noch nicht erreicht. Das dauert gewöhnlich wenige Sekunden.',
  },
  line: {
    title: 'Verbindung zum Stadtnetz getrennt',
    text: 'Die Zentrale antwortet nicht mehr: Die Leitung ist unterbrochen, oder die Zentrale ist ausgefallen.',
  },
  slow: {
    title: 'Verbindung zum Stadtnetz getrennt',
    text: 'Die Zentrale antwortet zu langsam, um sicher weiterzuarbeiten.',
  },
  silent: {
    title: 'Verbindung zum Stadtnetz getrennt',
    text: 'Die Zentrale schweigt seit mehr als zehn Sekunden: Die Leitung ist vermutlich unterbrochen.',
  },
  untrusted: {
    title: 'Die Zentrale weist sich nicht richtig aus',
    text: 'Unter der Adresse der Zentrale antwortet ein fremder Rechner. Informieren Sie sofort die IT.',
  },
  back: {
    title: 'Verbindung zum Stadtnetz getrennt',
    text: 'Die Verbindung war kurz zurück und ist wieder unterbrochen.',
  },
};

/** Empty when all is there, or nobody knows. */
export function waitingText({ waiting }: GateView): string {
  if (waiting === null || waiting === 0) return '';
  return waiting === 1 ? '1 Eintrag noch nicht übertragen' : `${waiting} Einträge noch nicht übertragen`;
}

const kinds: Readonly<Record<ActUnderWay['kind'], string>> = {
  payment: 'Zahlung',
  reversal: 'Rückgabe',
  print: 'Ausdruck',
  seal: 'Siegel',
  'chip-write': 'Schreiben auf den Chip',
  send: 'Übermittlung',
  closing: 'Kassenschnitt',
};
const outcomes: Readonly<Record<ActUnderWay['phase'], string>> = {
  intended: 'läuft noch',
  done: 'erledigt',
  declined: 'nicht zustande gekommen',
  unknown: 'Ausgang ungeklärt, wird danach geklärt',
};

/** Whose payment it is, is not said. */
export function actText({ kind, amountCents, phase }: ActUnderWay): { what: string; outcome: string } {
  const amount = amountCents === null ? '' : ` über ${formatCents(amountCents)}`;
  const booked = phase === 'done' && kind === 'payment' ? 'gebucht' : outcomes[phase];
  return { what: `${kinds[kind]}${amount}`, outcome: booked };
}
