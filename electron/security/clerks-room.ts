/** «Sachbearbeitung»: lists the directory and changes it; who may do what to whom is decided here, once more than on screen. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { CalendarDate } from '../contract/calendar-date.ts';
import type { clerksContract, DirectoryClerk, DirectoryView } from '../contract/clerks.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { JsonObject } from '../contract/json.ts';
import type { ClerkView, Role } from '../contract/session.ts';
import type { DirectoryCache } from './directory-cache.ts';
import { accessOf, type DirectoryEntry } from './directory-entry.ts';
import { foldUserName } from './fold-user-name.ts';
import { hashPin } from './pin-hash.ts';
import { isSimplePin } from './simple-pin.ts';
import type { CardProof } from './staff-card.ts';

export interface ClerksRoomParts {
  /** Null at a training seat without a centre: its people are shown, and cannot be changed. */
  directory: DirectoryCache | null;
  /** Of a seat without a centre. */
  localClerks(): ClerkView[];
  ortsverwaltung: string;
  card: CardProof;
  clerk(): ClerkView;
  today(): CalendarDate;
  nowIso(): string;
  journal(kind: string, actor: string, body: JsonObject): void;
  emitChanged(version: number): void;
}

/** The own PIN is changed in `own-pin.ts`: the tool of IT, which also works with this room, has nobody at a seat. */
export type ClerksRoom = Omit<Implementation<(typeof clerksContract)['calls'], unknown>, 'changeOwnPin'>;

/** So many seats' words fit on the page. */
const seatsShown = 200;

export function createClerksRoom(parts: ClerksRoomParts): ClerksRoom {
  const needed = (): DirectoryCache => {
    if (parts.directory === null) throw new AppError('clerks.no-centre');
    return parts.directory;
  };

  async function view(): Promise<DirectoryView> {
    const { directory } = parts;
    const entries = directory?.entries() ?? [];
    const clerks = directory ? entries.map(shown) : parts.localClerks().map(shownLocal);
    const readAtMs = directory?.readAtMs() ?? null;
    return {
      version: directory?.version() ?? 0,
      readAt: readAtMs === null ? null : new Date(readAtMs).toISOString(),
      hasCentre: directory !== null,
      hasCardReader: parts.card.ready(),
      clerks: clerks.sort((a, b) => a.displayName.localeCompare(b.displayName, 'de')),
      ortsverwaltungen: [...new Set([parts.ortsverwaltung, ...entries.map((entry) => entry.ortsverwaltung)])].sort(
        (a, b) => a.localeCompare(b, 'de'),
      ),
      seats: directory ? await seatsOf(directory) : [],
    };
  }

  const shown = (entry: DirectoryEntry): DirectoryClerk => ({
    userName: entry.userName,
    displayName: entry.displayName,
    role: entry.role,
    ortsverwaltung: entry.ortsverwaltung,
    hasCard: entry.card !== null,
    validFrom: entry.validFrom,
    validTo: entry.validTo,
    access: accessOf(entry, parts.today()),
    revokedReason: entry.revoked?.reason ?? null,
    change: entry.change,
    changedBy: entry.by,
    changedAt: entry.at,
  });
  const shownLocal = ({ userName, displayName, role }: ClerkView): DirectoryClerk => ({
    ...{ userName, displayName, role, ortsverwaltung: parts.ortsverwaltung, hasCard: false },
    ...{ validFrom: parts.today(), validTo: null, access: 'open', revokedReason: null, change: 'added' },
    ...{ changedBy: 'seat', changedAt: parts.nowIso() },
  });

  /** What they said last; where the centre does not answer, nothing. */
  async function seatsOf(directory: DirectoryCache): Promise<DirectoryView['seats']> {
    try {
      const seats = await directory.seats();
      return seats.slice(0, seatsShown).map(({ seat, version, saidAt }) => ({
        ...{ seat, saidAt },
        upToDate: version >= directory.version(),
      }));
    } catch (error) {
      if (isAppError(error)) return [];
      throw error;
    }
  }

  /** Not revoked ones only; throws `clerks.not-found`. */
  function known(directory: DirectoryCache, userName: string): DirectoryEntry {
    const found = directory.entries().find((entry) => sameName(entry.userName, userName));
    if (!found || found.revoked !== null) throw new AppError('clerks.not-found');
    return found;
  }

  function assertMay(by: ClerkView, ...roles: Role[]): void {
    if (by.role !== 'it' && roles.includes('it')) throw new AppError('clerks.it-only');
  }

  async function write(
    change: DirectoryEntry['change'],
    entry: Omit<DirectoryEntry, 'change' | 'by' | 'at'>,
  ): Promise<DirectoryView> {
    const { userName: by } = parts.clerk();
    const directory = needed();
    await directory.append({ ...entry, change, by, at: parts.nowIso() });
    const { userName, role } = entry;
    parts.journal('clerk-changed', by, { userName, role, change, version: directory.version() });
    parts.emitChanged(directory.version());
    return view();
  }

  /** The present entry, for somebody who may change it. */
  async function change(
    userName: string,
    kind: DirectoryEntry['change'],
    over: (before: DirectoryEntry, by: ClerkView) => Promise<Partial<DirectoryEntry>> | Partial<DirectoryEntry>,
  ): Promise<DirectoryView> {
    const by = parts.clerk();
    const directory = needed();
    await directory.update();
    const before = known(directory, userName);
    assertMay(by, before.role);
    return write(kind, { ...before, ...(await over(before, by)) });
  }

  return {
    async view() {
      await parts.directory?.refresh();
      return view();
    },
    async add({ userName, displayName, role, ortsverwaltung, pin, validFrom, validTo }) {
      const directory = needed();
      assertMay(parts.clerk(), role);
      await directory.update();
      const before = directory.entries().find((entry) => sameName(entry.userName, userName));
      if (before && before.revoked === null) throw new AppError('clerks.exists');
      if (before) assertMay(parts.clerk(), before.role);
      return write('added', {
        ...{ userName, displayName, role, ortsverwaltung, validTo, card: null, revoked: null },
        validFrom: validFrom ?? parts.today(),
        pin: await newPinHash(pin, userName),
      });
    },
    change: ({ userName, ...values }) =>
      change(userName, 'changed', (before, by) => {
        assertMay(by, values.role);
        const sameReach =
          values.role === before.role && values.validFrom === before.validFrom && values.validTo === before.validTo;
        if (sameName(by.userName, userName) && !sameReach) throw new AppError('clerks.self');
        return values;
      }),
    setPin: ({ userName, pin }) => change(userName, 'pin', async () => ({ pin: await newPinHash(pin, userName) })),
    registerCard: ({ userName, cardPin }) =>
      change(userName, 'card', async (before) => {
        const card = await parts.card.read();
        const owner = needed()
          .entries()
          .find((entry) => entry.card === card.publicKey && entry.revoked === null);
        if (owner && owner.userName !== before.userName) throw new AppError('clerks.card-taken');
        await parts.card.prove(card, cardPin, before.userName);
        return { card: card.publicKey };
      }),
    removeCard: ({ userName }) => change(userName, 'card-removed', () => ({ card: null })),
    revoke: ({ userName, reason }) =>
      change(userName, 'revoked', (_before, by) => {
        // So somebody always remains who can let others in.
        if (sameName(by.userName, userName)) throw new AppError('clerks.self');
        return { revoked: { at: parts.nowIso(), by: by.userName, reason }, card: null };
      }),
  };
}

const sameName = (one: string, other: string): boolean => foldUserName(one) === foldUserName(other);

async function newPinHash(pin: string, userName: string) {
  if (isSimplePin(pin, userName)) throw new AppError('clerks.simple-pin');
  return hashPin(pin);
}
