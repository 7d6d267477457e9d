/** What a clerk does with Vorgänge that travel: look for them, take them up, give them back, hand them over. */
import { AppError } from '../contract/app-error.ts';
import type { centralContract } from '../contract/central.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import type { CentreSync } from './centre-sync.ts';

export interface TravelParts {
  /** Null where no centre is configured. */
  sync: CentreSync | null;
  journal: SealedJournal;
  clerk(): ClerkView;
  /** Throws unless it is a person with the role lead and their PIN. */
  verifyLead(credentials: Credentials): Promise<ClerkView>;
  /** Throws `vorgang.busy`, `vorgang.closed`; asks the devices here what became of acts that only they can tell of. */
  readyToGo(vorgangId: string): Promise<void>;
  /** Other seats' events came in: what was folded is outdated. */
  onChanged(vorgangId: string): void;
  /** The Vorgang is no longer here: neither window shows it. */
  onAway(vorgangId: string): void;
}

type TravelCalls = Implementation<(typeof centralContract)['calls'], unknown>;

export function createTravelCalls(parts: TravelParts): TravelCalls {
  const needed = (): CentreSync => neededCentre(parts.sync);
  return {
    async list() {
      parts.clerk();
      return needed().list();
    },
    async search({ term }) {
      const { userName: actor } = parts.clerk();
      const found = await needed().search(term);
      // Who looked for whom the protocol cannot say: the term is kept by nobody.
      parts.journal.append({ kind: 'centre-searched', scope: 'seat', actor, body: { found: found.length } });
      return needed().rowsOf(found);
    },
    async seats() {
      parts.clerk();
      return needed().seats();
    },
    async takeUp({ vorgangId, takeOver }) {
      const clerk = parts.clerk();
      const lead = takeOver && (await parts.verifyLead(takeOver.lead));
      const because = takeOver && lead ? { lead: lead.userName, reason: takeOver.reason } : undefined;
      const newEvents = await needed().takeUp(vorgangId, clerk.userName, because);
      if (lead) {
        // Why stands at the centre with the lease; here only who, for the protocol.
        const by = { kind: 'vorgang-taken-over', vorgangId, scope: 'seat' as const, actor: lead.userName };
        parts.journal.append({ ...by, body: { for: clerk.userName } });
      }
      parts.onChanged(vorgangId);
      return { newEvents };
    },
    async giveBack({ vorgangId, toSeat }) {
      const clerk = parts.clerk();
      const sync = needed();
      await sync.hold(vorgangId);
      await parts.readyToGo(vorgangId);
      if (toSeat !== undefined) await sync.handOver(vorgangId, toSeat);
      await sync.giveBack(vorgangId, clerk.userName);
      parts.onAway(vorgangId);
      return {};
    },
  };
}

/** Throws `centre.disconnected` where no centre is configured. */
export function neededCentre(sync: CentreSync | null): CentreSync {
  if (!sync) throw new AppError('centre.disconnected');
  return sync;
}
