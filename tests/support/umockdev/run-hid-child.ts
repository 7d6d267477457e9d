/** Starts hid-child.ts under the preload and answers what it asks of the virtual pad. */
import { fork } from 'node:child_process';
import path from 'node:path';

export interface ChildRequest {
  id: number;
  action: string;
  parameters: Readonly<Record<string, unknown>>;
}

export interface ParentAnswer {
  id: number;
  result?: unknown;
  error?: string;
}

export interface ChildResult {
  name: string;
  value?: unknown;
  error?: string;
}

type Act = (action: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Resolves with what the child told once it ended cleanly; rejects when it crashed or took longer than a minute. */
export function runHidChild(
  parameters: readonly string[],
  { env, act }: { env: Readonly<Record<string, string>>; act: Act },
): Promise<ChildResult[]> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'hid-child.ts'), [...parameters], {
      env: { ...process.env, ...env },
      timeout: 60_000,
      execArgv: [],
    });
    const results: ChildResult[] = [];
    child.on('message', (message: ChildRequest | ChildResult) => {
      if ('name' in message) results.push(message);
      else void answer(message);
    });
    const answer = async ({ id, action, parameters: given }: ChildRequest) => {
      const reply: ParentAnswer = await act(action, given).then(
        (result) => ({ id, result }),
        (error: unknown) => ({ id, error: String(error) }),
      );
      if (child.connected) child.send(reply);
    };
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve(results);
      else reject(new Error(`child ended with ${signal ?? code}: ${JSON.stringify(results)}`));
    });
  });
}
