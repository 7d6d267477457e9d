/** The seat's central room: gate and sync behind two contracts, and the guard for all the others. Without a centre it is all open. */
import { AppError, isAppError } from '../contract/app-error.ts';
import type { centralContract, GateView, gateContract, OfficeList, VorgangCard } from '../contract/central.ts';
import type { Implementation } from '../contract/define-contract.ts';
import type { DirectoryBoxes } from '../journal/directory-boxes.ts';
import type { JournalEvent } from '../journal/port.ts';
import type { OfficeFacts } from '../office/port.ts';
import type { Ledger } from '../operations/port.ts';
import type { ItemExchange } from '../till/port.ts';
import { ActsInTheDark } from './acts-in-the-dark.ts';
import { CentreSync } from './centre-sync.ts';
import type { CentreAddress } from './connect-centre.ts';
import type { DirectoryLine } from './directory-line.ts';
import { centreHeart, GateDriver, type SteadyClock } from './gate-driver.ts';
import { type GateRules, gateRules } from './gate-rules.table.ts';
import type { Guard } from './guard-served.ts';
import { createTravelCalls, neededCentre, type TravelParts } from './travel-calls.ts';

export interface CentralParts extends Omit<TravelParts, 'sync'> {
  /** Null: none configured, which only a training seat may be. */
  address: CentreAddress | null;
  ledger: Pick<Ledger, 'open' | 'get'>;
  /** Of the clerks' directory. */
  boxes: DirectoryBoxes;
  training: boolean;
  clock: SteadyClock & { nowMs(): number };
  serviceTitle(serviceId: string): string;
  cardOf(vorgangId: string): VorgangCard;
  emitGate(view: GateView): void;
  emitListed(list: OfficeList): void;
  emitLost(vorgangId: string): void;
  /** Personal data may not be shown or captured from now on: devices stop, screens are cleared. */
  onClosed(): void;
  onOpened(): void;
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
  /** The Vorgang is at another seat, or waits for one: it is not among the open ones here. */
  isAway(vorgangId: string): boolean;
  /** Null without a centre. Throws `centre.*`. */
  readonly clockOffset: (() => Promise<{ offsetMs: number; boundMs: number }>) | null;
  /** The ledgers of all seats of the Ortsverwaltung; null without a centre. Throws `centre.*`. */
  readonly office: ((days: number) => Promise<OfficeFacts>) | null;
  /** The Sammelkasse of the Ortsverwaltung; null without a centre. */
  readonly items: ItemExchange | null;
  /** This seat holds the Vorgang; always without a centre. */
  mayWrite(vorgangId: string): boolean;
  /**
   * Resolves when the centre has everything written so far. Before money moves: whoever takes the Vorgang over then sees that
   * it may have moved. Throws `centre.disconnected` with the stage `lease`: nothing has been sent to a device yet.
   */
  announce(): Promise<void>;
  /** Vorgänge of which the centre may not have everything; none without a centre. */
  unsent(): string[];
  /** Null: no centre is configured. */
  findOrphans: CentreSync['findOrphans'] | null;
  start(): void;
  stop(): void;
}

const syncEveryMs = 2_000;
/** How often the overview learns what waits at the centre. */
const listEveryMs = 10_000;
/** How soon the dark screen learns that an act has its outcome. */
const darkEveryMs = 500;
/** A citizen waits at the terminal meanwhile. */
const announceMs = 5_000;
/** Calls that write on a Vorgang: they need its lease. */
const writing: readonly string[] = ['vorgang/act', 'vorgang/cancel', 'vorgang/askDevice', 'vorgang/settle'];

export function createCentralRoom(parts: CentralParts): CentralRoom {
  const { address, journal, clock } = parts;
  const sync =
    address &&
    new CentreSync({
      ...{ address, journal, boxes: parts.boxes, training: parts.training },
      nowMs: () => clock.nowMs(),
      monotonicMs: () => clock.steadyMs(),
      serviceTitle: (id) => parts.serviceTitle(id),
      cardOf: (id) => parts.cardOf(id),
      undecided: () => parts.ledger.open().map(({ vorgangId }) => vorgangId),
    });
  const driver = address && new GateDriver({ heart: centreHeart(address), clock, onChange: () => changed() });
  const acts = new ActsInTheDark(parts.ledger);
  let wasOpen = driver === null;
  let wasState = driver?.gate.state ?? null;
  let since: string | null = driver === null ? null : nowIso();
  let listedMs = Number.NEGATIVE_INFINITY;
  let stopTimer: () => void = () => {};
  let stopDark: () => void = () => {};
  let stopped = false;

  function nowIso(): string {
    return new Date(clock.nowMs()).toISOString();
  }
  const rules = (): GateRules => gateRules[driver?.gate.state ?? 'verbunden'];
  const view = (): GateView => {
    const acknowledged = sync?.acknowledged ?? null;
    return {
      state: driver?.gate.state ?? null,
      reason: driver?.gate.reason ?? 'start',
      since,
      showsPersonal: rules().showPersonal,
      waiting: acknowledged === null ? null : Math.max(0, journal.centre.lastSequence() - acknowledged),
      acts: acts.views(),
    };
  };
  function changed(): void {
    const isOpen = rules().showPersonal;
    const state = driver?.gate.state ?? null;
    if (state !== wasState) since = nowIso();
    wasState = state;
    const [opens, closes] = [!wasOpen && isOpen, wasOpen && !isOpen];
    wasOpen = isOpen;
    if (closes) {
      parts.onClosed();
      acts.begin();
      stopDark = clock.after(darkEveryMs, watchActs);
    }
    if (opens) {
      stopDark();
      acts.end();
    }
    parts.emitGate(view());
    if (opens) parts.onOpened();
  }
  function watchActs(): void {
    if (acts.changed()) parts.emitGate(view());
    stopDark = clock.after(darkEveryMs, watchActs);
  }

  async function upkeep(): Promise<void> {
    if (sync && rules().showPersonal) {
      const before = view().waiting;
      try {
        const { erased, lostLeases, late } = await sync.tick();
        for (const id of [...erased, ...lostLeases, ...late]) parts.onChanged(id);
        for (const id of lostLeases) {
          parts.onAway(id);
          parts.emitLost(id);
        }
        await tellList(sync);
      } catch (error) {
        const code = isAppError(error) ? error.code : 'internal';
        if (code !== 'centre.disconnected') parts.warn('centre-sync', { code });
      }
      if (!stopped && view().waiting !== before) parts.emitGate(view());
    }
    if (!stopped) stopTimer = clock.after(syncEveryMs, () => void upkeep());
  }

  /** Nobody is told while nobody is signed in; who locked the seat gets the next one. */
  async function tellList(from: CentreSync): Promise<void> {
    if (!rules().exchange || clock.steadyMs() - listedMs < listEveryMs || !isSignedIn()) return;
    listedMs = clock.steadyMs();
    const list = await from.list();
    if (!stopped) parts.emitListed(list);
  }
  function isSignedIn(): boolean {
    try {
      parts.clerk();
      return true;
    } catch (error) {
      if (isAppError(error)) return false;
      throw error;
    }
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
    clockOffset: sync ? () => sync.clockOffset() : null,
    items: sync?.items ?? null,
    office: sync ? (days) => sync.office(days) : null,
    mayWrite: (vorgangId) => sync?.mayWrite(vorgangId) ?? true,
    unsent: () => sync?.unsent() ?? [],
    lookup: {
      state: () => (sync ? (rules().exchange ? 'open' : 'closed') : 'none'),
      search: async (term) => neededCentre(sync).search(term),
      read: async (vorgangIds) => neededCentre(sync).read(vorgangIds),
    },
    acknowledged: () => (sync ? sync.acknowledged : 'none'),
    directory: sync?.directory ?? null,
    isAway: (vorgangId) => sync?.isAway(vorgangId) === true,
    findOrphans: sync && ((silentMs) => sync.findOrphans(silentMs)),
    gate: { state: async () => view() },
    calls: createTravelCalls({ ...parts, sync }),
    guard: {
      rules,
      async before(call, payload) {
        if (!sync || !writing.includes(call)) return;
        const vorgangId = vorgangIdIn(payload);
        if (vorgangId === null || sync.mayWrite(vorgangId)) return;
        if (sync.isAway(vorgangId)) throw new AppError('centre.lease-lost');
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
      stopDark();
      driver?.stop();
      sync?.stop();
    },
  };
}

/** The id of an operation begins with its Vorgang. */
function vorgangIdIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null;
  if ('vorgangId' in payload && typeof payload.vorgangId === 'string') return payload.vorgangId;
  if (!('operationId' in payload) || typeof payload.operationId !== 'string') return null;
  try {
    return decodeURIComponent(payload.operationId.split('/')[0] ?? '');
  } catch {
    return null;
  }
}
