/** What Electron's ipcMain does with handlers: one a channel, a second registration is an error. */
import type { IpcMainLike } from '../../electron/ipc/register-router.ts';

type Handler = Parameters<IpcMainLike['handle']>[1];

export class IpcMainStandIn implements IpcMainLike {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, listener: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, listener);
  }

  async dispatch(channel: string, event: Parameters<Handler>[0], payload: unknown): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, payload);
  }
}
