/** What the virtual chips hold, by document (TR-03127 §3.3, §3.4 and Annex D). Synthetic: no person, no key, no signature. */
import { encodeCardAccess } from '../card-access.ts';
import { applicationIds, encodeDirectory } from '../ef-dir.ts';
import { paceRoot } from '../pace-protocol.table.ts';

export const profileNames = ['id-card-2021', 'id-card-2010', 'passport', 'empty'] as const;
export type ProfileName = (typeof profileNames)[number];

/** `free` may be read by anybody; `locked` answers 6982 until a channel is open, which this card never opens. */
export interface ChipFile {
  fid: number;
  sfi: number;
  access: 'free' | 'locked';
  content: Uint8Array;
}

export interface ChipApplication {
  identifier: string;
  files: readonly ChipFile[];
}

export interface ChipProfile {
  master: readonly ChipFile[];
  applications: readonly ChipApplication[];
}

/** brainpoolP256r1 in the list of standardised domain parameters (TR-03110-3 A.2.1.1). */
const brainpoolP256r1 = 13;
const genericMapping = { oid: `${paceRoot}.2.2`, parameterId: brainpoolP256r1 };
const chipAuthenticationMapping = { oid: `${paceRoot}.6.2`, parameterId: brainpoolP256r1 };

const cardAccess = (offers: Parameters<typeof encodeCardAccess>[0]): ChipFile => ({
  fid: 0x011c,
  sfi: 0x1c,
  access: 'free',
  content: encodeCardAccess(offers),
});
const directory = (identifiers: readonly string[]): ChipFile => ({
  fid: 0x2f00,
  sfi: 0x1e,
  access: 'free',
  content: encodeDirectory(identifiers),
});
const locked = (fid: number, sfi: number): ChipFile => ({ fid, sfi, access: 'locked', content: new Uint8Array(0) });
const cardSecurity = locked(0x011d, 0x1d);

/** EF.COM, EF.SOD, EF.CVCA and DG1, DG2, DG3, DG14 (ICAO 9303-10 table 38). */
const biometric: ChipApplication = {
  identifier: applicationIds.biometric,
  files: [locked(0x011e, 0x1e), locked(0x011d, 0x1d), locked(0x011c, 0x1c)].concat(
    [1, 2, 3, 14].map((group) => locked(0x0100 + group, group)),
  ),
};
/** DG1 … DG22 (TR-03110-4 §2.2.3). */
const eid: ChipApplication = {
  identifier: applicationIds.eid,
  files: Array.from({ length: 22 }, (_, index) => locked(0x0101 + index, index + 1)),
};
const esign: ChipApplication = { identifier: applicationIds.esign, files: [] };
const idCardApplications = [biometric, eid, esign];
const idCardDirectory = directory(idCardApplications.map((application) => application.identifier));

export const chipProfiles: Readonly<Record<ProfileName, ChipProfile>> = {
  /** Identity card issued from 2 August 2021. */
  'id-card-2021': {
    master: [cardAccess([genericMapping, chipAuthenticationMapping]), cardSecurity, idCardDirectory],
    applications: idCardApplications,
  },
  /** Identity card issued before. */
  'id-card-2010': {
    master: [cardAccess([genericMapping]), cardSecurity, idCardDirectory],
    applications: idCardApplications,
  },
  /** Passport since 2021: no EF.DIR, no eID application. */
  passport: {
    master: [cardAccess([genericMapping, chipAuthenticationMapping]), cardSecurity],
    applications: [biometric],
  },
  empty: { master: [], applications: [] },
};

export function isProfileName(name: unknown): name is ProfileName {
  return profileNames.some((known) => known === name);
}
