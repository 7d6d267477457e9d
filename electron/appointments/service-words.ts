/** Which service an appointment is for, by the words of its category or title: data, and none rather than the wrong one. */
import { z } from 'zod';

export const serviceWords = z.array(
  z.strictObject({
    service: z.string().min(1).max(64),
    words: z.array(z.string().trim().min(3).max(60)).min(1).max(30),
  }),
);
export type ServiceWords = z.infer<typeof serviceWords>;

/** Categories first: they are chosen, titles are typed. The longest word that fits decides; two services at once: null. */
export function serviceOf(
  appointment: { title: string; categories: readonly string[] },
  table: ServiceWords,
  known: ReadonlySet<string>,
): string | null {
  const rows = table.filter(({ service }) => known.has(service));
  for (const text of [appointment.categories.join(' '), appointment.title]) {
    const folded = fold(text);
    const hits = rows.flatMap(({ service, words }) =>
      words.map(fold).flatMap((word) => (holds(folded, word) ? [{ service, length: word.length }] : [])),
    );
    const longest = Math.max(0, ...hits.map(({ length }) => length));
    const services = new Set(hits.filter(({ length }) => length === longest).map(({ service }) => service));
    if (services.size === 1) return [...services][0] ?? null;
    if (services.size > 1) return null;
  }
  return null;
}

/** From the beginning of a word, so that «pass» is not found in «Kompass». */
const holds = (text: string, word: string): boolean => ` ${text}`.includes(` ${word}`);

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
