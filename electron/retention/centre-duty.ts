/** The night's work at the centre: once a night, by the one seat that has the duty; tried again while the line is down. */
import { isAppError } from '../contract/app-error.ts';
import type { CentreDutyView } from '../contract/retention.ts';
import type { Journal } from '../journal/port.ts';
import { nextErasure, type Orphan, orphanViews } from './orphans.ts';
import { daysOf, type RetentionLaw } from './retention-rules.ts';

export const silentSeatKey = 'retention.silent-seat';

export interface CentreDutyParts {
  journal: Pick<Journal, 'erase'>;
  law: RetentionLaw;
  /** Null: no centre is configured. Throws AppError `centre.*`. */
  findOrphans: ((silentMs: number) => Promise<{ duty: string; orphans: readonly Orphan[] }>) | null;
  seatId: string;
  today(): string;
  nowIso(): string;
  dayOf(iso: string): string;
  onErased(vorgangId: string): void;
  stopped(): boolean;
  warn(event: string, fields: Record<string, string | number>): void;
}

const dayMs = 86_400_000;

export class CentreDuty {
  readonly #parts: CentreDutyParts;
  #night: string | null = null;
  #last: CentreDutyView | null = null;

  constructor(parts: CentreDutyParts) {
    this.#parts = parts;
    if (parts.findOrphans) this.#last = { duty: 'unknown', seat: '', checkedAt: null, orphans: [] };
  }

  /** Null without a centre. */
  get view(): CentreDutyView | null {
    return this.#last;
  }

  /** Nothing when this night is done. Never throws for the line: the next look tries again. */
  async eachLook(night: string, actor = 'seat'): Promise<number> {
    if (this.#night === night) return 0;
    try {
      const erased = await this.runNow(actor);
      this.#night = night;
      return erased;
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#parts.warn('retention-centre', { code: error.code });
      return 0;
    }
  }

  /** Gives how many were erased. Throws AppError `centre.*`, `journal.*`; what was erased stays erased. */
  async runNow(actor: string): Promise<number> {
    const { findOrphans, law, dayOf, today, seatId } = this.#parts;
    if (!findOrphans || this.#parts.stopped()) return 0;
    const silentDays = daysOf(law(silentSeatKey, today()));
    const { duty, orphans } = await findOrphans(silentDays * dayMs);
    if (this.#parts.stopped()) return 0;
    const gone = new Set<string>();
    const withoutBiometrics = new Set<string>();
    let erased = 0;
    for (const orphan of orphans) {
      const next = nextErasure(orphan, law, today(), dayOf);
      if (next === null || next.dueOn > today()) continue;
      if (this.#erase(next.vorgangId, next.what, next.because, actor)) erased += 1;
      (next.what === 'vorgang' ? gone : withoutBiometrics).add(next.vorgangId);
    }
    const left = orphans
      .filter(({ vorgangId }) => !gone.has(vorgangId))
      .map((orphan) => (withoutBiometrics.has(orphan.vorgangId) ? { ...orphan, hasBiometrics: false } : orphan));
    this.#last = {
      duty: duty === seatId ? 'here' : 'elsewhere',
      seat: duty,
      checkedAt: this.#parts.nowIso(),
      orphans: orphanViews(left, law, today(), dayOf),
    };
    return erased;
  }

  /** The event in this seat's chain is the order: the centre carries it out when the event arrives, all other seats follow. */
  #erase(vorgangId: string, what: 'vorgang' | 'biometrics', reason: string, actor: string): boolean {
    try {
      this.#parts.journal.erase({ vorgangId, what, reason, actor, elsewhere: true });
      this.#parts.onErased(vorgangId);
      return true;
    } catch (error) {
      // Told before, and not yet arrived.
      if (isAppError(error) && error.code === 'vorgang.erased') return false;
      throw error;
    }
  }
}
