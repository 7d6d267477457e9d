/** Reads the policy file; without one the seat is a training seat with a virtual counter. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CentreAddress } from './central/connect-centre.ts';
import { AppError } from './contract/app-error.ts';
import { type Policy, type PolicyCentre, policy } from './contract/policy.ts';

const maxPolicyBytes = 1024 * 1024;

export const trainingPolicy: Policy = {
  format: 1,
  mode: 'training',
  seat: {
    id: 'SCH',
    name: 'Schulungsplatz',
    ortsverwaltung: 'Ortsverwaltung Mainz-Drais',
    authority: 'Landeshauptstadt Mainz',
    authorityAddress: ['Ortsverwaltung Drais', 'Musterweg 5', '55127 Mainz'],
    place: 'Mainz-Drais',
    ags: '07315000',
  },
  devices: [],
  till: { name: 'Zahlstelle Drais (Schulung)', cash: true, collective: true },
  seals: ['S-07', 'S-12'],
};

/**
 * Throws AppError `policy.invalid` (params `field`, `problem`) for a broken file and `policy.virtual-in-live` when a live seat
 * names a device marked virtual. A named file that does not exist is invalid too: a seat never falls back to training by itself.
 */
export function loadPolicy(file: string | null): Policy {
  if (file === null) return trainingPolicy;
  if (!existsSync(file)) throw new AppError('policy.invalid', { field: file, problem: 'Datei fehlt' });
  const text = readFileSync(file, 'utf8');
  if (text.length > maxPolicyBytes) throw new AppError('policy.invalid', { field: file, problem: 'Datei zu groß' });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new AppError('policy.invalid', {
      field: file,
      problem: error instanceof Error ? error.message : 'kein JSON',
    });
  }
  const parsed = policy.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('policy.invalid', {
      field: issue?.path.join('.') || file,
      problem: issue?.message ?? 'unbekanntes Format',
    });
  }
  const ids = parsed.data.devices.map((device) => device.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new AppError('policy.invalid', { field: 'devices', problem: `${twice} doppelt` });
  const virtual = parsed.data.devices.find((device) => device.options.virtual === true);
  if (parsed.data.mode === 'live' && virtual) throw new AppError('policy.virtual-in-live', { device: virtual.id });
  const { staffCardReader, lockOnCardRemoval } = parsed.data.security ?? {};
  const reader = parsed.data.devices.find(({ id }) => id === staffCardReader);
  if (staffCardReader !== undefined && reader?.class !== 'card') {
    throw new AppError('policy.invalid', {
      field: 'security.staffCardReader',
      problem: 'kein Kartenleser dieses Platzes',
    });
  }
  if (lockOnCardRemoval && staffCardReader === undefined) {
    throw new AppError('policy.invalid', { field: 'security.lockOnCardRemoval', problem: 'braucht staffCardReader' });
  }
  if (parsed.data.mode === 'live' && !parsed.data.centre) throw new AppError('centre.missing-in-live');
  return parsed.data;
}

/** Throws `policy.invalid` when a file of the certificates is missing or not readable. */
export function readCentreAddress(centre: PolicyCentre, policyFile: string | null, seatId: string): CentreAddress {
  const read = (field: 'ca' | 'cert' | 'key'): string => {
    try {
      return readFileSync(path.resolve(path.dirname(policyFile ?? '.'), centre[field]), 'utf8');
    } catch (error) {
      const problem = error instanceof Error && 'code' in error ? String(error.code) : 'nicht lesbar';
      throw new AppError('policy.invalid', { field: `centre.${field}`, problem }, { cause: error });
    }
  };
  const { host, port, pinnedSha256 } = centre;
  return { host, port, pinnedSha256, seatId, ca: read('ca'), cert: read('cert'), key: read('key') };
}
