/** Deadlines that somebody else keeps, or that the seat meets by keeping nothing: who acts, and in which row it stands. */
import type { ShownDeadline } from '../contract/retention.ts';

interface Shown {
  key: string;
  title: string;
  who: ShownDeadline['who'];
  /** In place of the row's number, where the row says «at once» or counts to the end of a year. */
  period?: string;
}

export const shownDeadlines: readonly Shown[] = [
  { key: 'meldewesen.deadline.registration', title: 'Anmeldung nach dem Einzug', who: 'citizen' },
  { key: 'meldewesen.deadline.deregistration', title: 'Abmeldung nach dem Auszug', who: 'citizen' },
  { key: 'meldewesen.deadline.deregistration-earliest', title: 'Abmeldung frühestens vor dem Auszug', who: 'citizen' },
  { key: 'meldewesen.deadline.main-residence-change', title: 'Wechsel der Hauptwohnung', who: 'citizen' },
  { key: 'meldewesen.deadline.landlord-confirmation', title: 'Bestätigung des Wohnungsgebers', who: 'citizen' },
  {
    key: 'personalausweis.deadline.custodian-applies',
    title: 'Ausweisantrag durch Sorgeberechtigte ab 16',
    who: 'citizen',
  },

  {
    key: 'retention.identity-check-papers',
    title: 'Unterlagen zur Identitätsfeststellung',
    who: 'seat',
    period: 'sofort, mit Eintrag im Vorgang',
  },
  {
    key: 'retention.identity-check-chip',
    title: 'Chipdaten aus der Ausweisprüfung',
    who: 'seat',
    period: 'sofort, nichts gespeichert',
  },
  { key: 'retention.appointments-day', title: 'Terminliste des Tages', who: 'seat', period: 'mit dem Ende des Tages' },
  { key: 'retention.capture-statistics', title: 'Statistik der Aufnahmequalität, anonym', who: 'seat' },

  { key: 'deadline.block-sum', title: 'Sperrsumme bei Verlust, Tod, Ungültigkeit', who: 'office', period: 'sofort' },
  { key: 'deadline.loss-notice', title: 'Verlustmeldung an Behörden und Polizei', who: 'office', period: 'sofort' },
  {
    key: 'deadline.hand-over-moment',
    title: 'Tag und Uhrzeit von PIN-Brief, Ausgabe, Entsperrung',
    who: 'office',
    period: 'sofort',
  },
  {
    key: 'deadline.blocking-word-confirmation',
    title: 'Bestätigung, dass das Sperrkennwort da ist',
    who: 'office',
    period: 'sofort',
  },
  {
    key: 'retention.delivery-email',
    title: 'E-Mail-Adresse beim Direktversand',
    who: 'office',
    period: 'sofort nach der Aushändigung',
  },
  { key: 'retention.photo-device', title: 'Lichtbild im Aufnahmegerät', who: 'office' },
  { key: 'retention.online-address-change', title: 'Daten der elektronischen Wohnsitzanmeldung', who: 'office' },
  { key: 'meldewesen.information-block', title: 'Auskunftssperre, verlängerbar', who: 'office' },
  { key: 'retention.dvdv-cache', title: 'Zwischenspeicher des Dienstverzeichnisses', who: 'office' },

  {
    key: 'retention.identity-register-after-expiry',
    title: 'Ausweis- und Passregister nach dem Ablauf',
    who: 'register',
  },
  {
    key: 'retention.eid-card-register',
    title: 'eID-Kartenregister',
    who: 'register',
    period: 'bis zum Ablauf der Karte',
  },
  {
    key: 'retention.melderegister-documents-after-expiry',
    title: 'Ausweisdaten im Melderegister nach dem Ablauf',
    who: 'register',
  },
  {
    key: 'retention.melderegister-religion-tax',
    title: 'Religion und Steuer im Melderegister',
    who: 'register',
    period: 'Ende des folgenden Kalenderjahres',
  },
  { key: 'retention.melderegister-other', title: 'Nicht aufzubewahrende Meldedaten', who: 'register' },
  { key: 'retention.melderegister-lock', title: 'Sperre der aufbewahrten Meldedaten', who: 'register' },
  { key: 'retention.melderegister-kept', title: 'Aufbewahrte Meldedaten', who: 'register' },

  { key: 'deadline.sperrkennwort-reminder', title: 'Nachfrage des Herstellers nach dem Sperrkennwort', who: 'maker' },
  { key: 'retention.photo-cloud', title: 'Lichtbild in der Cloud', who: 'cloud' },
];
