/** Calls the bridge from inside a page, past the screens: what a hostile page could do, and what the citizen does to virtual devices. */
import { expect, type Page } from '@playwright/test';

interface Bridge {
  invoke(channel: string, payload: unknown): Promise<unknown>;
}

/** The raw reply of main; rejects as in Electron when nobody listens on the channel. */
export function callCounter(page: Page, channel: string, payload: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, input]) => (window as unknown as { counter: Bridge }).counter.invoke(name as string, input),
    [channel, payload],
  );
}

/** Lets the citizen or a fault act on a virtual device of the training counter. */
export async function actOnDevice(page: Page, id: string, action: string, parameters: object = {}): Promise<unknown> {
  const reply = (await callCounter(page, 'counter:devices/act', { id, action, parameters })) as { value?: unknown };
  expect(reply, `${id} ${action}`).toMatchObject({ ok: true });
  return reply.value;
}
