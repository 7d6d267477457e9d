/** The seat's central room: gate and sync behind two contracts, and the guard for all the others. Without a centre it is all open. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { centralContract, GateView, gateContract } from '../contract/central.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { ClerkView, Credentials } from '../contract/session.ts';
import type { DirectoryBoxes } from '../journal/directory-boxes.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { SealedJournal } from '../journal/sealed-journal.ts';
import { CentreSync } from './centre-sync.ts';
import type { CentreAddress } from './connect-centre.ts';
import type { DirectoryLine } from './directory-line.ts';
import { centreHeart, GateDriver, type SteadyClock } from './gate-driver.ts';
import { type GateRules, gateRules } from './gate-rules.table.ts';
import type { Guard } from './guard-served.ts';

export interface CentralParts {
  /** Null: none configured, which only a training seat may be. */
  address: CentreAddress | null;
  journal: SealedJournal;
  /** Of the clerks' directory. */
  boxes: DirectoryBoxes;
  training: boolean;
  clock: SteadyClock & { nowMs(): number };
  clerk(): ClerkView;
  /** Throws unless it is a person with the role lead and their PIN. */
  verifyLead(credentials: Credentials): Promise<ClerkView>;
  emitGate(view: GateView): void;
  /** Personal data may not be shown or captured from now on: devices stop, screens are cleared. */
  onClosed(): void;
  onOpened(): void;
  /** Other seats' events came in, or the Vorgang was erased: what was folded is outdated. */
  onChanged(vorgangId: string): void;
  warn(event: string, fields: Record<string, string | number | boolean>): void;
}

export interface CentralRoom {
  readonly gate: Implementation<(typeof gateContract)['calls'], unknown>;
  readonly calls: Implementation<(typeof centralContract)['calls'], unknown>;
  readonly guard: Guard;
  /** Null without a centre. */
  readonly directory: DirectoryLine | null;
  rules(): GateRules;
  /** Searching and reading without taking anything in. */
  readonly lookup: {
    state(): 'none' | 'open' | 'closed';
    search(term: string): Promise<string[]>;
    read(vorgangIds: readonly string[]): Promise<ReadonlyMap<string, readonly JournalEvent[]>>;
  };
  /** The last event that the centre has; null while that is not known, `none` without a centre. */
  acknowledged(): number | null | 'none';
  /**
   * Resolves when the centre has everything written so far. Before money moves: whoever takes the Vorgang over then sees that
   * it may have moved. Throws `centre.disconnected` with the stage `lease`: nothing has been sent to a device yet.
   */
  announce(): Promise<void>;
  /** Vorgänge of which the centre may not have everything; none without a centre. */
  unsent(): string[];
  start(): void;
  stop(): void;
}

const syncEveryMs = 2_000;
/** A citizen waits at the terminal meanwhile. */
const announceMs = 5_000;
/** Calls that write on a Vorgang: they need its lease. */
const writing: readonly string[] = ['vorgang/act', 'vorgang/cancel'];

export function createCentralRoom(parts: CentralParts): CentralRoom {
  const { address, journal, clock } = parts;
  const sync =
    address &&
    new CentreSync({
      ...{ address, journal, boxes: parts.boxes, training: parts.training },
      nowMs: () => clock.nowMs(),
      monotonicMs: () => clock.steadyMs(),
    });
  const driver = address && new GateDriver({ heart: centreHeart(address), clock, onChange: () => changed() });
  let wasOpen = driver === null;
  let stopTimer: () => void = () => {};
  let stopped = false;

  const rules = (): GateRules => gateRules[driver?.gate.state ?? 'verbunden'];
  const view = (): GateView => {
    const acknowledged = sync?.acknowledged ?? null;
    return {
      state: driver?.gate.state ?? null,
      reason: driver?.gate.reason ?? 'start',
      showsPersonal: rules().showPersonal,
      waiting: acknowledged === null ? null : Math.max(0, journal.centre.lastSequence() - acknowledged),
    };
  };
  function changed(): void {
    const isOpen = rules().showPersonal;
    if (wasOpen && !isOpen) parts.onClosed();
    const opens = !wasOpen && isOpen;
    wasOpen = isOpen;
    parts.emitGate(view());
    if (opens) parts.onOpened();
  }
  const needed = (): CentreSync => {
    if (!sync) throw new AppError('centre.disconnected');
    return sync;
  };

  async function upkeep(): Promise<void> {
    if (sync && rules().showPersonal) {
      const before = view().waiting;
      try {
        const { erased, lostLeases } = await sync.tick();
        for (const id of [...erased, ...lostLeases]) parts.onChanged(id);
      } catch (error) {
        const code = isAppError(error) ? error.code : 'internal';
        if (code !== 'centre.disconnected') parts.warn('centre-sync', { code });
      }
      if (!stopped && view().waiting !== before) parts.emitGate(view());
    }
    if (!stopped) stopTimer = clock.after(syncEveryMs, () => void upkeep());
  }

  async function announce(): Promise<void> {
    if (!sync) return;
    let stop: () => void = () => {};
    const late = new Promise<never>((_resolve, reject) => {
      stop = clock.after(announceMs, () => reject(new AppError('centre.disconnected')));
    });
    try {
      await Promise.race([sync.pushedThrough(journal.centre.lastSequence()), late]);
    } catch (error) {
      throw new AppError('centre.disconnected', { stage: 'lease' }, { cause: error });
    } finally {
      stop();
    }
  }

  return {
    rules,
    announce,
    unsent: () => sync?.unsent() ?? [],
    lookup: {
      state: () => (sync ? (rules().exchange ? 'open' : 'closed') : 'none'),
      search: async (term) => needed().search(term),
      read: async (vorgangIds) => needed().read(vorgangIds),
    },
    acknowledged: () => (sync ? sync.acknowledged : 'none'),
    directory: sync?.directory ?? null,
    gate: { state: async () => view() },
    calls: {
      async search({ term }) {
        parts.clerk();
        return (await needed().search(term)).map((vorgangId) => ({ vorgangId, here: journal.knows(vorgangId) }));
      },
      async takeUp({ vorgangId, takeOver }) {
        const clerk = parts.clerk();
        const lead = takeOver && (await parts.verifyLead(takeOver.lead));
        const because = takeOver && lead ? { lead: lead.userName, reason: takeOver.reason } : undefined;
        const newEvents = await needed().takeUp(vorgangId, clerk.userName, because);
        if (newEvents > 0) parts.onChanged(vorgangId);
        return { newEvents };
      },
      async giveBack({ vorgangId, toSeat }) {
        const clerk = parts.clerk();
        if (toSeat !== undefined) await needed().handOver(vorgangId, toSeat);
        await needed().giveBack(vorgangId, clerk.userName);
        return {};
      },
    },
    guard: {
      rules,
      async before(call, payload) {
        if (!sync || !writing.includes(call)) return;
        const vorgangId = vorgangIdIn(payload);
        if (vorgangId === null || sync.mayWrite(vorgangId)) return;
        if ((await sync.takeUp(vorgangId, parts.clerk().userName)) > 0) parts.onChanged(vorgangId);
      },
    },
    start() {
      driver?.start();
      if (sync) stopTimer = clock.after(0, () => void upkeep());
    },
    stop() {
      stopped = true;
      stopTimer();
      driver?.stop();
      sync?.stop();
    },
  };
}

function vorgangIdIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('vorgangId' in payload)) return null;
  return typeof payload.vorgangId === 'string' ? payload.vorgangId : null;
}
