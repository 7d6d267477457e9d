/** Takes PINs out of a command before it is written into a trace: VERIFY and what changes or unblocks a PIN (ISO/IEC 7816-4 §11.6). */

const headerLength = 4;
/** VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER, each with the form that carries BER-TLV. */
const withSecrets: ReadonlySet<number> = new Set([0x20, 0x21, 0x24, 0x25, 0x2c, 0x2d]);

/** The same length; everything behind the header is zero. Other commands come back as they are. */
export function maskSecrets(command: Uint8Array): Uint8Array {
  const instruction = command[1];
  if (instruction === undefined || !withSecrets.has(instruction)) return command;
  const masked = new Uint8Array(command.length);
  masked.set(command.subarray(0, headerLength));
  return masked;
}
