/** Stands in for the main process: typed answers by contract, checked against it, and events pushed on demand. */
import type { Page } from '@playwright/test';
import { isAppError } from '../../electron/contract/app-error.ts';
import {
  type Calls,
  type Contract,
  callChannel,
  type Events,
  eventChannel,
  type Implementation,
} from '../../electron/contract/define-contract.ts';

type Answer = (input: unknown) => Promise<unknown>;

const bridge = `(() => {
  const listeners = new Map();
  const counter = Object.freeze({
    invoke: (channel, payload) => window.__invoke(channel, payload),
    on(channel, listener) {
      if (!listeners.has(channel)) listeners.set(channel, new Set());
      listeners.get(channel).add(listener);
      return () => listeners.get(channel).delete(listener);
    },
  });
  Object.defineProperty(window, 'counter', { value: counter });
  window.__emit = (channel, payload) => listeners.get(channel)?.forEach((listener) => listener(payload));
})()`;

export class FakeMain {
  readonly calls: { channel: string; input: unknown }[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  answer<C extends Calls, E extends Events>(
    contract: Contract<C, E>,
    implementation: Partial<Implementation<C, null>>,
  ): void {
    for (const [name, method] of Object.entries(implementation)) {
      const shape = contract.calls[name];
      if (!shape) throw new Error(`no call ${name}`);
      this.answers.set(callChannel(contract.name, name), async (input) =>
        shape.output.parse(await (method as Implementation<Calls, null>[string])(shape.input.parse(input), null)),
      );
    }
  }

  async emit<C extends Calls, E extends Events, K extends keyof E & string>(
    contract: Contract<C, E>,
    event: K,
    payload: E[K]['_zod']['output'],
  ): Promise<void> {
    const checked = contract.events[event]?.parse(payload);
    await this.page.evaluate(
      `__emit(${JSON.stringify(eventChannel(contract.name, event))}, ${JSON.stringify(checked)})`,
    );
  }

  async install(): Promise<void> {
    await this.page.exposeFunction('__invoke', async (channel: string, input: unknown) => {
      this.calls.push({ channel, input });
      const answer = this.answers.get(channel);
      if (!answer) throw new Error(`Error invoking remote method '${channel}': Error: no handler`);
      try {
        return { ok: true, value: await answer(input) };
      } catch (error) {
        if (!isAppError(error)) return { ok: false, error: { code: 'internal', incident: 'K7-0042' } };
        return { ok: false, error: { code: error.code, params: error.params } };
      }
    });
    await this.page.addInitScript(bridge);
  }
}
