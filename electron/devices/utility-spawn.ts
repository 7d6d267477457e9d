/** Starts a child of the seat as an Electron utility process; takes Electron's object so that this file needs no Electron. */
import type { Spawn } from './spawn.ts';

export interface UtilityProcessLike {
  fork(
    file: string,
    args: string[],
    options: { env: Record<string, string>; stdio: 'pipe'; serviceName: string },
  ): {
    readonly pid: number | undefined;
    readonly stderr: { on(event: 'data', listener: (chunk: Buffer) => void): unknown } | null;
    postMessage(message: unknown): void;
    on(event: 'message', listener: (message: unknown) => void): unknown;
    on(event: 'exit', listener: () => void): unknown;
    kill(): boolean;
  };
}

export function utilitySpawn(utilityProcess: UtilityProcessLike, entryFile: (entry: string) => string): Spawn {
  return (entry, environment, onLog) => {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    const child = utilityProcess.fork(entryFile(entry), [], {
      env: { ...inherited, ...environment },
      stdio: 'pipe',
      serviceName: `Zweitplatz ${entry}`,
    });
    let rest = '';
    child.stderr?.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-4096);
      for (const line of lines) onLog(line);
    });
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onClose: (listener) => void child.on('exit', listener),
      kill: () => void child.kill(),
      end: () => {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  };
}
