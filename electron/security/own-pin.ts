/** The clerk at the seat changes the own PIN: proven by the old one, then written where the changes of IT go too. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { clerksContract } from '../contract/clerks.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { JsonObject } from '../contract/json.ts';
import type { ClerkView } from '../contract/session.ts';
import type { DirectoryCache } from './directory-cache.ts';
import type { DirectoryEntry } from './directory-entry.ts';
import { foldUserName } from './fold-user-name.ts';
import { hashPin, type PinHash } from './pin-hash.ts';
import type { Clerks } from './port.ts';
import { isSimplePin } from './simple-pin.ts';

export interface OwnPinParts {
  /** Null at a training seat without a centre: the new PIN stays here. */
  directory: DirectoryCache | null;
  clerks: Pick<Clerks, 'provePin' | 'putPin'>;
  clerk(): ClerkView;
  nowIso(): string;
  journal(kind: string, actor: string, body: JsonObject): void;
  emitChanged(version: number): void;
}

export type OwnPin = Pick<Implementation<(typeof clerksContract)['calls'], unknown>, 'changeOwnPin'>;

/** Other seats may change other people at the same moment. */
const attemptsMax = 3;

export function createOwnPin(parts: OwnPinParts): OwnPin {
  const { directory, clerks } = parts;

  async function append(directory: DirectoryCache, userName: string, proven: PinHash, pin: PinHash): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const before = directory.entries().find((entry) => foldUserName(entry.userName) === foldUserName(userName));
      if (!before || before.revoked !== null) throw new AppError('clerks.not-found');
      // Meanwhile somebody has set another one: it is not undone by who knew the one before it.
      if (before.pin.hash !== proven.hash) throw new AppError('clerks.changed-meanwhile');
      const entry: DirectoryEntry = { ...before, pin, change: 'pin', by: before.userName, at: parts.nowIso() };
      try {
        return await directory.append(entry);
      } catch (error) {
        if (!isAppError(error)) throw error;
        // The entry may have arrived although its answer did not.
        if (error.code.startsWith('centre.')) throw new AppError('clerks.pin-uncertain', {}, { cause: error });
        if (error.code !== 'clerks.changed-meanwhile' || attempt === attemptsMax) throw error;
        await directory.update();
      }
    }
  }

  return {
    async changeOwnPin({ oldPin, newPin }) {
      const by = parts.clerk();
      if (newPin.normalize('NFC') === oldPin.normalize('NFC')) throw new AppError('clerks.same-pin');
      if (isSimplePin(newPin, by.userName)) throw new AppError('clerks.simple-pin');
      // First: where the centre does not answer, no attempt is spent.
      await directory?.update();
      const proven = await clerks.provePin({ userName: by.userName, pin: oldPin }).catch((error: unknown) => {
        const wrong = isAppError(error) && error.code === 'session.wrong-pin';
        throw wrong ? new AppError('clerks.wrong-old-pin', error.params) : error;
      });
      const pin = await hashPin(newPin);
      if (directory) await append(directory, by.userName, proven, pin);
      else clerks.putPin(by.userName, pin);
      const version = directory?.version() ?? 0;
      const { userName, role } = by;
      parts.journal('clerk-changed', userName, { userName, role, change: 'pin', version });
      parts.emitChanged(version);
      return { reaches: directory ? 'authority' : 'seat' };
    },
  };
}
