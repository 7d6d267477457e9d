/** A day's list for a training seat: invented people around the time at which somebody begins to practise. */
import type { DayEntry } from './day-store.ts';

// Names that nobody has: each is put together to be seen as an example.
const invented: readonly { title: string; word: string | null }[] = [
  { title: 'Personalausweis – Beispiel-Öztürk, Aylin', word: 'personalausweis' },
  { title: 'Meldebescheinigung – Vorlage, Noah', word: 'meldebescheinigung' },
  { title: 'Beglaubigung – Probst-Muster, Łucja', word: 'unterschriftsbeglaubigung' },
  { title: 'Personalausweis – Mustermann, Erika', word: 'personalausweis' },
  { title: 'Termin – Übungsfall, Jörn', word: null },
  { title: 'Meldebescheinigung – von der Schulung, Ida', word: 'meldebescheinigung' },
  { title: 'Personalausweis – Testperson, Çağlar', word: 'personalausweis' },
  { title: 'Personalausweis – Platzhalter, Zoë', word: 'personalausweis' },
];

const stepMs = 15 * 60_000;

/** The first began half an hour ago; the list stays within the day. `idOf` names them as the calendar would. */
export function trainingList(
  nowMs: number,
  day: { startMs: number; endMs: number },
  idOf: (uid: string) => string,
  services: ReadonlySet<string>,
): DayEntry[] {
  const begin = Math.floor(nowMs / stepMs) * stepMs - 2 * stepMs;
  return invented.flatMap(({ title, word }, index) => {
    const startsAtMs = begin + index * stepMs;
    if (startsAtMs < day.startMs || startsAtMs >= day.endMs) return [];
    return [
      {
        id: idOf(`training-${index}`),
        ...{ startsAtMs, endsAtMs: startsAtMs + stepMs, title },
        serviceId: word !== null && services.has(word) ? word : null,
        isCancelled: index === 6,
      },
    ];
  });
}
