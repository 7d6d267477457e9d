/** Binds served contracts to Electron's ipcMain (or its stand-in) and lets each window call only what is meant for it. */
import { channelPrefix } from '../contract/define-contract.ts';
import type { Served } from './serve.ts';

/** The part of Electron's ipcMain the router needs. */
export interface IpcMainLike {
  handle(
    channel: string,
    listener: (event: { senderFrame: { url: string } | null }, payload: unknown) => Promise<unknown>,
  ): void;
}

export interface WindowRule {
  /** Name handed to implementations as caller. */
  window: string;
  /** Exact page address, query and fragment aside. */
  page: string;
  served: readonly Served[];
}

/**
 * Registers every channel once. A call from a page that the channel is not for, or from a frame without an address, is answered
 * `ipc.wrong-sender` and never reaches an implementation.
 */
export function registerRouter(ipcMain: IpcMainLike, rules: readonly WindowRule[]): void {
  const byChannel = new Map<string, { served: Served; pages: Map<string, string> }>();
  for (const rule of rules) {
    for (const served of rule.served) {
      for (const channel of served.channels.keys()) {
        const entry = byChannel.get(channel) ?? { served, pages: new Map<string, string>() };
        entry.pages.set(rule.page, rule.window);
        byChannel.set(channel, entry);
      }
    }
  }
  for (const [channel, { served, pages }] of byChannel) {
    if (!channel.startsWith(channelPrefix)) throw new Error(`channel without prefix: ${channel}`);
    ipcMain.handle(channel, async (event, payload) => {
      const caller = pages.get(pageOf(event.senderFrame?.url ?? ''));
      const handler = served.channels.get(channel);
      if (caller === undefined || handler === undefined) return { ok: false, error: { code: 'ipc.wrong-sender' } };
      return handler(payload, caller);
    });
  }
}

export function pageOf(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
  } catch {
    return '';
  }
}
