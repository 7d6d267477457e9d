/** Deadlines in a clerk's words. */
import type { Erasable, HoldReason, ShownDeadline } from '../../electron/contract/retention.ts';

export const whatNames: Record<Erasable, string> = {
  biometrics: 'Fingerabdrücke und Unterschriften',
  vorgang: 'Ganzer Vorgang',
  log: 'Wer welchen Vorgang angesehen hat',
};

export const holdNames: Record<HoldReason, string> = {
  open: 'Der Vorgang ist noch offen',
  operation: 'Der Ausgang einer Handlung ist ungeklärt',
  till: 'Eine Zahlung ist offen oder die Kasse noch nicht abgeschlossen',
  centre: 'Noch nicht vollständig in der Zentrale',
};

export const whoNames: Record<ShownDeadline['who'], string> = {
  citizen: 'Bürgerin oder Bürger',
  seat: 'dieser Arbeitsplatz',
  office: 'Behörde',
  register: 'Fachverfahren',
  maker: 'Hersteller',
  cloud: 'Cloud-Anbieter',
};
