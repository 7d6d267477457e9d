/** Every call and event of the clerk's window, read from the contracts as they are. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../../electron/contract/define-contract.ts';

const folder = path.resolve(import.meta.dirname, '../../electron/contract');
/** The citizen's window knows no roles. */
const otherWindow = ['citizen'];

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'calls' in value && 'events' in value && 'name' in value;

/** `contract/call` and `contract!event`. */
export async function clerkWindowCalls(): Promise<string[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const modules = await Promise.all(files.map((name) => import(path.join(folder, name)) as Promise<object>));
  return modules
    .flatMap((module) => Object.values(module))
    .filter(isContract)
    .filter(({ name }) => !otherWindow.includes(name))
    .flatMap(({ name, calls, events }) => [
      ...Object.keys(calls).map((call) => `${name}/${call}`),
      ...Object.keys(events).map((event) => `${name}!${event}`),
    ]);
}
