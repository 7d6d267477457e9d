/** Newer generations of the authority key: taken from the centre while the seat runs, used from its next start on. */
import { CentreLine } from '../central/centre-line.ts';
import { KeyExchange } from '../central/key-exchange.ts';
import { isAppError } from '../contract/app-error.ts';
import type { KeyFacts } from '../seat-check/check-keys.ts';
import { acceptBest } from '../security/enrolment.ts';
import { berlinDay } from '../vorgang/run-context.ts';
import type { SeatCore } from './open-core.ts';
import type { SeatRoom } from './seat-room.ts';

const lookEveryMs = 15 * 60_000;

export function composeKeys(core: SeatCore): SeatRoom & { keyFacts(): Promise<KeyFacts> } {
  const { address, clock, journal } = core;
  const custody = core.parts.keyCustody;
  let stopTimer: () => void = () => {};
  let stopped = false;

  /** Only from a seat whose key people compared at the enrolment; a seat that never took part in one is left alone. */
  async function look(): Promise<void> {
    const file = await custody.read();
    if (!address || !file?.seatPrivateKey || stopped) return;
    const line = new CentreLine({ address, purpose: 'keys' });
    try {
      const offers = await new KeyExchange(line).received();
      const taken = acceptBest(file, address.seatId, offers, berlinDay(clock.nowMs())).file;
      if (!taken || stopped) return;
      await custody.replace(taken);
      core.log.info('authority-key', { generation: taken.authorityKeys.length });
    } finally {
      line.close();
    }
  }

  async function lookAgain(): Promise<void> {
    await look().catch((error: unknown) => {
      if (!isAppError(error)) core.reportIncident('authority-key', error);
      else if (error.code !== 'centre.disconnected') core.log.warn('authority-key', { code: error.code });
    });
    if (!stopped) stopTimer = clock.after(lookEveryMs, () => void lookAgain());
  }

  return {
    async keyFacts() {
      const file = await custody.read();
      const inUse = journal.generation;
      return { inUse, inFile: file?.authorityKeys.length ?? inUse, adoptedOn: file?.adoptedOn ?? null };
    },
    start() {
      if (address) stopTimer = clock.after(0, () => void lookAgain());
    },
    stop() {
      stopped = true;
      stopTimer();
    },
  };
}
