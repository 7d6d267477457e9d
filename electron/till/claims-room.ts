/** What two persons, one of them a lead, say about money of the Sammelkasse that no seat can tell any more. */
import { AppError } from '../contract/app-error.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView } from '../contract/session.ts';
import type { TillView, tillContract } from '../contract/till.ts';
import type { OneAct, TillRoomParts } from './room-parts.ts';
import type { TillReader } from './till-view.ts';

type Calls = Implementation<(typeof tillContract)['calls'], unknown>;

export function createClaimsRoom(
  parts: TillRoomParts,
  reader: TillReader,
  act: OneAct,
): Pick<Calls, 'decideClaim' | 'closeFinding'> {
  const { shared } = parts.till;

  function changed(): TillView {
    const view = reader.view();
    parts.emitChanged(view);
    return view;
  }

  /** Two persons in any case. Throws `till.lead-needed` when neither of them is a lead. */
  async function leadAndSecond(
    clerk: ClerkView,
    credentials: Parameters<TillRoomParts['verifySecondClerk']>[0],
  ): Promise<{ lead: ClerkView; second: ClerkView }> {
    const other = await parts.verifySecondClerk(credentials);
    if (clerk.role === 'lead') return { lead: clerk, second: other };
    if (other.role !== 'lead') throw new AppError('till.lead-needed');
    return { lead: other, second: clerk };
  }

  return {
    decideClaim: ({ itemId: id, claim, outcome, reason, secondClerk }) =>
      act.run(async () => {
        const clerk = parts.clerk();
        const { lead, second } = await leadAndSecond(clerk, secondClerk);
        const said = { outcome, lead: lead.displayName, second: second.displayName, reason };
        try {
          await shared.decide({ id, claim, ...said }, clerk.userName);
        } finally {
          changed();
        }
        return reader.view();
      }),
    closeFinding: ({ itemId: id, claim, reason, secondClerk }) =>
      act.run(async () => {
        const clerk = parts.clerk();
        const second = await parts.verifySecondClerk(secondClerk);
        const isOpen = shared.claims.findings().some((found) => found.id === id && found.claim === claim);
        if (!isOpen) throw new AppError('operation.already-settled');
        shared.claims.closeFinding({ id, claim, reason, second: second.displayName }, clerk.userName);
        return changed();
      }),
  };
}
