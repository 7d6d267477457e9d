/** Date and time of a record, which a terminal sends without a year. */

const halfYearMs = 182 * 86_400_000;

/** `MM-DD` and `HH:MM:SS` in the year that brings them closest to `nearWallMs`; undefined when they are no date. */
export function recordWallMs(
  date: string | undefined,
  time: string | undefined,
  nearWallMs: number,
): number | undefined {
  if (!date || !time) return undefined;
  const year = new Date(nearWallMs).getUTCFullYear();
  const read = (candidate: number) => Date.parse(`${candidate}-${date}T${time}Z`);
  const candidates = [year - 1, year, year + 1].map(read).filter((value) => !Number.isNaN(value));
  return candidates.find((value) => Math.abs(value - nearWallMs) < halfYearMs);
}
