/** The built preload as a sandboxed renderer runs it: `electron` and nothing else of the machine. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { distDir } from '../../scripts/host/paths.ts';

const source = readFileSync(path.join(distDir, 'electron/preload.cjs'), 'utf8');

interface Bridge {
  invoke(channel: unknown, payload?: unknown): Promise<unknown>;
  on(channel: unknown, listener: (payload: unknown) => void): () => void;
}

describe('the built preload', () => {
  let exposed: [string, Bridge][];
  let required: string[];
  let invoked: unknown[][];
  let listeners: Map<string, (event: unknown, payload: unknown) => void>;
  const bridge = () => exposed[0]?.[1] as Bridge;

  beforeEach(() => {
    exposed = [];
    required = [];
    invoked = [];
    listeners = new Map();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Bridge) => exposed.push([name, api]) },
      ipcRenderer: {
        invoke: async (...args: unknown[]) => invoked.push(args),
        on: (channel: string, listener: (event: unknown, payload: unknown) => void) => listeners.set(channel, listener),
        removeListener: (channel: string, listener: unknown) =>
          listeners.get(channel) === listener && listeners.delete(channel),
      },
    };
    const require = (name: string) => {
      required.push(name);
      if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`);
      return electron;
    };
    runInNewContext(`((require, exports, module) => {${source}\n})`)(require, {}, { exports: {} });
  });

  it('is one file that needs Electron alone', () => {
    expect(required).toEqual(['electron']);
    const code = source.replace(/\/\*[\s\S]*?\*\//g, '');
    expect([...code.matchAll(/\b(?:require|import)\s*\(/g)]).toHaveLength(1);
    expect(code).not.toMatch(/\b(?:process|Buffer|global|__dirname)\b/);
  });

  it('shows the page exactly two functions', () => {
    expect(
      exposed.map(([name, api]) => [name, Object.entries(api).map(([key, value]) => `${key}: ${typeof value}`)]),
    ).toEqual([['counter', ['invoke: function', 'on: function']]]);
  });

  it('refuses every channel without the prefix before Electron hears of it', async () => {
    for (const channel of [
      '',
      'session/state',
      'Counter:session/state',
      ' counter:x',
      'ELECTRON_BROWSER_REQUIRE',
      null,
      7,
      ['counter:x'],
    ]) {
      await expect(bridge().invoke(channel, {})).rejects.toThrow('refused');
      expect(() => bridge().on(channel, () => {})).toThrow('refused');
    }
    expect([invoked, listeners.size]).toEqual([[], 0]);
  });

  it('passes calls on and hands listeners the payload only, until they leave', async () => {
    await bridge().invoke('counter:session/state', { a: 1 });
    expect(invoked).toEqual([['counter:session/state', { a: 1 }]]);
    const heard: unknown[][] = [];
    const stop = bridge().on('counter:session!changed', (...args) => heard.push(args));
    listeners.get('counter:session!changed')?.({ sender: 'ipcRenderer', ports: [] }, { b: 2 });
    expect(heard).toEqual([[{ b: 2 }]]);
    stop();
    expect(listeners.size).toBe(0);
  });
});
