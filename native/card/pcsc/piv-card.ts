/** The staff card: certificate and signature of the PIV application (NIST SP 800-73-4), whichever reader it lies on. */
import { gunzipSync } from 'node:zlib';
import { DeviceError } from '../../core/device-error.ts';
import { decodeHex, encodeHex } from '../../core/hex.ts';
import type { StaffSignature } from '../port.ts';
import type { CardChannel } from './card-channel.ts';
import { piv, pivStatus, pivTags } from './piv.table.ts';
import { formatStatus } from './status-word.ts';
import { decodeTlv, encodeTlv, type Tlv } from './tlv.ts';

const none = new Uint8Array(0);
/** Part 1, table 2: the certificate container holds 1856 bytes at least; twice that bounds what a gzip bomb could become. */
const certificateMax = 8192;
const wholeAnswer = 256;

/** Selects the application and reads the certificate for authentication, DER. Throws `card.not-a-staff-card`, `card.garbled`. */
export async function readStaffCertificate(channel: CardChannel): Promise<Uint8Array> {
  const aid = decodeHex(piv.selectedId);
  const selected = await channel.send({ cla: 0, ins: piv.select, p1: 4, p2: 0, data: aid, le: wholeAnswer });
  if (selected.status !== pivStatus.done) throw new DeviceError('card.not-a-staff-card', formatStatus(selected.status));
  const data = encodeTlv(pivTags.tagList, Uint8Array.from(piv.authenticationCertificate));
  const answer = await channel.send({ cla: 0, ins: piv.getData, p1: 0x3f, p2: 0xff, data, le: wholeAnswer });
  if (answer.status === pivStatus.notFound) throw new DeviceError('card.not-a-staff-card', 'no certificate');
  if (answer.status !== pivStatus.done) throw new DeviceError('card.refused', formatStatus(answer.status));
  const container = find(decodeTlv(answer.data, { flat: true }), pivTags.data, 'container');
  // A compressed certificate is no BER inside.
  const objects = decodeTlv(container.value, { flat: true });
  const { value } = find(objects, pivTags.certificate, 'certificate');
  // Part 1, appendix A: bit 1 of CertInfo says gzip.
  const info = objects.find(({ tag }) => tag === pivTags.certificateInfo)?.value[0] ?? 0;
  return (info & 0x01) === 0 ? value : unzip(value);
}

/**
 * Expects the application selected. Tries the PIN once and signs the digest (32 bytes) with the key for authentication.
 * A card whose PIN was wrong, or is blocked, is an outcome; anything else is a DeviceError.
 */
export async function signWithStaffCard(
  channel: CardChannel,
  { pin, digest }: { pin: string; digest: Uint8Array },
): Promise<StaffSignature> {
  const verified = await channel.send({
    ...{ cla: 0, ins: piv.verify, p1: 0, p2: piv.pinReference, data: encodePin(pin) },
  });
  if (verified.status >> 4 === pivStatus.wrongPinFamily) {
    const left = verified.status & 0x0f;
    return left === 0 ? { kind: 'blocked' } : { kind: 'wrong-pin', left };
  }
  if (verified.status === pivStatus.blocked) return { kind: 'blocked' };
  if (verified.status !== pivStatus.done) throw new DeviceError('card.refused', formatStatus(verified.status));
  const answer = await channel.send({
    ...{ cla: 0, ins: piv.generalAuthenticate, p1: piv.eccP256, p2: piv.authenticationKey },
    data: encodeTlv(
      pivTags.template,
      Uint8Array.from([...encodeTlv(pivTags.response, none), ...encodeTlv(pivTags.challenge, digest)]),
    ),
    le: wholeAnswer,
  });
  if (answer.status !== pivStatus.done) throw new DeviceError('card.refused', formatStatus(answer.status));
  const template = find(decodeTlv(answer.data), pivTags.template, 'template');
  return { kind: 'signed', signature: find(template.children, pivTags.response, 'response').value };
}

/** Part 2, 2.4.3. Throws RangeError for what is no PIN of such a card: the contract lets none through. */
export function encodePin(pin: string): Uint8Array {
  if (!/^\d{6,8}$/.test(pin)) throw new RangeError('a PIN of six to eight digits is needed');
  const bytes = new Uint8Array(piv.pinLength).fill(piv.pinPadding);
  bytes.set(new TextEncoder().encode(pin));
  return bytes;
}

function find(objects: readonly Tlv[], tag: number, what: string): Tlv {
  const found = objects.find((object) => object.tag === tag);
  if (!found) throw new DeviceError('card.garbled', `${what} missing (${encodeHex(Uint8Array.of(tag))})`);
  return found;
}

function unzip(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(gunzipSync(bytes, { maxOutputLength: certificateMax }));
  } catch (cause) {
    throw new DeviceError('card.garbled', 'compressed certificate', { cause });
  }
}
