/** How a host starts a child process of the seat; Electron forks utility processes, Node forks itself. */
import { fork } from 'node:child_process';
import type { MessagePort } from '../ipc/process-link.ts';

export interface ChildProcess extends MessagePort {
  readonly pid: number | undefined;
  kill(): void;
  /** Ends a process that does not react any more; absent where `kill` does that. */
  end?(): void;
}

/** `entry` is `device-host` or `virtual-counter`; `onLog` receives each line the child writes to stderr. */
export type Spawn = (
  entry: 'device-host' | 'virtual-counter',
  environment: Readonly<Record<string, string>>,
  onLog: (line: string) => void,
) => ChildProcess;

/** Forks with the running Node. `entryFile` maps an entry to a script. */
export function nodeSpawn(entryFile: (entry: string) => string): Spawn {
  return (entry, environment, onLog) => {
    const child = fork(entryFile(entry), [], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let rest = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-4096);
      for (const line of lines) onLog(line);
    });
    return {
      pid: child.pid,
      post: (message) => {
        if (child.connected) child.send(message as object, () => {});
      },
      onMessage: (listener) => child.on('message', listener),
      onClose: (listener) => {
        let told = false;
        const once = () => {
          if (told) return;
          told = true;
          listener();
        };
        child.on('exit', once);
        child.on('error', once);
      },
      kill: () => {
        child.kill('SIGTERM');
      },
      end: () => {
        child.kill('SIGKILL');
      },
    };
  };
}
