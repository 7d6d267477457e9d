/** The seat's log file: JSON lines by pino, no personal data, at most two files of ten megabytes. */
import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log, LogFields } from '../native/core/context.ts';

const maxBytes = 10 * 1024 * 1024;
const stderr = 2;

/** Never fails: what is wrong with the folder is the journal's to say, and a full disk must not end a seat at work. */
export function openSeatLog(folder: string): Log {
  const file = path.join(folder, 'seat.log');
  const destination = pino.destination({ dest: prepare(folder, file) ? file : stderr, sync: true });
  // Without a listener an error of the file would be an uncaught exception of the whole seat.
  destination.on('error', () => {});
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) => {
    try {
      logger[level]({ event, ...fields });
    } catch {
      // A line of the log is lost, nothing else.
    }
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function prepare(folder: string, file: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, path.join(folder, 'seat.1.log'));
    return true;
  } catch {
    return false;
  }
}
