/** Puts the lock of the seat in front of a contract: while it is locked nothing is answered and nothing is told. */
import type { Reply } from '../contract/define-contract.ts';
import type { SessionRoom } from './session-room.ts';

interface Channels {
  readonly channels: ReadonlyMap<string, (payload: unknown, caller: string) => Promise<Reply>>;
  subscribe(listener: (channel: string, payload: unknown) => void): () => void;
}

const refused = (): Reply => ({ ok: false, error: { code: 'session.seat-locked' } });

/**
 * An act that runs when the seat locks goes on to its outcome; its answer waits for the clerk who began it and is never given to
 * another one. `countsAsAct`: its calls show that the clerk is there.
 */
export function guardLocked(
  served: Channels,
  session: Pick<SessionRoom, 'locked' | 'acted' | 'turn' | 'backInTurn'>,
  { countsAsAct }: { countsAsAct: boolean },
): Channels {
  const channels = new Map<string, (payload: unknown, caller: string) => Promise<Reply>>();
  for (const [channel, handle] of served.channels) {
    channels.set(channel, async (payload, caller) => {
      if (session.locked()) return refused();
      if (countsAsAct) session.acted();
      const turn = session.turn();
      const reply = await handle(payload, caller);
      return (await session.backInTurn(turn)) ? reply : refused();
    });
  }
  return {
    channels,
    subscribe: (listener) =>
      served.subscribe((channel, payload) => {
        if (!session.locked()) listener(channel, payload);
      }),
  };
}
