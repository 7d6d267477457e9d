/** What does not fit between the seats of an Ortsverwaltung, each with what the lead can do about it. */
import { formatEuro } from '../contract/euro.ts';
import type { Finding } from '../contract/office.ts';
import type { NumberRange, OfficeFacts } from './port.ts';

/** A card payment takes minutes; a claim that stands longer has no clerk beside it any more. */
const stuckAfterMs = 15 * 60_000;
const oldAfterMs = 7 * 24 * 3_600_000;

const showRange = ({ first, last }: NumberRange): string => (first === last ? first : `${first} bis ${last}`);

export function findFindings(facts: OfficeFacts, nowMs: number, titleOf: (kind: string) => string): Finding[] {
  const named = (range: NumberRange): string => `${titleOf(range.kind)} ${showRange(range)}`;
  const since = (iso: string): number => nowMs - Date.parse(iso);
  return [
    ...facts.usedTwice.map((range) => ({
      kind: 'number-twice' as const,
      text: `${named(range)} wurde an mehreren Plätzen bedruckt: ${range.seats.join(', ')}.`,
      remedy: 'Sehen Sie beide Blätter ein. Eines trägt eine andere Nummer als gebucht, oder es ist gefälscht.',
    })),
    ...facts.balances
      .filter(({ actsCents, bookedCents, closedCents, openCents }) => {
        return actsCents !== bookedCents || bookedCents !== closedCents + openCents;
      })
      .map(({ seat, actsCents, bookedCents, closedCents, openCents }) => ({
        kind: 'unbalanced' as const,
        text: `Platz ${seat}: Zahlungen ${formatEuro(actsCents)}, Kassenbuch ${formatEuro(bookedCents)}, Abschlüsse und Offenes ${formatEuro(closedCents + openCents)}.`,
        remedy:
          'Warten Sie eine Minute und laden Sie neu. Bleibt der Unterschied, informieren Sie die IT: Es fehlen Einträge.',
      })),
    ...facts.items
      .filter(({ state, since: at }) => state === 'claimed' && since(at) > stuckAfterMs)
      .map(({ kassenzeichen, amountCents, holder }) => ({
        kind: 'stuck-claim' as const,
        text: `${formatEuro(amountCents)} (${kassenzeichen}) sind an Platz ${holder ?? ''} in Zahlung, ohne dass der Ausgang feststeht.`,
        remedy: `Klären Sie an Platz ${holder ?? ''} unter «Kasse» den Ausgang. Ist der Platz nicht erreichbar, entscheiden Sie an einem anderen unter «Kasse», Offene Posten, mit einer zweiten Person.`,
      })),
    ...facts.items
      .filter(({ state, postedAt }) => state === 'open' && since(postedAt) > oldAfterMs)
      .map(({ kassenzeichen, amountCents, seat }) => ({
        kind: 'old-item' as const,
        text: `${formatEuro(amountCents)} (${kassenzeichen}) von Platz ${seat} sind seit mehr als einer Woche offen.`,
        remedy: 'Fragen Sie an dem Platz nach, ob die Person noch kommt.',
      })),
    ...facts.receivedTwice.map((range) => ({
      kind: 'received-twice' as const,
      text: `${named(range)} ist an zwei Plätzen eingebucht: ${range.seats.join(', ')}.`,
      remedy: 'Zählen Sie an beiden Plätzen nach und führen Sie dort eine Bestandsprüfung durch.',
    })),
    ...facts.notArrived.map((range) => ({
      kind: 'not-arrived' as const,
      text: `${named(range)}: von Platz ${range.seats[0]} an Platz ${range.seats[1]} abgegeben, dort nicht eingebucht.`,
      remedy: `Buchen Sie den Eingang an Platz ${range.seats[1]}, oder suchen Sie die Stücke.`,
    })),
    ...facts.gaps.map((range) => ({
      kind: 'gap' as const,
      text: `${named(range)} hat kein Platz eingebucht, obwohl Nummern davor und danach hier sind.`,
      remedy: 'Vergleichen Sie mit den Lieferscheinen. Liegen die Stücke irgendwo ungebucht?',
    })),
  ];
}
