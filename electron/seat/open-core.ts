/** What every room of the seat stands on: policy, journal, ledger, law, papers, and the signals between rooms. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock, Log } from '../../native/core/context.ts';
import { systemClock } from '../../native/core/system-context.ts';
import type { CentreAddress } from '../central/connect-centre.ts';
import type { Policy } from '../contract/policy.ts';
import type { SeatView } from '../contract/session.ts';
import { createPapers } from '../documents/papers.ts';
import type { Papers } from '../documents/port.ts';
import type { ReportBug } from '../ipc/serve.ts';
import { DirectoryBoxes } from '../journal/directory-boxes.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import { loadPolicy, readCentreAddress } from '../load-policy.ts';
import { createLedger } from '../operations/ledger.ts';
import type { Ledger } from '../operations/port.ts';
import { type Law, loadLaw } from '../vorgang/law.ts';
import type { SeatParts } from './seat-parts.ts';
import { createSignal, type Signal } from './signal.ts';

export interface SeatCore {
  readonly parts: SeatParts;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: Policy;
  readonly training: boolean;
  /** Null: no centre configured, which only a training seat may be. */
  readonly address: CentreAddress | null;
  readonly journalFile: string;
  readonly journal: SealedJournal;
  readonly directoryBoxes: DirectoryBoxes;
  readonly ledger: Ledger;
  readonly law: Law;
  readonly papers: Papers;
  readonly view: SeatView;
  readonly reportBug: ReportBug;
  /** The same under a new incident number, which it gives. */
  reportIncident(where: string, error: unknown): string;
  nowIso(): string;
  /** Resolves when every open act of the last run has been settled or is marked unknown. */
  readonly settled: Promise<void>;
  setSettled(): void;
  readonly signals: {
    readonly locked: Signal<void>;
    readonly unlocked: Signal<void>;
    /** Another clerk goes on at the locked seat. */
    readonly takenOver: Signal<void>;
    readonly signedOut: Signal<void>;
    /** The city network is cut off: nothing personal may be shown or captured. */
    readonly gateClosed: Signal<void>;
    readonly gateOpened: Signal<void>;
    /** Events of other seats came in: what was folded of this Vorgang is outdated. */
    readonly vorgangChanged: Signal<string>;
    /** The Vorgang was given back or taken over: neither window shows it. */
    readonly vorgangAway: Signal<string>;
    /** The Vorgang or its biometrics were erased here. */
    readonly vorgangErased: Signal<string>;
    /** The clerk is with that Vorgang now, or with none. */
    readonly turnedTo: Signal<string | null>;
    /** For the citizen's window while nobody is served; null: none is called. */
    readonly numberCalled: Signal<{ number: number; startsAt: string | null } | null>;
  };
}

/** Throws AppError: `policy.*`, `journal.*`. Nothing is written before the journal is open. */
export async function openCore(parts: SeatParts): Promise<SeatCore> {
  const { log } = parts;
  const clock = parts.clock ?? systemClock;
  const policy = loadPolicy(parts.policyFile);
  const address = policy.centre ? readCentreAddress(policy.centre, parts.policyFile, policy.seat.id) : null;
  const training = policy.mode === 'training';
  const reportBug: ReportBug = (incident, where, error) =>
    log.error('bug', {
      incident,
      where,
      what: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });

  mkdirSync(parts.dataDir, { recursive: true });
  const journalFile = path.join(parts.dataDir, 'journal.db');
  const keys = await parts.keyCustody.keys(existsSync(journalFile), training || address === null);
  const journal = openJournal({
    file: journalFile,
    ...keys,
    clock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  });
  let setSettled: () => void = () => {};
  const settled = new Promise<void>((resolve) => {
    setSettled = resolve;
  });
  return {
    ...{ parts, clock, log, policy, training, address, journalFile, journal, reportBug, settled, setSettled },
    ledger: createLedger(journal),
    directoryBoxes: new DirectoryBoxes([keys.authorityKey, ...keys.laterAuthorityKeys], randomBytes),
    law: loadLaw(path.join(parts.resourcesDir, 'fees'), { training }),
    papers: createPapers(),
    view: {
      id: policy.seat.id,
      name: policy.seat.name,
      ortsverwaltung: policy.seat.ortsverwaltung,
      authority: policy.seat.authority,
      mode: policy.mode,
      version: parts.version,
    },
    reportIncident(where, error) {
      const incident = randomBytes(4).toString('hex');
      reportBug(incident, where, error);
      return incident;
    },
    nowIso: () => new Date(clock.nowMs()).toISOString(),
    signals: {
      locked: createSignal(),
      unlocked: createSignal(),
      takenOver: createSignal(),
      signedOut: createSignal(),
      gateClosed: createSignal(),
      gateOpened: createSignal(),
      vorgangChanged: createSignal<string>(),
      vorgangAway: createSignal<string>(),
      vorgangErased: createSignal<string>(),
      turnedTo: createSignal<string | null>(),
      numberCalled: createSignal<{ number: number; startsAt: string | null } | null>(),
    },
  };
}
