/** The journal of a seat with its way to a test centre, and what a clerk would do there, in a few words. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CentreSync, type CentreSyncParts } from '../../../electron/central/centre-sync.ts';
import type { CentreAddress } from '../../../electron/central/connect-centre.ts';
import type { JsonObject } from '../../../electron/contract/json.ts';
import { DirectoryBoxes } from '../../../electron/journal/directory-boxes.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import type { SealedJournal } from '../../../electron/journal/sealed-journal.ts';
import { decodeSeatKeys } from '../../../electron/security/key-file.ts';
import type { CentrePolicy } from '../../../scripts/centre/start-centre.ts';

/** What of a test centre a seat needs, also in another process. */
export interface CentreForSeat {
  readonly folder: string;
  readonly seats: readonly { seat: string; keysFile: string }[];
  policyOf(seat: string): CentrePolicy;
}

export interface SeatAtCentre {
  readonly id: string;
  readonly file: string;
  readonly journal: SealedJournal;
  readonly sync: CentreSync;
  readonly authorityKeyHex: string;
  open(vorgangId: string, person: string): void;
  record(vorgangId: string, stepId: string, value: string): void;
  biometrics(vorgangId: string): void;
  /** An act on the outside world that came out well. */
  act(vorgangId: string, kind: 'payment' | 'reversal' | 'seal' | 'print', details: JsonObject): void;
  pay(vorgangId: string, amountCents: number): void;
  finish(vorgangId: string): void;
  close(): void;
}

export interface SeatOptions extends Partial<Omit<CentreSyncParts, 'boxes'>> {
  /** Where the seat reaches the centre, for example through a proxy. */
  host?: string;
  port?: number;
  wallOffsetMs?: () => number;
}

export function addressOf(
  centre: CentreForSeat,
  seatId: string,
  over: { host?: string; port?: number } = {},
): CentreAddress {
  const { host, port, ca, cert, key, pinnedSha256 } = centre.policyOf(seatId);
  const text = (file: string): string => readFileSync(file, 'utf8');
  return {
    host: over.host ?? host,
    port: over.port ?? port,
    ca: text(ca),
    cert: text(cert),
    key: text(key),
    pinnedSha256,
    seatId,
  };
}

export function startSeatAtCentre(centre: CentreForSeat, id: string, options: SeatOptions = {}): SeatAtCentre {
  const { host, port, wallOffsetMs = () => 0, ...over } = options;
  const keysFile = centre.seats.find(({ seat }) => seat === id)?.keysFile ?? '';
  const keys = decodeSeatKeys(readFileSync(keysFile, 'utf8'));
  const folder = path.join(centre.folder, 'journals', id);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'journal.db');
  const nowMs = (): number => Date.now() + wallOffsetMs();
  const journal = openJournal({
    file,
    ...keys,
    clock: { nowMs },
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
  const address = addressOf(centre, id, {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
  });
  const sync = new CentreSync({
    address,
    journal,
    boxes: new DirectoryBoxes([keys.authorityKey, ...keys.laterAuthorityKeys], randomBytes),
    training: true,
    nowMs,
    monotonicMs: () => performance.now(),
    ...over,
  });
  let acts = 0;
  const write = (vorgangId: string, kind: string, body: object, scope: 'vorgang' | 'biometrics' = 'vorgang') =>
    journal.append({ kind, vorgangId, scope, actor: 'berger', body: { ...body } });
  function act(vorgangId: string, kind: string, details: JsonObject): void {
    acts += 1;
    const operationId = `${vorgangId}/${kind}/fee/${id}-${acts}-${journal.centre.lastSequence()}`;
    const intent = { operationId, kind, subject: 'fee', attempt: 1, deviceId: null, details };
    write(vorgangId, 'operation-intended', intent);
    write(vorgangId, 'operation-settled', { operationId, phase: 'done', reason: null, details: {}, by: 'berger' });
  }
  return {
    ...{ id, file, journal, sync, authorityKeyHex: Buffer.from(keys.authorityKey).toString('hex') },
    open(vorgangId, person) {
      write(vorgangId, 'vorgang-opened', { serviceId: 'meldebescheinigung', number: vorgangId, day: '2026-11-22' });
      write(vorgangId, 'facts-recorded', { stepId: 'form', value: { person } });
      journal.index(vorgangId, [person, vorgangId]);
    },
    record: (vorgangId, stepId, value) => void write(vorgangId, 'facts-recorded', { stepId, value }),
    biometrics: (vorgangId) =>
      void write(vorgangId, 'biometrics-recorded', { name: 'finger', value: { template: 'x' } }, 'biometrics'),
    act,
    pay: (vorgangId, amountCents) => act(vorgangId, 'payment', { amountCents, method: 'card' }),
    finish: (vorgangId) => void write(vorgangId, 'vorgang-finished', { result: { person: 'x' } }),
    close() {
      sync.stop();
      journal.close();
    },
  };
}
