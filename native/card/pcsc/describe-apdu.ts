/** One line per command or answer for the log: header and lengths only, never data. */
import type { CommandApdu, ResponseApdu } from './apdu.ts';
import { formatStatus } from './status-word.ts';

/** ISO/IEC 7816-4 §5.4.2; the biometric and eID applications use no others. */
const instructions: Readonly<Record<number, string>> = {
  4: 'DEACTIVATE',
  32: 'VERIFY',
  34: 'MANAGE SECURITY ENVIRONMENT',
  42: 'PERFORM SECURITY OPERATION',
  44: 'RESET RETRY COUNTER',
  68: 'ACTIVATE',
  130: 'EXTERNAL AUTHENTICATE',
  132: 'GET CHALLENGE',
  134: 'GENERAL AUTHENTICATE',
  135: 'GENERAL AUTHENTICATE',
  136: 'INTERNAL AUTHENTICATE',
  164: 'SELECT',
  176: 'READ BINARY',
  177: 'READ BINARY',
  192: 'GET RESPONSE',
  202: 'GET DATA',
  203: 'GET DATA',
  214: 'UPDATE BINARY',
};

export function commandName(command: Pick<CommandApdu, 'ins'>): string {
  return instructions[command.ins] ?? `INS ${hex(command.ins)}`;
}

export function describeCommand(command: CommandApdu): string {
  const parts = [commandName(command)];
  if (command.ins === 0xb0) {
    const byShortId = (command.p1 & 0x80) !== 0;
    if (byShortId) parts.push(`sfi ${hex(command.p1 & 0x1f)}`);
    parts.push(`offset ${byShortId ? command.p2 : command.p1 * 256 + command.p2}`);
  } else parts.push(`p1p2 ${hex(command.p1)}${hex(command.p2)}`);
  if (command.data.length > 0) parts.push(`data ${command.data.length} B`);
  if (command.le !== undefined) parts.push(`le ${command.le}`);
  if ((command.cla & 0x0c) === 0x0c) parts.push('secured');
  if ((command.cla & 0x10) !== 0) parts.push('chained');
  return parts.join(', ');
}

export function describeResponse(response: ResponseApdu): string {
  return `${formatStatus(response.status)}, ${response.data.length} B`;
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
