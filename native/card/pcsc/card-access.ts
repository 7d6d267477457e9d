/** EF.CardAccess: SET OF SecurityInfo, of which the PACE offers matter here (ICAO 9303-11 §9.2, TR-03110-3 A.1). */
import { DeviceError } from '../../core/device-error.ts';
import type { PaceOffer } from '../port.ts';
import { decodeObjectIdentifier, encodeObjectIdentifier } from './object-identifier.ts';
import { paceProtocols, paceRoot } from './pace-protocol.table.ts';
import { decodeTlv, encodeTlv, type Tlv } from './tlv.ts';

const tagSet = 0x31;
const tagSequence = 0x30;
const tagInteger = 0x02;
const tagObjectIdentifier = 0x06;
/** PACEInfo carries version 2 (ICAO 9303-11 §9.2.1). */
const paceVersion = 2;

/** Other SecurityInfos are passed over; a PACE identifier that is not listed comes as `unknown`. */
export function decodeCardAccess(bytes: Uint8Array): PaceOffer[] {
  const [set, ...more] = decodeTlv(bytes);
  if (set?.tag !== tagSet || more.length > 0) throw new DeviceError('card.garbled', 'EF.CardAccess is no SET');
  return set.children.flatMap((info) => {
    const identifier = info.children[0];
    if (info.tag !== tagSequence || identifier?.tag !== tagObjectIdentifier) {
      throw new DeviceError('card.garbled', 'SecurityInfo without an identifier');
    }
    const oid = decodeObjectIdentifier(identifier.value);
    const arcs = oid.startsWith(`${paceRoot}.`) ? oid.slice(paceRoot.length + 1) : '';
    // Two further arcs name a protocol; one alone is a PACEDomainParameterInfo.
    if (!arcs.includes('.')) return [];
    const parameter = info.children[2];
    const offer = { oid, protocol: paceProtocols[arcs] ?? 'unknown' };
    return [parameter === undefined ? offer : { ...offer, parameterId: smallInteger(parameter) }];
  });
}

/** PACEInfos only, as a chip writes them. */
export function encodeCardAccess(offers: readonly Pick<PaceOffer, 'oid' | 'parameterId'>[]): Uint8Array {
  const infos = offers.map(({ oid, parameterId }) =>
    encodeTlv(
      tagSequence,
      join([
        encodeTlv(tagObjectIdentifier, encodeObjectIdentifier(oid)),
        encodeTlv(tagInteger, Uint8Array.of(paceVersion)),
        ...(parameterId === undefined ? [] : [encodeTlv(tagInteger, Uint8Array.of(parameterId))]),
      ]),
    ),
  );
  return encodeTlv(tagSet, join(infos));
}

function smallInteger(object: Tlv): number {
  const value = object.value[0];
  if (object.tag !== tagInteger || object.value.length !== 1 || value === undefined || value > 127) {
    throw new DeviceError('card.garbled', 'PACE parameter id is no small integer');
  }
  return value;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
