/** Runs the built main.cjs in a child Node whose `electron` records. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { distDir } from '../../scripts/host/paths.ts';

export interface RecordedCall {
  name: string;
  args: unknown;
}

export interface MainRun {
  readonly calls: RecordedCall[];
  /** The exit code once main has ended. */
  readonly exited: Promise<number | null>;
  act<T>(act: string, input?: Record<string, string>): Promise<T>;
  until(name: string, count?: number): Promise<RecordedCall[]>;
  named(name: string): RecordedCall[];
  kill(): void;
}

export function runMain(options: { dataDir: string; policyFile?: string; second?: boolean }): MainRun {
  const main = path.join(distDir, 'electron/main.cjs');
  if (!existsSync(main)) throw new Error('dist/ is missing: npm run build');
  const { ZWEITPLATZ_POLICY: _policy, ...inherited } = process.env;
  const child: ChildProcess = fork(main, [], {
    execArgv: ['--import', path.join(import.meta.dirname, 'recording-electron.ts')],
    env: {
      ...inherited,
      RECORDING_DATA_DIR: options.dataDir,
      ...(options.second ? { RECORDING_SECOND: '1' } : {}),
      ...(options.policyFile === undefined ? {} : { ZWEITPLATZ_POLICY: options.policyFile }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const calls: RecordedCall[] = [];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Set<() => void>();
  let nextId = 1;
  child.on('message', (raw) => {
    const message = raw as { type: string; name: string; args: unknown; id: number; value: unknown; error?: string };
    if (message.type === 'call') {
      calls.push({ name: message.name, args: message.args });
      for (const listener of listeners) listener();
    } else if (message.error !== undefined) waiting.get(message.id)?.reject(new Error(message.error));
    else waiting.get(message.id)?.resolve(message.value);
  });
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      for (const call of waiting.values()) call.reject(new Error(`main ended with ${code}`));
      resolve(code);
    });
  });
  const named = (name: string) => calls.filter((call) => call.name === name);
  return {
    calls,
    exited,
    named,
    act: <T>(act: string, input: Record<string, string> = {}) =>
      new Promise<T>((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve: (value) => resolve(value as T), reject });
        child.send({ id, act, input });
      }),
    until: (name, count = 1) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (named(name).length < count) return;
          listeners.delete(look);
          resolve(named(name));
        };
        listeners.add(look);
        void exited.then((code) => reject(new Error(`main ended with ${code} before ${name}`)));
        look();
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}
