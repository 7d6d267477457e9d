/** The log of a child process: JSON lines on stderr, which main collects into the seat's log file. */
import type { Log, LogFields } from '../../native/core/context.ts';

export function processLog(name: string): Log {
  const write = (level: string) => (event: string, fields?: LogFields) => {
    process.stderr.write(`${JSON.stringify({ level, process: name, event, ...fields })}\n`);
  };
  return { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') };
}
