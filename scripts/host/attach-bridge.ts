/** Puts the real preload into a page's isolated world and joins its ipcRenderer to a router, as contextIsolation does in Electron. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

const world = 'zweitplatz-preload';

export interface Bridge {
  send(channel: string, payload: unknown): void;
}

/** `dispatch` answers like ipcMain.handle; a rejection reaches the page as Electron words it. */
export async function attachBridge(
  page: Page,
  preloadFile: string,
  dispatch: (channel: string, event: { senderFrame: { url: string } }, payload: unknown) => Promise<unknown>,
): Promise<Bridge> {
  const cdp = await page.context().newCDPSession(page);
  const eventName = `e${randomBytes(8).toString('hex')}`;
  const binding = `b${randomBytes(8).toString('hex')}`;
  const contexts = new Set<number>();
  const evaluate = (contextId: number, expression: string) =>
    void cdp.send('Runtime.evaluate', { contextId, expression }).catch(() => contexts.delete(contextId));

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === world) contexts.add(context.id);
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => contexts.delete(executionContextId));
  cdp.on('Runtime.executionContextsCleared', () => contexts.clear());
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== binding) return;
    const call = JSON.parse(payload) as { id: number; channel: string; payload: unknown };
    const event = { senderFrame: { url: page.mainFrame().url() } };
    dispatch(call.channel, event, call.payload).then(
      (value) => evaluate(executionContextId, `__reply(${JSON.stringify({ id: call.id, value: value ?? null })})`),
      (error: unknown) => {
        const text = `Error invoking remote method '${call.channel}': ${String(error)}`;
        evaluate(executionContextId, `__reply(${JSON.stringify({ id: call.id, error: text })})`);
      },
    );
  });
  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: binding, executionContextName: world });
  const script = (file: string) =>
    readFileSync(path.join(import.meta.dirname, file), 'utf8').replaceAll('__EVENT__', eventName);
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: script('main-world.js'), runImmediately: false });
  const isolated = script('isolated-world.js')
    .replaceAll('__BINDING__', binding)
    .replace('__PRELOAD__', () => sandboxed(readFileSync(preloadFile, 'utf8')));
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
    source: isolated,
    worldName: world,
    runImmediately: false,
  });
  return {
    send(channel, payload) {
      for (const contextId of contexts) evaluate(contextId, `__emit(${JSON.stringify({ channel, payload })})`);
    },
  };
}

/** A sandboxed preload has its own require and nothing of Node: the names are shadowed. */
const sandboxed = (preload: string): string => `(require, process, global, Buffer) => {\n${preload}\n}`;
