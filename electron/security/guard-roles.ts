/** Puts the table of rights in front of a contract: a role is answered and told only what has a row for it. */
import { channelPrefix, type Reply } from '../contract/define-contract.ts';
import { roleMay } from '../contract/role-may.ts';
import type { Role } from '../contract/session.ts';

interface Channels {
  readonly channels: ReadonlyMap<string, (payload: unknown, caller: string) => Promise<Reply>>;
  subscribe(listener: (channel: string, payload: unknown) => void): () => void;
}

const nameOf = (channel: string): string => channel.slice(channelPrefix.length);

/** `role`: of whoever is signed in now, a locked seat included; null for nobody. */
export function guardRoles(served: Channels, role: () => Role | null): Channels {
  const channels = new Map<string, (payload: unknown, caller: string) => Promise<Reply>>();
  for (const [channel, handle] of served.channels) {
    channels.set(channel, async (payload, caller) => {
      const now = role();
      if (roleMay(now, nameOf(channel))) return handle(payload, caller);
      return { ok: false, error: { code: now === null ? 'session.not-signed-in' : 'session.forbidden' } };
    });
  }
  return {
    channels,
    subscribe: (listener) =>
      served.subscribe((channel, payload) => {
        if (roleMay(role(), nameOf(channel))) listener(channel, payload);
      }),
  };
}
