/** What a terminal may ask for before it works again; it accepts nothing else until then (PA00P015 §7.1, ch. 11). */
import type { Apdu } from '../codec/apdu.ts';
import { encodeDiagnosis, encodeInitialisation } from '../codec/commands.ts';

/** 51 initialisation; 62 wrong time, C1 merchant card, C2 diagnosis. An end of day (F0) is the clerk's own decision. */
export function maintenanceFor(statusCode: number, password: string): Apdu | undefined {
  if (statusCode === 0x51) return encodeInitialisation(password);
  return [0x62, 0xc1, 0xc2].includes(statusCode) ? encodeDiagnosis() : undefined;
}
