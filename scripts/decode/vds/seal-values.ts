/** Values of features by their coding; a value outside its rule is a SealError. */
import { encodeHex } from '../../../native/core/hex.ts';
import { decodeC40 } from './c40.ts';
import { plausibleDate } from './seal-date.ts';
import { SealError } from './seal-error.ts';
import type { FeatureRule } from './seal-profiles.table.ts';

export type FeatureValue = string | number | Readonly<Record<string, string | number | null>>;

/** Lengths that numbers and dates cannot do without are errors; lengths of texts are a matter of `valueDeviations`. */
export function decodeValue(rule: FeatureRule, value: Uint8Array): FeatureValue {
  switch (rule.coding) {
    case 'c40':
      return decodeC40(value).trimEnd();
    case 'mrz':
      return mrzLines(decodeC40(value).replace(/ /g, '<'), rule.firstLine ?? 36);
    case 'utf8':
      return utf8(value, rule.name);
    case 'hex':
      return encodeHex(value);
    case 'number':
      return sized(rule, value).reduce((number, byte) => number * 256 + byte, 0);
    case 'duration': {
      const [days = 0, months = 0, years = 0] = sized(rule, value);
      return { days, months, years };
    }
    case 'date':
      return compactDate(utf8(value, rule.name), rule.name);
    case 'validity':
      return validity(value, rule.name);
  }
}

/** What a readable value has against its profile. */
export function valueDeviations(rule: FeatureRule, value: Uint8Array, decoded: FeatureValue): string[] {
  const [least, most] = rule.bytes;
  const deviations: string[] = [];
  if (value.length < least || value.length > most) deviations.push(`${rule.name}: ${value.length} bytes`);
  if (typeof decoded !== 'string') return deviations;
  const count = [...decoded].length;
  if (rule.characters !== undefined && count > rule.characters) deviations.push(`${rule.name}: ${count} letters`);
  if (rule.form && !rule.form.test(decoded)) deviations.push(`${rule.name}: form`);
  return deviations;
}

function sized({ name, bytes: [least, most] }: FeatureRule, value: Uint8Array): Uint8Array {
  if (value.length < least || value.length > most) throw new SealError(`${name}: ${value.length} bytes`);
  return value;
}

function mrzLines(zone: string, firstLine: number): string {
  return `${zone.slice(0, firstLine)}\n${zone.slice(firstLine)}`;
}

function utf8(value: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    throw new SealError(`${what}: no UTF-8`);
  }
}

/** Text of a feature that only its own profile could name. */
export function readableText(value: Uint8Array): { text?: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(value);
    return /^[^\p{Cc}]+$/u.test(text) ? { text } : {};
  } catch {
    return {};
  }
}

/** TR-03171: YYYYMMDD 00 YYYYMMDD, either date may be missing, the 00 never. */
function validity(value: Uint8Array, what: string): { from: string | null; to: string | null } {
  const text = utf8(value, what);
  const [from, to, ...more] = text.split('\0');
  if (from === undefined || to === undefined || more.length > 0) throw new SealError(`${what}: form`);
  const dated = (part: string) => (part === '' ? null : compactDate(part, what));
  return { from: dated(from), to: dated(to) };
}

function compactDate(text: string, what: string): string {
  if (!/^\d{8}$/.test(text)) throw new SealError(`${what}: form`);
  return plausibleDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, what);
}
