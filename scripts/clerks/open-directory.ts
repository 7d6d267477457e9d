/** The clerks' directory from the command line: the rules of the seat's own room, over a seat's certificate, without a seat. */
import { randomBytes } from 'node:crypto';
import { CentreLine } from '../../electron/central/centre-line.ts';
import type { CentreAddress } from '../../electron/central/connect-centre.ts';
import { DirectoryLine } from '../../electron/central/directory-line.ts';
import { AppError } from '../../electron/contract/app-error.ts';
import type { JsonValue } from '../../electron/contract/json.ts';
import { DirectoryBoxes } from '../../electron/journal/directory-boxes.ts';
import { type ClerksRoom, createClerksRoom } from '../../electron/security/clerks-room.ts';
import { createDirectoryCache, type DirectoryCache } from '../../electron/security/directory-cache.ts';
import { berlinDay } from '../../electron/vorgang/run-context.ts';

export interface OpenDirectory {
  room: ClerksRoom;
  directory: DirectoryCache;
  close(): void;
}

/** `by`: who stands as the author of the changes; they act with the rights of IT. Reads the directory; throws AppError. */
export async function openDirectory(parts: {
  address: CentreAddress;
  /** All generations, the first one first. */
  authorityKeys: readonly Uint8Array[];
  ortsverwaltung: string;
  by: string;
}): Promise<OpenDirectory> {
  const { address, authorityKeys, ortsverwaltung, by } = parts;
  const line = new CentreLine({ address, purpose: 'clerks' });
  const boxes = new DirectoryBoxes(authorityKeys, randomBytes);
  // No seat reads here: what it would keep in its journal is forgotten, and it says of no seat what that has seen.
  const remote = new DirectoryLine({ line, boxes, seatId: address.seatId });
  const kept = new Map<string, JsonValue>();
  const today = () => berlinDay(Date.now());
  const directory = createDirectoryCache({
    journal: {
      append: () => undefined,
      setting: (name) => kept.get(name) ?? null,
      putSetting: (name, value) => void kept.set(name, value),
    },
    remote: () => ({
      read: (known) => remote.read(known),
      append: (known, text) => remote.append(known, text),
      saySeen: async () => {},
      seats: () => remote.seats(),
    }),
    clock: { nowMs: () => Date.now(), after: () => () => {} },
    today,
    maxAgeHours: () => 1,
    onNews: () => {},
    warn: () => {},
  });
  const room = createClerksRoom({
    ...{ directory, ortsverwaltung, today },
    localClerks: () => [],
    card: {
      ready: () => false,
      read: () => Promise.reject(new AppError('staff-card.no-reader')),
      prove: () => Promise.reject(new AppError('staff-card.no-reader')),
    },
    clerk: () => ({ userName: by, displayName: by, role: 'it' }),
    nowIso: () => new Date().toISOString(),
    journal: () => {},
    emitChanged: () => {},
  });
  try {
    await directory.update();
  } catch (error) {
    line.close();
    throw error;
  }
  return { room, directory, close: () => line.close() };
}
