/** A visible digital seal as named fields, without verifying its signature. Throws SealError on anything not well-formed. */
import { encodeHex } from '../../../native/core/hex.ts';
import { SealBytes } from './seal-bytes.ts';
import { SealError } from './seal-error.ts';
import { hexTag, type RawFeatures, readFeatures } from './seal-features.ts';
import { readHeader, type SealHeader } from './seal-header.ts';
import { type SealProfile, sealProfiles } from './seal-profiles.table.ts';
import { decodeValue, type FeatureValue, readableText, valueDeviations } from './seal-values.ts';

export interface OtherFeature {
  hex: string;
  /** When the bytes are text that can be printed. */
  text?: string;
}

export interface DecodedSeal {
  header: SealHeader;
  /** German name of the document; `null` for a profile this table does not know. */
  document: string | null;
  fields: Readonly<Record<string, FeatureValue>>;
  /** Features without a rule, by tag. */
  otherFeatures: Readonly<Record<string, OtherFeature>>;
  /** What breaks the document's profile although the seal is well-formed. */
  deviations: readonly string[];
  signature: { r: string; s: string };
  signedBytes: number;
}

/** 144 × 144 modules hold 1556 bytes. */
const mostBytes = 1556;

export function decodeSeal(bytes: Uint8Array): DecodedSeal {
  if (bytes.length > mostBytes) throw new SealError(`${bytes.length} bytes: more than a DataMatrix holds`);
  const reader = new SealBytes(bytes);
  const header = readHeader(reader);
  const profile = sealProfiles[header.profile];
  const raw = features(bytes, reader.offset, profile);
  const { fields, otherFeatures, deviations } = interpret(header, profile, raw);
  const half = raw.signature.length / 2;
  return {
    header,
    document: profile?.title ?? null,
    fields,
    otherFeatures,
    deviations,
    signature: { r: encodeHex(raw.signature.subarray(0, half)), s: encodeHex(raw.signature.subarray(half)) },
    signedBytes: raw.signedLength,
  };
}

/** The form of the lengths is decided by which one lets the seal end with its signature; plain ones come first. */
function features(bytes: Uint8Array, start: number, profile: SealProfile | undefined): RawFeatures {
  const read = (derLengths: boolean) => {
    const reader = new SealBytes(bytes);
    reader.take(start, 'header');
    return readFeatures(reader, derLengths);
  };
  try {
    return read(false);
  } catch (error) {
    if (!(error instanceof SealError) || profile?.others !== 'allowed') throw error;
    return read(true);
  }
}

function interpret(header: SealHeader, profile: SealProfile | undefined, raw: RawFeatures) {
  const fields: Record<string, FeatureValue> = {};
  const otherFeatures: Record<string, OtherFeature> = {};
  const deviations: string[] = [];
  for (const { tag, value } of raw.features) {
    const rule = profile?.features.find((one) => one.tag === tag);
    if (rule) {
      if (rule.name in fields) deviations.push(`${rule.name} twice`);
      const decoded = decodeValue(rule, value);
      fields[rule.name] = decoded;
      deviations.push(...valueDeviations(rule, value, decoded));
    } else {
      otherFeatures[hexTag(tag)] = { hex: encodeHex(value), ...readableText(value) };
      if (profile?.others === 'forbidden') deviations.push(`feature ${hexTag(tag)} is not of this document`);
    }
  }
  if (profile) {
    for (const rule of profile.features) {
      if (rule.optional !== true && !(rule.name in fields)) deviations.push(`${rule.name} missing`);
    }
    if (profile.features.some((one) => one.name === 'mrz') && !('mrz' in fields)) deviations.push('mrz missing');
    if (!profile.versions.includes(header.version)) deviations.push(`header version ${header.version}`);
    if (!profile.signatureBytes.includes(raw.signature.length))
      deviations.push(`signature of ${raw.signature.length} bytes`);
  }
  return { fields, otherFeatures, deviations: [...new Set(deviations)] };
}
