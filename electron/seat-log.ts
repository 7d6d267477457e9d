/** The seat's log file: JSON lines by pino, no personal data, at most two files of ten megabytes. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log, LogFields } from '../native/core/context.ts';

const maxBytes = 10 * 1024 * 1024;

export function openSeatLog(folder: string): Log {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'seat.log');
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, path.join(folder, 'seat.1.log'));
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: file, sync: true }),
  );
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) =>
    logger[level]({ event, ...fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
