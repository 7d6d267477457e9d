/** Who signs in: PINs checked one at a time, wrong ones counted over restarts, cards by challenge, every attempt in the journal. */
import { AppError } from '../contract/app-error.ts';
import type { JsonObject } from '../contract/json.ts';
import type { PinCredentials } from '../contract/session.ts';
import type { DirectoryCache } from './directory-cache.ts';
import { foldUserName } from './fold-user-name.ts';
import { createLocalClerks, viewOf } from './local-clerks.ts';
import { checkPin } from './pin-hash.ts';
import type { ClerkRecord, ClerkRecords, Clerks, Expected, SignInJournal } from './port.ts';
import type { CardProof } from './staff-card.ts';
import { WrongPins } from './wrong-pins.ts';

export interface ClerksParts {
  journal: SignInJournal;
  clock: { nowMs(): number };
  /** Absent at a seat without a centre, which only a training seat may be. */
  directory?: DirectoryCache | null;
  /** A training seat lets its fictive people in until it has read a directory. */
  training?: boolean;
  card?: CardProof | undefined;
}

export function createClerks({ journal, clock, directory, training = true, card }: ClerksParts): Clerks {
  const wrongPins = new WrongPins(journal, clock);
  const local = createLocalClerks(journal);
  const records = (): ClerkRecords => (directory && (!training || directory.version() > 0) ? directory : local);
  const find = (name: string): ClerkRecord | undefined =>
    records()
      .all()
      .find(({ userName }) => foldUserName(userName) === name);
  const write = (kind: string, actor: string, body: JsonObject): void => {
    journal.append({ kind, scope: 'seat', actor, body });
  };

  // One after the other: attempts made at once would all see the count before any of them.
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  function letIn(record: ClerkRecord, by: 'pin' | 'card') {
    try {
      records().assertFresh(record.role);
      if (!record.isOpen) throw new AppError('session.access-ended');
    } catch (error) {
      write('sign-in-refused', record.userName, { reason: error instanceof AppError ? error.code : 'internal', by });
      throw error;
    }
    write('clerk-signed-in', record.userName, by === 'pin' ? { role: record.role } : { role: record.role, by });
    return viewOf(record);
  }

  /** Counted, and refused when locked or wrong. */
  async function prove({ userName, pin }: PinCredentials): Promise<ClerkRecord> {
    const name = foldUserName(userName);
    const record = find(name);
    // Whoever mistypes may have put the PIN into the field of the name: unknown names are written nowhere.
    const actor = record?.userName ?? 'seat';
    const locked = wrongPins.minutesLocked(name);
    if (locked > 0) {
      write('sign-in-refused', actor, { reason: 'locked', known: record !== undefined });
      throw new AppError('session.locked', { minutes: locked });
    }
    // Counted before the check: pulling the plug in between is no free attempt.
    const left = wrongPins.count(name, record !== undefined);
    if (record && (await checkPin(pin, record.pin))) {
      wrongPins.clear(name);
      return record;
    }
    if (!record) await checkPin(pin, undefined);
    write('sign-in-refused', actor, { reason: 'wrong-pin', known: record !== undefined, left });
    if (left === 0) throw new AppError('session.locked', { minutes: wrongPins.minutesLocked(name) });
    throw new AppError('session.wrong-pin', { left });
  }

  async function byCard(pin: string, { only, except }: Expected) {
    if (!card) throw new AppError('staff-card.no-reader');
    const read = await card.read();
    const record = records()
      .all()
      .find((each) => each.card === read.publicKey);
    if (!record) {
      write('sign-in-refused', 'seat', { reason: 'staff-card.unknown', by: 'card' });
      throw new AppError('staff-card.unknown');
    }
    const name = foldUserName(record.userName);
    if (only !== undefined && name !== foldUserName(only)) throw new AppError('staff-card.other-person');
    if (except !== undefined && name === foldUserName(except)) throw new AppError('session.second-clerk-same');
    if (!record.isOpen) return letIn(record, 'card');
    try {
      await card.prove(read, pin, record.userName);
    } catch (error) {
      const proven = error instanceof AppError && error.code.startsWith('staff-card.');
      write('sign-in-refused', record.userName, { reason: proven ? error.code : 'card', by: 'card' });
      throw error;
    }
    return letIn(record, 'card');
  }

  return {
    put: (clerk) =>
      inTurn(async () => {
        if (!(await local.put(clerk))) return;
        wrongPins.clear(foldUserName(clerk.userName));
        write('clerk-put', 'seat', { userName: clerk.userName, role: clerk.role });
      }),

    list: () => records().all().map(viewOf),

    standing(userName) {
      const record = find(foldUserName(userName));
      return record?.isOpen ? viewOf(record) : null;
    },

    verify: (credentials, expected = {}) =>
      inTurn(async () => {
        await records().refresh();
        if (directory && !training && directory.version() === 0) throw new AppError('session.directory-missing');
        if ('cardPin' in credentials) return byCard(credentials.cardPin, expected);
        if (expected.except !== undefined && foldUserName(credentials.userName) === foldUserName(expected.except)) {
          throw new AppError('session.second-clerk-same');
        }
        return letIn(await prove(credentials), 'pin');
      }),

    provePin: (credentials) => inTurn(async () => (await prove(credentials)).pin),

    putPin: (userName, pin) => local.putPin(userName, pin),

    forgive: (userName) => wrongPins.clear(foldUserName(userName)),
  };
}
