/** Which Vorgänge at the centre have lost their seat: asked by the one seat of the Ortsverwaltung that has the duty. */
import type { CentreLine } from './centre-line.ts';

export interface FoundOrphan {
  vorgangId: string;
  /** `open`: it never ended. `log`: an access log, which is kept like a Vorgang. */
  kind: 'done' | 'cancelled' | 'open' | 'log';
  /** ISO time of its end, else since when the centre knows it. */
  at: string;
  /** The seat that is silent. */
  seat: string;
  hasBiometrics: boolean;
}

interface Row {
  vorgang_id: string;
  kind: string;
  at: string;
  seat: string;
  has_biometrics: boolean;
}

/** Longer than a run takes; a seat that dies with the duty is followed by another within the night. */
const dutyMs = 60 * 60_000;
const mostAtOnce = 500;

const kinds: Readonly<Record<string, FoundOrphan['kind']>> = {
  'vorgang-finished': 'done',
  'vorgang-cancelled': 'cancelled',
  open: 'open',
  log: 'log',
};

/** Gives the seat that has the duty, and what it found when that is this one. Throws AppError `centre.*`. */
export function findOrphans(
  line: CentreLine,
  seatId: string,
  silentMs: number,
): Promise<{ duty: string; orphans: FoundOrphan[] }> {
  return line.run(async (client) => {
    const { rows: duties } = await client.query<{ seat: string }>('SELECT zp.take_retention_duty($1) AS seat', [
      dutyMs,
    ]);
    const duty = duties[0]?.seat ?? '';
    if (duty !== seatId) return { duty, orphans: [] };
    const { rows } = await client.query<Row>('SELECT * FROM zp.orphans($1, $2)', [silentMs, mostAtOnce]);
    const orphans = rows.flatMap(({ vorgang_id, kind, at, seat, has_biometrics }): FoundOrphan[] => {
      const known = kinds[kind];
      const isTime = !Number.isNaN(Date.parse(at));
      return known && isTime ? [{ vorgangId: vorgang_id, kind: known, at, seat, hasBiometrics: has_biometrics }] : [];
    });
    return { duty, orphans };
  });
}
