/** Where a Vorgang of the Ortsverwaltung is, in words. */
import type { OfficeState, OfficeVorgang } from '../../electron/contract/central.ts';

export interface Stand {
  tone: 'info' | 'success' | 'warning' | 'danger';
  text: string;
}

export function standOf({ state, seat, unproven }: OfficeVorgang): Stand {
  if (unproven) return { tone: 'danger', text: 'nicht beweisbar' };
  const texts: Readonly<Record<OfficeState, Stand>> = {
    waiting: { tone: 'info', text: 'wartet' },
    held: { tone: 'warning', text: `in Arbeit an ${seat}` },
    abandoned: { tone: 'danger', text: 'nicht abgegeben' },
    mine: { tone: 'success', text: 'an diesem Platz' },
    ended: { tone: 'success', text: 'abgeschlossen' },
  };
  return texts[state];
}

/** What the clerk can do with it here; null: nothing, it is worked on elsewhere. */
export function actionOf({ state, unproven }: OfficeVorgang): string | null {
  if (unproven || state === 'held') return null;
  if (state === 'abandoned') return 'Übernehmen …';
  if (state === 'ended') return 'Ansehen';
  return 'Hier weiterarbeiten';
}

/** What happened at `since`. */
export const sinceWords: Readonly<Record<OfficeState, string>> = {
  waiting: 'abgegeben',
  held: 'seit',
  abandoned: 'ohne Antwort seit',
  mine: 'seit',
  ended: 'zuletzt',
};
